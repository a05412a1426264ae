'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useSubscription } from '@trpc/tanstack-react-query'
import { useEffect, useRef } from 'react'
import type { LiveEvent } from '@/server/domain/views'
import { useTRPC } from '../trpc-provider'
import { StatusDot } from '../ui/status-dot'
import { Tooltip } from '../ui/tooltip'

/** Events that come close together cause one reading. */
const GATHER_MS = 400

const STATES = {
  idle: { tone: 'off', label: 'Paused', detail: 'Numbers are not updated.' },
  connecting: { tone: 'busy', label: 'Connecting', detail: 'Live updates are being connected.' },
  pending: { tone: 'ok', label: 'Live', detail: 'New balances appear by themselves.' },
  error: { tone: 'error', label: 'Offline', detail: 'Live updates ended. Press to connect again.' },
} as const

/** Listens for new snapshots, has the pages read them, and says in the top bar whether it hears anything. */
export function LiveStatus() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const everything = useRef(false)

  useEffect(() => () => clearTimeout(timer.current), [])

  function read() {
    timer.current = undefined
    if (everything.current) void queryClient.invalidateQueries()
    else {
      void queryClient.invalidateQueries(trpc.balances.pathFilter())
      void queryClient.invalidateQueries(trpc.accounts.pathFilter())
    }
    everything.current = false
  }

  function hear(event: LiveEvent) {
    if (event.kind === 'resync') everything.current = true
    timer.current ??= setTimeout(read, GATHER_MS)
  }

  const { status, reset } = useSubscription(
    trpc.live.updates.subscriptionOptions(undefined, { onData: ({ data }) => hear(data) }),
  )
  const { tone, label, detail } = STATES[status]
  return (
    <Tooltip content={detail} side="bottom">
      <button
        type="button"
        className="flex h-8 items-center rounded-md px-2"
        aria-label={`${label}. ${detail}`}
        onClick={status === 'error' ? reset : undefined}
      >
        <StatusDot tone={tone} className="text-muted-foreground text-xs">
          {label}
        </StatusDot>
      </button>
    </Tooltip>
  )
}
