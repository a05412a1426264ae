import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accountFigures, marginBound } from './account-figures'
import { fixed, known } from './amounts'
import { attentionOf, noticesOf } from './attention'
import { Decimal, ZERO } from './decimal'
import { Desk, type DeskAccount } from './desk'
import { deskAccount, valued } from './desk.testing'
import { nearestLiquidation } from './liquidation'
import { health } from './margin'
import { overviewOf } from './overview'
import { isStale } from './staleness'
import type { ValuedAccount } from './types'
import type { AccountView, BalanceView } from './views'

const NOW = new Date(Date.UTC(2026, 0, 1) + 5_000_000)
/** Nothing fires: what does is `attention.test`'s. */
const QUIET = { firing: [], unwatched: [] }
const LATER = new Date(NOW.getTime() + 10 * 86_400_000)

type Book = Map<DeskAccount, ValuedAccount | null>

/** Everything added up anew over every asset, as pages did that had the whole book. */
function byTheBook(book: Book) {
  const states = [...book].map(([account, of]) => ({
    account: account as unknown as AccountView,
    balance: of && balanceOf(account, of),
  }))
  const { accounts, exposure, unpriced: _, leftOut, ...totals } = overviewOf(states)
  const long = exposure.reduce((sum, row) => sum.plus(row.long), ZERO).toFixed()
  const short = exposure.reduce((sum, row) => sum.plus(row.short), ZERO).toFixed()
  return { totals, exposure, long, short, leftOut, accounts: accounts.length }
}

function balanceOf(account: DeskAccount, of: ValuedAccount): BalanceView {
  const { id, name, exchange, exchangeName, refreshIntervalSeconds } = account
  const stale = isStale({ asOf: of.asOf, intervalSeconds: refreshIntervalSeconds, failed: account.lastError !== null }, NOW)
  return { ...of, accountId: id, accountName: name, exchange, exchangeName, stale }
}

/** Shares of equity as the page worked them out of the whole book. */
function slicesByTheBook(book: Book, by: 'asset' | 'exchange' | 'account') {
  const sums = new Map<string, Decimal>()
  const add = (key: string, value: Decimal | null) => {
    if (value !== null && !value.isZero()) sums.set(key, value.plus(sums.get(key) ?? 0))
  }
  for (const [account, of] of book) {
    if (of === null) continue
    if (by === 'account') add(account.id, known(of.equity))
    else if (by === 'exchange') add(account.exchange, known(of.equity))
    else {
      for (const asset of of.assets) {
        if (asset.assetType !== 'token' || asset.price === null) continue
        add(asset.symbol, new Decimal(asset.marginBalance ?? asset.size).times(asset.price))
      }
    }
  }
  const held = [...sums.values()].reduce((total, value) => (value.gt(0) ? total.plus(value) : total), ZERO)
  return [...sums]
    .sort(([a, x], [b, y]) => y.comparedTo(x) || (a < b ? -1 : 1))
    .map(([key, value]) => ({ key, value: fixed(value, 12), share: value.gt(0) ? fixed(value.div(held), 6) : null }))
}

function expectTheSame(desk: Desk, book: Book) {
  const summary = desk.summary(NOW, QUIET)
  const { totals, exposure, long, short, leftOut, accounts } = byTheBook(book)
  expect(summary).toMatchObject({ ...totals, accounts })
  expect(desk.exposure()).toEqual(exposure)
  expect(summary.exposure).toMatchObject({ first: exposure.slice(0, 8), of: exposure.length, long, short })
  expect(summary.leftOut).toEqual({ first: leftOut.slice(0, 8), of: leftOut.length })
  for (const by of ['asset', 'exchange', 'account'] as const) {
    const { slices } = summary.distribution[by]
    const all = slicesByTheBook(book, by)
    const apart = slices.filter(({ merged }) => merged === 1)
    expect(all).toEqual(expect.arrayContaining(apart.map(({ key, value, share }) => ({ key, value, share }))))
    const rest = all.filter(({ key }) => !apart.some((slice) => slice.key === key))
    const merged = slices.filter((slice) => slice.merged > 1)
    expect(merged.reduce((sum, slice) => sum + slice.merged, 0)).toBe(rest.length)
    for (const slice of merged) {
      const its = rest.filter(({ share }) => (share === null) === (slice.share === null))
      expect(slice.value).toBe(its.reduce((sum, { value }) => sum.plus(value), ZERO).toFixed())
      if (slice.share) expect(slice.share).toBe(its.reduce((sum, { share }) => sum.plus(share ?? 0), ZERO).toFixed())
    }
  }
  // Twice: what is worked out once serves the second look, and a later one where the clock alone went on.
  for (const now of [NOW, NOW, LATER]) {
    const notices = [...book].flatMap(([account, of]) => {
      const { refreshIntervalSeconds: intervalSeconds, lastError } = account
      const stale = of !== null && isStale({ asOf: of.asOf, intervalSeconds, failed: lastError !== null }, now)
      return noticesOf({ account, figures: of && accountFigures(of), stale })
    })
    expect(desk.attention(now, [])).toEqual(attentionOf([], notices))
  }
  for (const [account, of] of book) {
    const [line] = desk.linesOf(new Set([account.id]), NOW)
    expect(line?.account.name).toBe(account.name)
    if (of === null) expect(line?.figures).toBeNull()
    else {
      expect(line?.figures).toMatchObject({
        equity: of.equity,
        bound: of.bound,
        marginBound: marginBound(of),
        asOf: of.asOf,
        stale: balanceOf(account, of).stale,
        health: health(of.equities, of.assets),
        nearest: nearestLiquidation(of.assets),
      })
    }
  }
}

type Step =
  | { at: number; of: ValuedAccount | null }
  | { at: number; archived: boolean }
  | { at: number; name: string }
  | { at: number; state: Partial<DeskAccount> }
const error = { code: 'exchange_network', message: 'Down.', exchangeError: null, since: NOW, nextTryAt: null }
const at = fc.nat(11)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ at, of: fc.option(valued, { freq: 20 }) }) },
  { weight: 1, arbitrary: fc.record({ at, archived: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ at, name: fc.constantFrom('Renamed', 'Ren', 'Desk') }) },
  {
    weight: 2,
    arbitrary: fc.record({
      at,
      state: fc.constantFrom<Partial<DeskAccount>>(
        { lastError: error },
        { lastError: null, valid: true },
        { lastError: error, valid: false },
        { keyExpiresAt: new Date(NOW.getTime() + 20 * 86_400_000) },
        { permissions: ['read', 'withdraw'] },
      ),
    }),
  },
)

describe('Desk', () => {
  it('comes to what adding everything up anew comes to, to the last digit, however accounts come, change and go', () => {
    fc.assert(
      fc.property(fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { maxLength: 8 }), (rounds) => {
        const desk = new Desk()
        const all = Array.from({ length: 12 }, (_, n) => deskAccount(n))
        const of = new Map<number, ValuedAccount | null>()
        const archived = new Set<number>()
        for (const round of rounds) {
          const changed = new Map<string, ReturnType<typeof accountFigures>>()
          for (const each of round) {
            const account = all[each.at]
            if (!account) throw new Error('There is no such account.')
            if ('name' in each) all[each.at] = { ...account, name: `${each.name} ${each.at}` }
            else if ('state' in each) all[each.at] = { ...account, ...each.state }
            else if ('archived' in each) {
              if (each.archived) archived.add(each.at)
              else if (archived.delete(each.at)) {
                // It comes back with what was read last.
                const last = of.get(each.at)
                if (last) changed.set(account.id, accountFigures(last))
              }
            } else if (each.of && !archived.has(each.at)) {
              of.set(each.at, each.of)
              changed.set(account.id, accountFigures(each.of))
            }
          }
          const active = all.filter((_, n) => !archived.has(n))
          desk.take(active, changed)
          expectTheSame(desk, new Map(all.flatMap((account, n) => (archived.has(n) ? [] : [[account, of.get(n) ?? null]]))))
        }
      }),
      { numRuns: 60 },
    )
  })

  it('forgets what an account added when it is gone, down to nothing known', () => {
    const desk = new Desk()
    const [account] = [deskAccount(0)]
    fc.assert(
      fc.property(valued, (of) => {
        desk.take([account], new Map([[account.id, accountFigures(of)]]))
        desk.take([], new Map())
        const { totalEquity, grossExposure, netExposure, unrealizedProfit, exposure, distribution } = desk.summary(NOW, QUIET)
        expect({ totalEquity, grossExposure, netExposure, unrealizedProfit }).toEqual({
          totalEquity: null,
          grossExposure: null,
          netExposure: null,
          unrealizedProfit: null,
        })
        expect(exposure).toMatchObject({ first: [], of: 0 })
        expect(Object.values(distribution).every(({ slices }) => slices.length === 0)).toBe(true)
      }),
    )
  })

  it('answers with as many rows for a thousand accounts as for twenty', () => {
    const of = fc.sample(fc.array(valued, { minLength: 1000, maxLength: 1000 }), { numRuns: 1, seed: 7 })[0] ?? []
    const size = (count: number) => {
      const desk = new Desk()
      const accounts = of.slice(0, count).map((_, n) => deskAccount(n))
      desk.take(accounts, new Map(accounts.map(({ id }, n) => [id, accountFigures(of[n] as ValuedAccount)])))
      return JSON.stringify([desk.summary(NOW, QUIET), desk.lines(0, 10, NOW), desk.freshness(NOW)]).length
    }
    expect(size(1000)).toBeLessThan(size(20) * 1.6)
  })
})
