'use client'
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { OverviewView } from '@/server/domain/views'
import { Age } from '../format/age'
import { useDisplay } from '../format/display'
import { useNow } from '../live/use-now'
import { Badge } from '../ui/badge'
import { Card, CardHeader, CardTitle } from '../ui/card'
import { cn } from '../ui/cn'
import { IntentLink } from '../ui/intent-link'
import { type AttentionItem, attentionOf } from './attention'

const ICONS = { urgent: CircleAlert, warning: TriangleAlert, note: Info } as const
const TONES = { urgent: 'text-destructive', warning: 'text-warning', note: 'text-muted-foreground' } as const
const LEVELS = { urgent: 'Urgent', warning: 'Warning', note: 'Note' } as const

/** Items shown before the rest is asked for. */
const SHORT = 5

/** What a person should look at, the urgent first. */
export function AttentionPanel({ overview, className }: { overview: OverviewView; className?: string }) {
  const now = useNow()
  const { locale } = useDisplay()
  const [all, setAll] = useState(false)
  const items = attentionOf(overview.accounts, new Date(now ?? overview.oldestAsOf ?? 0), locale)
  const shown = all ? items : items.slice(0, SHORT)
  const pressing = items.filter(({ level }) => level !== 'note').length
  return (
    <Card className={cn('flex flex-col', className)} aria-labelledby="attention">
      <CardHeader>
        <CardTitle id="attention">Needs attention</CardTitle>
        {pressing > 0 ? <Badge tone={items[0]?.level === 'urgent' ? 'destructive' : 'warning'}>{pressing}</Badge> : null}
      </CardHeader>
      {items.length === 0 ? (
        <p className="flex items-center gap-2 px-4 pb-4 text-muted-foreground">
          <CircleCheck aria-hidden className="size-4 text-profit" />
          All accounts are read, priced and far from liquidation.
        </p>
      ) : (
        <ul className="thin-scroll min-h-0 divide-y overflow-y-auto border-t">
          {shown.map((item) => (
            <Item key={`${item.accountId} ${item.kind} ${item.title} ${item.detail}`} item={item} />
          ))}
        </ul>
      )}
      {items.length > SHORT ? (
        <button
          type="button"
          onClick={() => setAll(!all)}
          aria-expanded={all}
          className="mt-auto shrink-0 rounded-b-lg border-t px-4 py-2 text-left font-medium text-muted-foreground text-xs hover:bg-muted/60 hover:text-foreground focus-visible:-outline-offset-2"
        >
          {all ? 'Show fewer' : `Show ${items.length - SHORT} more`}
        </button>
      ) : null}
    </Card>
  )
}

function Item({ item }: { item: AttentionItem }) {
  const Icon = ICONS[item.level]
  return (
    <li>
      <IntentLink
        href={`/accounts/${item.accountId}`}
        className="flex gap-2.5 px-4 py-2 hover:bg-muted/60 focus-visible:-outline-offset-2"
      >
        <Icon aria-label={LEVELS[item.level]} className={cn('mt-0.5 size-4 shrink-0', TONES[item.level])} />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline justify-between gap-2">
            <span className="min-w-0 truncate font-medium">{item.title}</span>
            {item.since ? (
              <span className="figures shrink-0 text-muted-foreground text-xs">
                <Age date={item.since} />
              </span>
            ) : null}
          </span>
          <span className="line-clamp-2 text-muted-foreground text-xs">
            {item.accountName}
            {item.detail ? ` · ${item.detail}` : ''}
          </span>
        </span>
      </IntentLink>
    </li>
  )
}
