'use client'
import { useQueries, useSuspenseQuery } from '@tanstack/react-query'
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { MOST_LINES } from '@/server/domain/asset-view'
import type { AssetWindow } from '@/server/domain/views'
import type { AssetViewInput } from '@/server/schemas/assets'
import type { KnownFunding } from '../assets/row'
import { useTRPC, useTRPCClient } from '../trpc-provider'
import { type Line, lineAt, missingPages, type Span, wholePages } from './line-windows'
import { PAGE_LINES, windowInput } from './view-query'

/** What is scrolled past within so many milliseconds is not asked for. */
const PASSING_MS = 24
/** Lines that are nobody's sight any more are kept so long. */
const KEPT_MS = 60_000

export interface AssetLines {
  /** Of the lines that came first: sums over all, and how many there are. */
  window: AssetWindow
  /** Of which moment they are, which follows what is asked for; null: of now. */
  asOf: Date | null
  /** Changes where rows are chosen or ordered in another way: then the table begins at its top. */
  view: string
  /** Null: on its way. */
  at: (index: number) => Line | null
  /** Says which lines are in sight. */
  see: (span: Span) => void
  isOpen: (group: string) => boolean
  toggle: (group: string) => void
  /** Some lines could not be read. */
  failed: boolean
  retry: () => void
}

/** What funding was at a moment that is over, nobody is asked. */
const NOT_ASKED: KnownFunding = new Map()
const TOP: Span = { first: 0, last: PAGE_LINES - 1 }

/**
 * The lines of a long table as they come into sight. All of them belong together: those that came first name the book that
 * the others are asked for with. They are read anew where they stand when accounts have something new (`live/bring`).
 */
export function useAssetLines(view: AssetViewInput, funding: KnownFunding): AssetLines {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const [opened, setOpened] = useState<{ by: AssetViewInput['groupBy']; keys: readonly string[] }>({ by: 'none', keys: [] })
  const open = opened.by === view.groupBy ? opened.keys : NOTHING
  const viewKey = JSON.stringify(view)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the view is a new object at every render; its key says what is in it
  const wanted = useMemo(() => ({ view, viewKey, open }), [viewKey, open])
  // A click is answered at once; the lines follow.
  const asked = useDeferredValue(wanted)
  /** Lines in sight, of which view. */
  const sight = useRef<Sight>({ viewKey, span: TOP })

  const options = trpc.balances.assets.queryOptions(
    windowInput(asked.view, asked.open, { at: null, offset: 0, limit: PAGE_LINES }),
  )
  const first = useSuspenseQuery({
    ...options,
    // Whatever is in sight is read anew, in one answer.
    queryFn: ({ signal }) => {
      const span = sight.current.viewKey === asked.viewKey ? sight.current.span : TOP
      const lines = { at: null, ...wholePages(span, MOST_LINES) }
      return client.balances.assets.query(windowInput(asked.view, asked.open, lines), { signal })
    },
  })
  const window = first.data

  const [seen, setSeen] = useState<Sight>({ viewKey, span: TOP })
  const passing = useRef<ReturnType<typeof setTimeout> | null>(null)
  useEffect(() => () => clearTimeout(passing.current ?? undefined), [])
  const see = useCallback(
    (span: Span) => {
      sight.current = { viewKey: asked.viewKey, span }
      passing.current ??= setTimeout(() => {
        passing.current = null
        const now = sight.current
        setSeen((before) => (isSame(before, now) ? before : now))
      }, PASSING_MS)
    },
    [asked.viewKey],
  )

  const pages = useQueries({
    queries: missingPages(window, seen.viewKey === asked.viewKey ? seen.span : TOP).map((offset) => ({
      ...trpc.balances.assets.queryOptions(windowInput(asked.view, asked.open, { at: window.at, offset, limit: PAGE_LINES }), {
        trpc: { abortOnUnmount: true },
      }),
      staleTime: 'static' as const,
      gcTime: KEPT_MS,
    })),
  })
  const found = pages.flatMap(({ data }) => data ?? [])
  const together = found.filter(({ book }) => book === window.book)
  const { refetch, isFetching } = first
  const apart = together.length < found.length
  useEffect(() => {
    if (apart && !isFetching) void refetch()
  }, [apart, isFetching, refetch])

  const windows = [window, ...together]
  const toggle = useCallback(
    (key: string) =>
      setOpened(({ by, keys }) => {
        const before = by === view.groupBy ? keys : NOTHING
        return { by: view.groupBy, keys: before.includes(key) ? before.filter((other) => other !== key) : [...before, key] }
      }),
    [view.groupBy],
  )
  return {
    window,
    view: asked.viewKey,
    asOf: asked.view.asOf === null ? null : new Date(asked.view.asOf),
    at: (index) => lineAt(windows, index, asked.view.asOf === null ? funding : NOT_ASKED),
    see,
    isOpen: (key) => open.includes(key),
    toggle,
    failed: pages.some(({ isError }) => isError),
    retry: () => {
      for (const page of pages) if (page.isError) void page.refetch()
    },
  }
}

const NOTHING: readonly string[] = []

interface Sight {
  viewKey: string
  span: Span
}

const isSame = (a: Sight, b: Sight) => a.viewKey === b.viewKey && a.span.first === b.span.first && a.span.last === b.span.last
