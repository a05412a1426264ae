import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { createTRPCClient } from '@trpc/client'
import { observable } from '@trpc/server/observable'
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query'
import { describe, expect, it } from 'vitest'
import { Desk } from '@/server/domain/desk'
import { deskAccount } from '@/server/domain/desk.testing'
import type { AccountLine, AccountLinesView, DeskFreshness } from '@/server/domain/views'
import type { AppRouter } from '@/server/trpc/root'
import { Bring } from './bring'

const NOW = new Date('2026-01-01T12:00:00Z')
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)

function line(n: number, asOf: Date, equity: string): AccountLine {
  const risks = { unrealizedProfit: null, marginUse: null, marginBound: 'exact', health: null, nearest: null } as const
  return { account: deskAccount(n), figures: { asOf, stale: false, equity, bound: 'exact', leftOut: [], ...risks } }
}

interface Asked {
  accountIds?: string[]
  id?: string
  from?: number
  sort?: string
}

/** A page in front of a server whose answers are given; what it asks for is noted. */
function open(answers: Record<string, (input: Asked) => unknown>) {
  const queryClient = new QueryClient()
  const asked: string[] = []
  const client = createTRPCClient<AppRouter>({
    links: [
      () =>
        ({ op }) =>
          observable((observer) => {
            const input = (op.input ?? {}) as Asked
            asked.push([op.path, ...(input.accountIds ?? [input.id ?? []].flat())].join(' '))
            const answer = answers[op.path]
            if (!answer) throw new Error(`Nobody was to ask for ${op.path}.`)
            observer.next({ result: { type: 'data', data: answer(input) } })
            observer.complete()
          }),
    ],
  })
  const trpc = createTRPCOptionsProxy<AppRouter>({ client, queryClient })
  const heard: DeskFreshness[] = []
  const bring = new Bring({ trpc, client, queryClient, onFreshness: (freshness) => heard.push(freshness) })
  return { bring, trpc, queryClient, asked, heard }
}

/** Lines as they were chosen: as added, of so many. */
function chosen(first: AccountLine[], of: number, over: Partial<AccountLinesView> = {}): AccountLinesView {
  return {
    first: first.map((line) => ({ ...line, group: null })),
    ...{ of, active: of, subAccounts: false, groups: [], from: 0, moves: false },
    states: { refused: 0, stale: 0, waiting: 0, fresh: of },
    sum: { accounts: of, equity: String(of), bound: 'exact', unknown: 0 },
    ...over,
  }
}

const desk = new Desk()
const freshness = () => desk.freshness(NOW)
const summary = () => desk.summary(NOW, { firing: [], unwatched: [] })

describe('what a live event brings', () => {
  it('is the totals, and the lines of accounts that stand on the page, of a thousand that changed', async () => {
    const page = open({
      'overview.freshness': freshness,
      'overview.summary': summary,
      'overview.linesOf': ({ accountIds = [] }) => accountIds.map((id) => line(Number(id.slice(8)), at(60), '2')),
    })
    const { trpc, queryClient } = page
    const window = { from: 0, count: 10 }
    queryClient.setQueryData(trpc.overview.summary.queryKey(), summary())
    queryClient.setQueryData(trpc.overview.lines.queryKey(window), chosen([line(0, NOW, '1'), line(1, NOW, '1')], 1000))
    await page.bring.accounts(Array.from({ length: 1000 }, (_, n) => `account-${n + 1}`))
    expect(page.asked.sort()).toEqual(['overview.freshness', 'overview.linesOf account-1', 'overview.summary'])
    const shown = queryClient.getQueryData(trpc.overview.lines.queryKey(window))
    expect(shown?.first.map(({ figures }) => figures?.equity)).toEqual(['1', '2'])
    expect(shown?.of).toBe(1000)
    expect(page.heard).toHaveLength(1)
  })

  it('does not go back to an older reading of an account', async () => {
    const page = open({ 'overview.freshness': freshness, 'overview.linesOf': () => [line(0, at(-60), '1')] })
    const { trpc, queryClient } = page
    const key = trpc.overview.lines.queryKey({ from: 0, count: 10 })
    queryClient.setQueryData(key, chosen([line(0, NOW, '2')], 1))
    await page.bring.accounts(['account-0'])
    expect(queryClient.getQueryData(key)?.first[0]?.figures?.equity).toBe('2')
  })

  it('is sums and states over all accounts, and the order where that follows what is read, of windows in sight', async () => {
    const behind = { from: 10, count: 50 }
    const byEquity = { from: 10, count: 50, sort: 'equity' } as const
    const page = open({
      'overview.freshness': freshness,
      'overview.linesOf': () => [line(0, at(60), '2')],
      'overview.lines': ({ from = 0, sort }) => chosen([line(from, at(60), '2')], 60, { from, moves: sort === 'equity' }),
    })
    const { trpc, queryClient } = page
    const ends = [{ from: 0, count: 10 }, behind, byEquity].map((window) =>
      new QueryObserver(queryClient, {
        ...trpc.overview.lines.queryOptions(window),
        staleTime: Number.POSITIVE_INFINITY,
      }).subscribe(() => {}),
    )
    await expect.poll(() => page.asked.length).toBe(3)
    page.asked.length = 0
    expect(await page.bring.accounts(['account-0'])).toBe(true)
    // The window behind the first one, as added, holds nothing that its lines do not tell.
    expect(page.asked.sort()).toEqual(['overview.freshness', 'overview.lines', 'overview.lines', 'overview.linesOf account-0'])
    for (const end of ends) end()
  })

  it('is an account’s own page where that is open, and next to nothing where none of it is shown', async () => {
    const cached = { balances: [], errors: [] }
    const page = open({ 'overview.freshness': freshness, 'balances.cached': () => cached })
    const { trpc, queryClient } = page
    queryClient.setQueryData(trpc.balances.cached.queryKey({ accountIds: ['a'] }), cached)
    await page.bring.accounts(['a', 'b'])
    expect(page.asked.sort()).toEqual(['balances.cached a', 'overview.freshness'])
    const aside = open({ 'overview.freshness': freshness })
    await aside.bring.accounts(['a', 'b'])
    expect(aside.asked).toEqual(['overview.freshness'])
  })

  it('asks again for what changed while a view was on its way', async () => {
    const page = open({ 'overview.freshness': freshness })
    const changed: string[][] = []
    const stop = page.bring.onLateView((ids) => changed.push([...ids]))
    await page.bring.accounts(['a'])
    page.queryClient.setQueryData(page.trpc.overview.summary.queryKey(), summary())
    stop()
    expect(changed).toEqual([['a']])
  })
})
