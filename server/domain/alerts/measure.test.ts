import { describe, expect, it } from 'vitest'
import type { Asset, WalletEquity } from '../types'
import { judge, type StoredState } from './judge'
import { type Beyond, measureAccount, measureTogether, type Standing, type Together } from './measure'
import { withKeyOf } from './measure/keys'
import { type Rule, STEADINESS } from './rule'

const NOW = new Date('2026-11-28T12:00:00Z')
const beyond: Beyond = { now: NOW }

const position = (more: Partial<Asset> = {}): Asset => ({
  symbol: 'BTC:PERP-USDT',
  assetType: 'position',
  marketType: 'perp',
  walletType: 'perp',
  size: '1',
  notional: '50000',
  unrealizedProfit: null,
  initialMargin: null,
  maintMargin: null,
  marginBalance: null,
  leverage: null,
  notionalPctTotal: null,
  amount: '1',
  borrowed: '0',
  availableBalance: null,
  price: null,
  priceRoute: null,
  priceAsOf: null,
  entryPrice: null,
  markPrice: '50000',
  liquidationPrice: '45000',
  marginMode: 'cross',
  positionSide: 'net',
  base: 'BTC',
  settle: 'USDT',
  ...more,
})
const wallet = (walletType: string, marginRatio: string | null): WalletEquity => ({
  walletType,
  totalEquity: '1000',
  marginBalance: '1000',
  initialMargin: null,
  maintMargin: null,
  availableMargin: null,
  marginRatio,
  unrealizedProfit: null,
  reportedEquity: null,
})

function standing(
  balance: Partial<NonNullable<Standing['balance']>> | null = {},
  account: Partial<Standing['account']> = {},
): Standing {
  return {
    account: {
      id: '3c7e6a4e-6f44-4a9e-8d0e-0e64b1b6a001',
      name: 'Main',
      exchange: 'binance',
      exchangeName: 'Binance',
      valid: true,
      lastError: null,
      lastRefreshedAt: NOW,
      createdAt: NOW,
      refreshIntervalSeconds: 60,
      permissions: ['read'],
      keyExpiresAt: null,
      keyChange: null,
      parentId: null,
      subAccount: null,
      ...account,
    },
    balance: balance && {
      equity: '1000',
      grossExposure: '50000',
      netExposure: '-50000',
      assets: [],
      equities: [],
      unpriced: [],
      notIncluded: [],
      ...balance,
    },
  }
}

const rules = {
  margin: { kind: 'margin', warn: '0.5', urgent: '0.8', accounts: null },
  liquidation: { kind: 'liquidation', warn: '0.15', urgent: '0.05', accounts: null, symbol: null },
  unknown: { kind: 'unknown', minutes: 15, wallets: true, unpriced: true, accounts: null },
  key: { kind: 'key', days: 14, accounts: null },
} as const satisfies Record<string, Rule>
const failed = { code: 'exchange_network', message: 'No answer.', exchangeError: null, since: NOW, nextTryAt: null }
const values = (rule: Rule, of: Standing, more: Partial<Beyond> = {}) =>
  measureAccount(rule, of, { ...beyond, ...more }).map(({ seen }) => ('value' in seen ? seen.value : seen.level))

describe('margin', () => {
  it('is that of the worst wallet', () => {
    const equities = [wallet('perp', '0.2'), wallet('margin', '0.61'), wallet('spot', null)]
    expect(measureAccount(rules.margin, standing({ equities }), beyond)).toMatchObject([
      { seen: { value: '0.61' }, facts: { wallet: 'margin' } },
    ])
  })

  it('is 0 without positions, and not known with positions of an unknown margin or where a wallet is missing', () => {
    expect(values(rules.margin, standing())).toEqual(['0'])
    expect(values(rules.margin, standing({ assets: [position()] }))).toEqual([null])
    expect(values(rules.margin, standing({ notIncluded: [{ wallet: 'perp' }] }))).toEqual([null])
    expect(values(rules.margin, standing({ notIncluded: [{ wallet: 'perp', unopened: true }] }))).toEqual(['0'])
  })

  it('of some wallets may raise a level and lowers none: the one that is missing may be the worst', () => {
    const equities = [wallet('perp', '0.2')]
    const seen = (notIncluded: { wallet: string }[]) =>
      measureAccount(rules.margin, standing({ equities, notIncluded }), beyond).map((each) => each.seen)
    expect(seen([{ wallet: 'margin' }])).toMatchObject([{ value: '0.2', partial: true }])
    expect(seen([])).not.toMatchObject([{ partial: true }])
  })

  it('is not known while the account cannot be read, and where it never was', () => {
    const equities = [wallet('perp', '0.9')]
    expect(values(rules.margin, standing({ equities }, { lastError: failed }))).toEqual([null])
    expect(values(rules.margin, standing(null))).toEqual([null])
  })
})

describe('liquidation', () => {
  it('is the distance of each position, by a subject of its own: both sides of a hedge, each wallet', () => {
    const assets = [
      position({ positionSide: 'long' }),
      position({ positionSide: 'short', size: '-1', liquidationPrice: '60000' }),
      position({ walletType: 'margin', marginMode: 'isolated', liquidationPrice: null }),
    ]
    const found = measureAccount(rules.liquidation, standing({ assets }), beyond)
    expect(found.map(({ seen }) => 'value' in seen && seen.value)).toEqual(['0.1', '0.2', null])
    expect(new Set(found.map(({ subject }) => subject)).size).toBe(3)
  })

  it('may watch one pair, however it is written', () => {
    const assets = [position(), position({ symbol: 'ETH:PERP-USDT' })]
    expect(measureAccount({ ...rules.liquidation, symbol: 'eth:perp-usdt' }, standing({ assets }), beyond)).toHaveLength(1)
  })
})

describe('not known', () => {
  const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000)
  it.each([
    ['14 minutes', { lastRefreshedAt: minutesAgo(14) }, 'ok'],
    ['15 minutes', { lastRefreshedAt: minutesAgo(15) }, 'warn'],
    ['never, and connected just now', { lastRefreshedAt: null }, 'ok'],
    ['never, for an hour', { lastRefreshedAt: null, createdAt: minutesAgo(60) }, 'warn'],
    ['read once an hour', { lastRefreshedAt: minutesAgo(100), refreshIntervalSeconds: 3600 }, 'ok'],
    ['from the future', { lastRefreshedAt: minutesAgo(-10) }, 'warn'],
  ])('%s', (_, account, level) => {
    expect(values(rules.unknown, standing({}, account))[0]).toBe(level)
  })

  it('tells wallets that cannot be read, not those that were never opened, and coins without a price', () => {
    const of = standing({ notIncluded: [{ wallet: 'earn' }, { wallet: 'margin', unopened: true }], unpriced: ['XYZ'] })
    expect(measureAccount(rules.unknown, of, beyond).map(({ facts }) => facts.detail)).toEqual([undefined, 'earn', 'XYZ'])
  })
})

describe('keys', () => {
  it.each([
    ['refused', { valid: false }, ['urgent', 'ok', 'ok', 'ok']],
    ['ends in two weeks', { keyExpiresAt: new Date('2026-12-12T12:00:00Z') }, ['ok', 'warn', 'ok', 'ok']],
    ['ends later', { keyExpiresAt: new Date('2026-12-14T12:00:00Z') }, ['ok', 'ok', 'ok', 'ok']],
    ['has ended', { keyExpiresAt: new Date('2026-11-27T12:00:00Z') }, ['ok', 'urgent', 'ok', 'ok']],
    ['may withdraw now', { keyChange: { at: NOW, gained: ['withdraw' as const], lost: [] } }, ['ok', 'ok', 'urgent', 'ok']],
    ['may not trade any more', { keyChange: { at: NOW, gained: [], lost: ['trade' as const] } }, ['ok', 'ok', 'ok', 'warn']],
  ])('%s', (_, account, levels) => {
    expect(values(rules.key, standing({}, account))).toEqual(levels)
  })

  it('of a main account is told once of what it may, by the main account, where the rule watches it; of its end by each', () => {
    const [main, id] = ['5c7e6a4e-6f44-4a9e-8d0e-0e64b1b6a005', standing().account.id]
    const ends = { keyExpiresAt: new Date('2026-12-12T12:00:00Z'), parentId: main }
    const told = (accounts: string[] | null, subAccount: string | null = 'grid-1') =>
      values({ ...rules.key, accounts }, standing({}, { ...ends, subAccount }))
    expect(told(null)).toEqual(['ok', 'warn'])
    expect(told([id, main])).toEqual(['ok', 'warn'])
    expect(told([id])).toEqual(['ok', 'warn', 'ok', 'ok'])
    // One that has a key of its own.
    expect(told(null, null)).toEqual(['ok', 'warn', 'ok', 'ok'])
  })
})

it('an account that is read with a main account’s key ends with that key, whichever was asked last', () => {
  const [soon, later] = [new Date('2026-12-12T12:00:00Z'), new Date('2027-03-12T12:00:00Z')]
  const main = { id: 'main', parentId: null, subAccount: null, keyExpiresAt: later }
  const read = { id: 'grid', parentId: 'main', subAccount: 'grid-1', keyExpiresAt: soon }
  expect(withKeyOf(read, [main, read])).toEqual({ ...read, keyExpiresAt: later })
  // One that has a key of its own, or whose main account is none of those that are read.
  expect(withKeyOf({ ...read, subAccount: null }, [main])).toMatchObject({ keyExpiresAt: soon })
  expect(withKeyOf(read, [read])).toBe(read)
})

describe('figures beyond a reading', () => {
  it('counts a loss as a positive figure where falls are watched, and nothing as nothing', () => {
    const rule: Rule = {
      kind: 'equity_change',
      as: 'share',
      warn: '0.05',
      urgent: null,
      of: 'account',
      accounts: null,
      direction: 'falls',
      withinMinutes: 60,
    }
    expect(values(rule, standing(), { gain: { share: '-0.06', usd: '-120.5' } })).toEqual(['0.06'])
    expect(values({ ...rule, direction: 'rises' }, standing(), { gain: { share: '-0.06', usd: '-120.5' } })).toEqual(['-0.06'])
    expect(values({ ...rule, as: 'usd' }, standing(), { gain: { share: null, usd: '-120.5' } })).toEqual(['120.5'])
    expect(values(rule, standing())).toEqual([null])
  })

  it('takes funding by side and interval: what a short is paid costs nothing', () => {
    const rule: Rule = { kind: 'funding', warn: '0.5', urgent: null, accounts: null, symbol: null }
    const funding = new Map([['BTC:PERP-USDT', { rate: '0.001', nextAt: null, intervalHours: 8 }]])
    const assets = [position(), position({ size: '-1' }), position({ symbol: 'ETH:PERP-USDT' })]
    expect(values(rule, standing({ assets }), { funding })).toEqual(['1.095', '-1.095', null])
    expect(values({ ...rule, symbol: 'btc:perp-usdt' }, standing({ assets }), { funding })).toEqual(['1.095', '-1.095'])
    const untold = new Map([['BTC:PERP-USDT', { rate: '0.001', nextAt: null }]])
    expect(values(rule, standing({ assets: [position()] }), { funding: untold })).toEqual([null])
  })
})

describe('positions in a wallet that cannot be read', () => {
  const funding = new Map([['BTC:PERP-USDT', { rate: '0.001', nextAt: null, intervalHours: 8 }]])
  const fundings: Rule = { kind: 'funding', warn: '0.5', urgent: null, accounts: null, symbol: null }

  it.each([rules.liquidation, fundings])('are not known by a rule of $kind, and not closed, however long', (rule) => {
    const open = measureAccount(rule, standing({ assets: [position({ liquidationPrice: '48000' })] }), { ...beyond, funding })
    const told = (wallet: string) => {
      const unreadable = new Map([[standing().account.id, new Set([wallet])]])
      let stored: StoredState[] = []
      return [0, 1, 30, 60].flatMap((minute) => {
        const now = new Date(NOW.getTime() + minute * 60_000)
        const measurements = minute === 0 ? open : []
        const found = judge([{ ruleId: 'r', rule, measurements }], stored, { now, steadiness: STEADINESS, unreadable })
        stored = found.well.length > 0 ? [] : found.changed.length > 0 ? found.changed : stored
        return found.told.map((each) => (each.event.facts.gone ? 'gone' : each.event.told))
      })
    }
    expect(told('perp')).toEqual(['raised'])
    expect(told('spot')).toEqual(['raised', 'gone'])
  })
})

describe('accounts that nobody reads, without a word of failure', () => {
  const hourAgo = new Date(NOW.getTime() - 3_600_000)
  const change: Rule = {
    ...{ kind: 'equity_change', as: 'share', warn: '0.05', urgent: null, of: 'account', accounts: null },
    ...{ direction: 'falls', withinMinutes: 60 },
  }

  it('are not known by any rule but those of age and keys: as time goes by a fall leaves its stretch, and nothing is well', () => {
    const old = standing({ equities: [wallet('perp', '0.1')], assets: [position()] }, { lastRefreshedAt: hourAgo })
    const fallen = { gain: { share: '0', usd: '0' }, drawdown: '0', unexplained: 'none' } as const
    const watched: Rule[] = [
      rules.margin,
      rules.liquidation,
      change,
      { kind: 'equity_level', warn: '10', urgent: null, of: 'account', accounts: null, passes: 'below' },
      { kind: 'drawdown', warn: '0.1', urgent: null, of: 'account', accounts: null, withinDays: 30 },
      { kind: 'exposure', warn: '10', urgent: null, of: 'account', accounts: null, figure: 'gross', coin: null },
      { kind: 'funding', warn: '0.5', urgent: null, accounts: null, symbol: null },
      { kind: 'unexplained', accounts: null },
    ]
    const funding = new Map([['BTC:PERP-USDT', { rate: '0', nextAt: null, intervalHours: 8 }]])
    for (const rule of watched) {
      expect(values(rule, old, { ...fallen, funding }), rule.kind).toEqual([null])
      const read = standing({ equities: [wallet('perp', '0.1')], assets: [position()] })
      expect(values(rule, read, { ...fallen, funding }), rule.kind).not.toEqual([null])
    }
    expect(values(rules.unknown, old)).toEqual(['warn', null, null])
    expect(values(rules.key, old)).toEqual(['ok', 'ok', 'ok', 'ok'])
    // A day that is over stays what it was.
    const unexplained = { day: '2026-03-03', usd: '-960', share: '0.096386' }
    expect(values({ kind: 'unexplained', accounts: null }, old, { unexplained })).toEqual(['warn'])
  })

  it('among others make what all of them won or lost a part of it, which may raise and lowers nothing', () => {
    const together = { accounts: 2, names: null, equity: '1', gross: '1', net: '1', assets: [] }
    const seen = (rule: Rule, incomplete: boolean) =>
      measureTogether(rule, { ...together, incomplete }, { ...beyond, gain: { share: '0', usd: '0' }, drawdown: '0' })
    const drawdown: Rule = { kind: 'drawdown', warn: '0.1', urgent: null, of: 'total', accounts: null, withinDays: 30 }
    for (const rule of [{ ...change, of: 'total' as const }, drawdown]) {
      expect(seen(rule, true)).toMatchObject([{ seen: { partial: true } }])
      expect(seen(rule, false)).toMatchObject([{ seen: { partial: false } }])
    }
  })
})

describe('a coin that lost its price', () => {
  it('is no fall of equity: it counts at its last known value', () => {
    const level: Rule = { kind: 'equity_level', warn: '5000', urgent: null, of: 'account', accounts: null, passes: 'below' }
    const items = [{ wallet: 'spot', symbol: 'ABC', price: '100', usd: '9800', asOf: NOW }]
    const seen = (balance: Partial<NonNullable<Standing['balance']>>) =>
      measureAccount(level, standing(balance), beyond).map((each) => ('value' in each.seen ? each.seen.value : null))
    expect(seen({ equity: '200', aside: { items, came: '0' } })).toEqual(['10000'])
    expect(seen({ equity: null, aside: { items, came: '0' } })).toEqual(['9800'])
    expect(seen({ equity: '200', aside: { items: [], came: '9800' } })).toEqual(['200'])
    expect(seen({ equity: null })).toEqual([null])
  })
})

describe('all accounts together', () => {
  const total: Together = {
    ...{ accounts: 2, names: null, equity: '1000', gross: '5000', net: '-3000', incomplete: false },
    assets: [position()],
  }
  const level: Rule = { kind: 'equity_level', warn: '2000', urgent: null, of: 'total', accounts: null, passes: 'below' }
  const seen = (rule: Rule, of = total) =>
    measureTogether(rule, of, beyond).map((each) => ('value' in each.seen ? each.seen.value : each.seen.level))

  it('are not known by a sum that lacks something', () => {
    expect(seen(level)).toEqual(['1000'])
    expect(seen(level, { ...total, incomplete: true })).toEqual([null])
  })

  it('watch exposure without its sign, of a coin under all its names, and leverage', () => {
    const rule: Rule = { kind: 'exposure', warn: '1', urgent: null, of: 'total', accounts: null, figure: 'net', coin: null }
    expect(seen(rule)).toEqual(['3000'])
    expect(seen({ ...rule, figure: 'leverage' })).toEqual(['5'])
    const pepe = {
      ...total,
      assets: [position({ base: '1000PEPE', notional: '-70' }), position({ base: 'kPEPE', notional: '20' })],
    }
    expect(seen({ ...rule, coin: 'pepe' }, pepe)).toEqual(['50'])
    expect(seen({ ...rule, coin: 'PEPE' }, { ...total, assets: [position({ base: 'PEPE', notional: null })] })).toEqual([null])
  })

  it('watch the drift of what is held long and short', () => {
    const rule: Rule = { kind: 'hedge', warn: '0.05', urgent: null, coin: null }
    const assets = [position({ notional: '1000' }), position({ notional: '-900' }), position({ base: 'ETH', notional: '10' })]
    expect(seen(rule, { ...total, assets })).toEqual(['0.052632'])
    expect(seen({ ...rule, coin: 'ETH' }, { ...total, assets })).toEqual(['1'])
    expect(seen(rule, { ...total, assets, incomplete: true })).toEqual([null])
    expect(seen(rule, { ...total, assets: [...assets, position({ notional: null })] })).toEqual([null])
  })

  it('watch a hedge of which a side was closed altogether, for as long as it is known to have been one', () => {
    const rule: Rule = { kind: 'hedge', warn: '0.05', urgent: '0.5', coin: null }
    const left = { ...total, assets: [position({ notional: '-900' }), position({ base: 'ETH', notional: '10' })] }
    expect(measureTogether(rule, left, beyond)).toEqual([])
    expect(measureTogether(rule, left, { ...beyond, hedged: new Set(['BTC', 'SOL']) })).toMatchObject([
      { subject: 'coin:BTC', seen: { value: '1', warn: '0.05', urgent: '0.5' } },
    ])
  })

  it('are nobody where all that a rule names are gone: no sum of nothing falls below a level', () => {
    expect(measureTogether(level, { ...total, accounts: 0, equity: '0', assets: [] }, beyond)).toEqual([])
    expect(measureTogether(level, { ...total, names: 'A and B' }, beyond)).toMatchObject([{ facts: { over: 'A and B' } }])
  })

  it('watch whether anything is read at all', () => {
    const rule: Rule = { kind: 'worker', minutes: 10 }
    const at = (minutes: number) =>
      measureTogether(rule, total, { ...beyond, idleSince: new Date(NOW.getTime() - minutes * 60_000) }).map(
        ({ seen: each }) => each,
      )
    expect(at(9)).toEqual([{ level: 'ok' }])
    expect(at(10)).toEqual([{ level: 'urgent' }])
    expect(measureTogether(rule, total, { ...beyond, idleSince: null })).toMatchObject([{ seen: { level: 'ok' } }])
    expect(measureTogether(rule, total, beyond)).toEqual([])
  })
})
