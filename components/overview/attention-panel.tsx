'use client'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { isHeard } from '@/server/domain/alerts/quiet'
import type { AttentionItem, OverviewSummary } from '@/server/domain/views'
import { FiringMarks } from '../alerts/firing-marks'
import { Age } from '../format/age'
import { useTRPC } from '../trpc-provider'
import { Badge } from '../ui/badge'
import { Card, CardHeader, CardTitle } from '../ui/card'
import { cn } from '../ui/cn'
import { IntentLink } from '../ui/intent-link'
import { moreOrFewer } from '../ui/more-or-fewer'
import { attentionWords, unwatchedWords } from './attention-words'

const ICONS = { urgent: CircleAlert, warning: TriangleAlert, note: Info } as const
const TONES = { urgent: 'text-destructive', warning: 'text-warning', note: 'text-muted-foreground' } as const
const LEVELS = { urgent: msg`Urgent`, warning: msg`Warning`, note: msg({ message: 'Note', context: 'a level' }) } as const

/** What fires, in the words that are sent, and then notices. */
export function AttentionPanel({ summary, className }: { summary: OverviewSummary; className?: string }) {
  const { i18n, t } = useLingui()
  const trpc = useTRPC()
  const [all, setAll] = useState(false)
  const { first, of, pressing, unwatched } = summary.attention
  const rest = useQuery({ ...trpc.overview.attention.queryOptions(), enabled: all })
  const gap = unwatchedWords(unwatched, i18n)
  const shown = (all ? rest.data : undefined) ?? first
  return (
    <Card className={cn('flex flex-col', className)} aria-labelledby="attention">
      <CardHeader>
        <CardTitle id="attention">
          <Trans>Needs attention</Trans>
        </CardTitle>
        {pressing > 0 ? <Badge tone={first.some(isUrgent) ? 'destructive' : 'warning'}>{pressing}</Badge> : null}
      </CardHeader>
      {of === 0 ? (
        <p className="flex items-center gap-2 px-4 pb-4 text-muted-foreground">
          <CircleCheck aria-hidden className="size-4 text-profit" />
          {gap ? t`Nothing fires.` : t`All accounts are read, priced and far from liquidation.`}
        </p>
      ) : (
        <ul className="thin-scroll min-h-0 divide-y overflow-y-auto border-t">
          {shown.map((item) => (
            <Item key={keyOf(item)} item={item} />
          ))}
        </ul>
      )}
      {gap ? (
        <p className="border-t px-4 py-2 text-muted-foreground text-xs">
          {gap}{' '}
          <IntentLink href="/alerts" className="underline underline-offset-2 hover:text-foreground">
            <Trans>Alerts</Trans>
          </IntentLink>
        </p>
      ) : null}
      {of > first.length ? (
        <button
          type="button"
          onClick={() => (all && rest.isError ? void rest.refetch() : setAll(!all))}
          aria-expanded={all}
          aria-busy={all && rest.isPending}
          className="mt-auto shrink-0 rounded-b-lg border-t px-4 py-2 text-left font-medium text-muted-foreground text-xs hover:bg-muted/60 hover:text-foreground focus-visible:-outline-offset-2 pointer-coarse:min-h-11"
        >
          {t(moreOrFewer(all, rest, of - first.length))}
        </button>
      ) : null}
    </Card>
  )
}

const isUrgent = ({ level, matter }: AttentionItem) => level === 'urgent' && matter.kind === 'alert' && isHeard(matter.alert)

/** The same as long as it tells the same thing, whatever its figure. */
function keyOf({ accountId, matter }: AttentionItem): string {
  return matter.kind === 'alert' ? `${matter.alert.ruleId} ${matter.alert.subject}` : `${accountId} ${JSON.stringify(matter)}`
}

function Item({ item }: { item: AttentionItem }) {
  const { i18n, t } = useLingui()
  const { title, detail } = attentionWords(item, i18n)
  const { matter, accountId, accountName } = item
  const quiet = matter.kind === 'alert' && !isHeard(matter.alert)
  const Icon = ICONS[item.level]
  return (
    <li>
      <IntentLink
        href={accountId === null ? '/alerts' : `/accounts/${accountId}`}
        className="flex gap-2.5 px-4 py-2 hover:bg-muted/60 focus-visible:-outline-offset-2"
      >
        <Icon
          aria-label={t(LEVELS[item.level])}
          className={cn('mt-0.5 size-4 shrink-0', quiet ? 'text-muted-foreground' : TONES[item.level])}
        />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline justify-between gap-2">
            <span className="min-w-0 truncate font-medium">{title}</span>
            {item.since ? (
              <span className="figures shrink-0 text-muted-foreground text-xs">
                <Age date={item.since} />
              </span>
            ) : null}
          </span>
          <span className="line-clamp-2 text-muted-foreground text-xs">
            {accountName ?? t`All accounts together`}
            {detail ? ` · ${detail}` : ''}
          </span>
          {matter.kind === 'alert' ? (
            <span className="flex flex-wrap gap-x-3 text-muted-foreground text-xs">
              <FiringMarks firing={matter.alert} />
            </span>
          ) : null}
        </span>
      </IntentLink>
    </li>
  )
}
