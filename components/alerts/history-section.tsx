'use client'
import { msg } from '@lingui/core/macro'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useState } from 'react'
import type { DeliveryView } from '@/server/domain/views'
import { useDisplay } from '../format/display'
import { shortTime } from '../format/time'
import { SettingsSection } from '../settings/section'
import { useTRPC } from '../trpc-provider'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'

const STATES = {
  sent: { label: msg`Sent`, tone: 'neutral' },
  waiting: { label: msg`Waiting`, tone: 'warning' },
  failed: { label: msg`Not sent`, tone: 'destructive' },
  dropped: { label: msg`Over by then`, tone: 'outline' },
} as const

/** What was sent, when, where, and what the other side answered; 50 at a time, kept 90 days. */
export function HistorySection() {
  const { t } = useLingui()
  const trpc = useTRPC()
  const [before, setBefore] = useState<string | null>(null)
  const { data } = useSuspenseQuery(trpc.alerts.history.queryOptions({ before }))
  return (
    <SettingsSection title={t`Sent`} description={t`Messages of the last 90 days.`} flush>
      {data.rows.length === 0 ? (
        <EmptyState
          icon={History}
          title={t`Nothing was sent`}
          description={t`What a rule tells you of stands here, with each channel’s answer.`}
        />
      ) : (
        <ul aria-label={t`Sent`} className="divide-y">
          {data.rows.map((row) => (
            <DeliveryRow key={row.id} row={row} />
          ))}
        </ul>
      )}
      {data.next || before ? (
        <div className="flex justify-between border-t px-4 py-3">
          <Button size="sm" disabled={before === null} onClick={() => setBefore(null)}>
            <Trans>Newest</Trans>
          </Button>
          <Button size="sm" disabled={data.next === null} onClick={() => setBefore(data.next)}>
            <Trans>Older</Trans>
          </Button>
        </div>
      ) : null}
    </SettingsSection>
  )
}

function DeliveryRow({ row: { at, text, channelName, state, attempts, answer } }: { row: DeliveryView }) {
  const { t } = useLingui()
  const display = useDisplay()
  const { label, tone } = STATES[state]
  return (
    <li className="px-4 py-2.5">
      <p className="flex items-start justify-between gap-3">
        <span className="min-w-0">{text}</span>
        <Badge tone={tone}>{t(label)}</Badge>
      </p>
      <p className="mt-0.5 flex flex-wrap gap-x-3 text-muted-foreground text-xs">
        <span className="figures" suppressHydrationWarning>
          {shortTime(at, display)}
        </span>
        <span>{channelName}</span>
        {attempts > 1 ? (
          <span className="figures">
            <Plural value={attempts} one="# try" other="# tries" />
          </span>
        ) : null}
        {answer ? <span className="break-all">{answer}</span> : null}
      </p>
    </li>
  )
}
