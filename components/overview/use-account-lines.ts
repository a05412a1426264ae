'use client'
import { useQueries, useSuspenseQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { useDeferredValue, useMemo, useState } from 'react'
import type { AccountChanges, AccountLinesView } from '@/server/domain/views'
import { type AccountsQuery, accountsSearch, choiceInput } from '../accounts/table-view'
import { useSettled } from '../balances/use-settled'
import { useTRPC } from '../trpc-provider'
import { lineWindows } from './overview-queries'

/** Time in which somebody types on. */
const TYPING_MS = 150

export type ChangesByAccount = ReadonlyMap<string, AccountChanges>
export type ChosenLine = AccountLinesView['first'][number]
export type ChosenTable = Omit<AccountLinesView, 'first' | 'from'>

interface AccountLines {
  /** What was chosen, and what chooses anew. */
  view: AccountsQuery
  setView: (change: Partial<AccountsQuery>) => void
  /** Sums, states and groups, of one answer with the first lines. */
  table: ChosenTable
  lines: ChosenLine[]
  /** Absent while they are read. */
  changes: ChangesByAccount
  /** How many lines come with the next window, and what asks for it. */
  more: { count: number; show: () => void }
  /** What is shown is not what was chosen yet. */
  behind: boolean
  /** Lines that were asked for are on their way, or did not come. */
  loading: boolean
  failed: boolean
}

/** The lines of the first accounts of those chosen, and of those behind them that were asked for. */
export function useAccountLines(): AccountLines {
  const trpc = useTRPC()
  const [view, setQuery] = useQueryStates(accountsSearch)
  const [asked, setAsked] = useState(0)
  const settled = useSettled(view.q, TYPING_MS)
  const wanted = useMemo(() => ({ choice: choiceInput({ ...view, q: settled }), more: asked }), [view, settled, asked])
  // What was there stays until what is asked for has come.
  const shown = useDeferredValue(wanted)
  const [head, ...rest] = lineWindows(shown.more)
  const { data: table } = useSuspenseQuery(trpc.overview.lines.queryOptions({ ...shown.choice, ...head }))
  const further = useQueries({
    queries: rest.map((window) => trpc.overview.lines.queryOptions({ ...shown.choice, ...window })),
  })
  const windows = [table.first, ...further.map(({ data }) => data?.first ?? [])]
  // Asked for once the page is alive: the server need not wait for history to show how things are. However they are sorted,
  // the same accounts are one question.
  const changes = useQueries({
    queries: windows
      .filter((lines) => lines.length > 0)
      .map((lines) => trpc.overview.changes.queryOptions({ accountIds: lines.map(({ account }) => account.id).sort() })),
  })
  const lines = windows.flat()
  const failed = further.filter(({ isError }) => isError)
  const show = () => {
    if (failed.length > 0) for (const window of failed) void window.refetch()
    else if (!further.some(({ isPending }) => isPending)) setAsked(asked + 1)
  }
  const next = lineWindows(asked + 1).at(-1)
  return {
    view,
    setView: (change) => {
      setAsked(0)
      void setQuery(change)
    },
    table,
    lines: unique(lines),
    changes: new Map(changes.flatMap(({ data }) => data ?? []).map((each) => [each.accountId, each])),
    more: { count: next ? Math.max(0, Math.min(next.count, table.of - next.from)) : 0, show },
    behind: shown !== wanted || settled !== view.q,
    loading: further.some(({ isFetching, data }) => isFetching && data === undefined),
    failed: failed.length > 0,
  }
}

/** Windows that were read at different moments may overlap where an account was archived in between. */
function unique(lines: readonly ChosenLine[]): ChosenLine[] {
  return [...new Map(lines.map((line) => [line.account.id, line])).values()]
}
