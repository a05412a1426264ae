import { describe, expect, it } from 'vitest'
import { AS_OF, account, perp, prices } from '../../holdings.testing'
import type { OpenOrder } from '../../orders'
import type { Asset } from '../../types'
import { valueAccount } from '../../valuation'
import { eventText } from '../wording'
import type { Standing } from './seen'
import { ORDERS_TELL_MS, positionKey, stops } from './stops'

const stop: OpenOrder = {
  ...{ id: '1', pair: 'BTC:PERP-USDT', side: 'sell', word: 'Stop', price: null, trigger: '45000', size: '1' },
  ...{ wholePosition: false, reduceOnly: true, positionSide: null, at: null },
}
const long = () => perp('BTC', '1', '50000', { markPrice: '50000' })
const assetsOf = (...holdings: Parameters<typeof account>[0]) => valueAccount(account(holdings), prices({ USDT: '1' })).assets

function seen(assets: readonly Asset[], orders: readonly OpenOrder[] | null, { before = assets, age = 60_000 } = {}) {
  const standing: Standing = {
    account: {
      ...{ id: 'a', name: 'Desk', exchange: 'bybit', exchangeName: 'Bybit', valid: true, lastError: null },
      ...{
        lastRefreshedAt: AS_OF,
        createdAt: AS_OF,
        refreshIntervalSeconds: 60,
        permissions: null,
        keyExpiresAt: null,
        keyChange: null,
        parentId: null,
        subAccount: null,
      },
    },
    balance: {
      ...{ equity: '1', grossExposure: null, netExposure: null, assets, equities: [], unpriced: [], notIncluded: [] },
    },
  }
  const now = new Date(AS_OF.getTime() + age)
  const told = orders && { asOf: AS_OF, orders, positions: new Map(before.map((one) => [positionKey(one), one.size] as const)) }
  return stops(standing, { now, orders: told }).map(({ seen: found, facts }) => [
    'level' in found ? found.level : 'a figure',
    facts.value,
  ])
}

describe('a position without a stop', () => {
  it('is told where its orders are known and none stops all of it', () => {
    const assets = assetsOf(long())
    expect(seen(assets, [])).toEqual([['warn', '0.0000']])
    expect(seen(assets, [stop])).toEqual([['ok', '1.0000']])
    expect(seen(assets, [{ ...stop, size: null, wholePosition: true }])).toEqual([['ok', '1.0000']])
    expect(seen(assets, [{ ...stop, size: '0.4' }])).toEqual([['warn', '0.4000']])
    expect(
      seen(assets, [
        { ...stop, size: '0.4' },
        { ...stop, id: '2', size: '0.6' },
      ]),
    ).toEqual([['ok', '1.0000']])
    // A profit to be taken stops nothing, nor does an order of another pair or side.
    expect(seen(assets, [{ ...stop, trigger: '60000' }])).toEqual([['warn', '0.0000']])
    expect(seen(assets, [{ ...stop, pair: 'ETH:PERP-USDT' }])).toEqual([['warn', '0.0000']])
    expect(seen(assets, [{ ...stop, side: 'buy' }])).toEqual([['warn', '0.0000']])
  })

  it('is never told where something is not known', () => {
    const assets = assetsOf(long())
    const unknown = [[null, null]]
    expect(seen(assets, null)).toEqual(unknown)
    expect(seen(assets, [], { age: ORDERS_TELL_MS + 1 })).toEqual(unknown)
    // It was opened since, or is on the other side now: its stop may have come with it.
    expect(seen(assets, [], { before: [] })).toEqual(unknown)
    expect(seen(assets, [], { before: assetsOf(perp('BTC', '-1', '-50000', { markPrice: '50000' })) })).toEqual(unknown)
    // It has grown since; what stopped all of it then stops a part of it now.
    const half = assetsOf(perp('BTC', '0.5', '25000', { markPrice: '50000' }))
    expect(seen(assets, [{ ...stop, size: '0.5' }], { before: half })).toEqual(unknown)
    expect(seen(half, [{ ...stop, size: '0.2' }], { before: assets })).toEqual([['warn', '0.4000']])
    // Of an unknown size; one that follows the price; one of which no mark price tells which way it works.
    expect(seen(assets, [{ ...stop, size: null }])).toEqual(unknown)
    expect(seen(assets, [{ ...stop, trigger: null, word: 'trailing' }])).toEqual(unknown)
    expect(seen(assetsOf(perp('BTC', '1', '50000')), [stop])).toEqual(unknown)
    // What is known to stop all of it does.
    expect(seen(assets, [stop, { ...stop, id: '2', size: null }])).toEqual([['ok', '1.0000']])
  })

  it('is a matter of contracts alone', () => {
    expect(
      seen(assetsOf(perp('BTC', '1', '900', { marketType: 'option' }), perp('BTC', '1', '5', { marketType: 'margin' })), []),
    ).toEqual([])
  })

  it('is told in words', () => {
    const event = { told: 'raised', level: 'warn', kind: 'no_stop', since: AS_OF } as const
    const facts = { account: 'Desk', exchange: 'Bybit', symbol: 'BTC:PERP-USDT' }
    expect(eventText({ ...event, facts: { ...facts, value: '0.0000' } })).toBe('BTC:PERP-USDT has no stop on Desk (Bybit).')
    expect(eventText({ ...event, facts: { ...facts, value: '0.4000' } })).toBe(
      'only 40 % of BTC:PERP-USDT has a stop on Desk (Bybit).',
    )
    expect(eventText({ ...event, facts: { ...facts, gone: true } })).toBe('No longer open: BTC:PERP-USDT on Desk (Bybit).')
  })
})
