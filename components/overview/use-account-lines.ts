'use client'
import { useQueries, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AccountChanges, AccountLine } from '@/server/domain/views'
import { useTRPC } from '../trpc-provider'
import { FIRST_WINDOW, lineWindows } from './overview-queries'

export type ChangesByAccount = ReadonlyMap<string, AccountChanges>

interface AccountLines {
  lines: AccountLine[]
  /** Absent while they are read. */
  changes: ChangesByAccount
  /** How many lines come with the next window, and what asks for it. */
  more: { count: number; show: () => void }
  /** Lines that were asked for are on their way, or did not come. */
  loading: boolean
  failed: boolean
}

/** The lines of the first accounts of so many, and of those behind them that were asked for. */
export function useAccountLines(accounts: number): AccountLines {
  const trpc = useTRPC()
  const [asked, setAsked] = useState(0)
  const windows = lineWindows(asked)
  const { data: first } = useSuspenseQuery(trpc.overview.lines.queryOptions(FIRST_WINDOW))
  const further = useQueries({ queries: windows.slice(1).map((window) => trpc.overview.lines.queryOptions(window)) })
  // Asked for once the page is alive: the server need not wait for history to show how things are.
  const changes = useQueries({ queries: windows.map((window) => trpc.overview.changes.queryOptions(window)) })
  const lines = [...first.first, ...further.flatMap(({ data }) => data?.first ?? [])]
  const failed = further.filter(({ isError }) => isError)
  const show = () => {
    if (failed.length > 0) for (const window of failed) void window.refetch()
    else if (!further.some(({ isPending }) => isPending)) setAsked(asked + 1)
  }
  const next = lineWindows(asked + 1).at(-1) ?? FIRST_WINDOW
  return {
    lines: unique(lines),
    changes: new Map(changes.flatMap(({ data }) => data ?? []).map((each) => [each.accountId, each])),
    more: { count: Math.max(0, Math.min(next.count, accounts - next.from)), show },
    loading: further.some(({ isFetching, data }) => isFetching && data === undefined),
    failed: failed.length > 0,
  }
}

/** Windows that were read at different moments may overlap where an account was archived in between. */
function unique(lines: readonly AccountLine[]): AccountLine[] {
  return [...new Map(lines.map((line) => [line.account.id, line])).values()]
}
