'use client'
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
  sent: { label: 'Sent', tone: 'neutral' },
  waiting: { label: 'Waiting', tone: 'warning' },
  failed: { label: 'Not sent', tone: 'destructive' },
  dropped: { label: 'Over by then', tone: 'outline' },
} as const

/** What was sent, when, where, and what the other side answered; 50 at a time, kept 90 days. */
export function HistorySection() {
  const trpc = useTRPC()
  const [before, setBefore] = useState<string | null>(null)
  const { data } = useSuspenseQuery(trpc.alerts.history.queryOptions({ before }))
  return (
    <SettingsSection title="Sent" description="Messages of the last 90 days." flush>
      {data.rows.length === 0 ? (
        <EmptyState
          icon={History}
          title="Nothing was sent"
          description="What a rule tells you of stands here, with each channel’s answer."
        />
      ) : (
        <ul aria-label="Sent" className="divide-y">
          {data.rows.map((row) => (
            <DeliveryRow key={row.id} row={row} />
          ))}
        </ul>
      )}
      {data.next || before ? (
        <div className="flex justify-between border-t px-4 py-3">
          <Button size="sm" disabled={before === null} onClick={() => setBefore(null)}>
            Newest
          </Button>
          <Button size="sm" disabled={data.next === null} onClick={() => setBefore(data.next)}>
            Older
          </Button>
        </div>
      ) : null}
    </SettingsSection>
  )
}

function DeliveryRow({ row: { at, text, channelName, state, attempts, answer } }: { row: DeliveryView }) {
  const display = useDisplay()
  const { label, tone } = STATES[state]
  return (
    <li className="px-4 py-2.5">
      <p className="flex items-start justify-between gap-3">
        <span className="min-w-0">{text}</span>
        <Badge tone={tone}>{label}</Badge>
      </p>
      <p className="mt-0.5 flex flex-wrap gap-x-3 text-muted-foreground text-xs">
        <span className="figures" suppressHydrationWarning>
          {shortTime(at, display)}
        </span>
        <span>{channelName}</span>
        {attempts > 1 ? <span className="figures">{attempts} tries</span> : null}
        {answer ? <span className="break-all">{answer}</span> : null}
      </p>
    </li>
  )
}
