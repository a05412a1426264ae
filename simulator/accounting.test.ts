import { describe, expect, it } from 'vitest'
import { walletFigures, withFixed } from './accounting'
import type { Exchange } from './exchange'
import type { Ledger, LedgerPosition } from './ledger'
import { buildMarket } from './markets/build'
import { RateLimiter } from './rate-limit'

const MARKETS = [
  buildMarket({ id: 'ETHUSDT', type: 'swap', base: 'ETH', quote: 'USDT', settle: 'USDT', maintenanceRate: '0.005' }),
  buildMarket({ id: 'BTC-USDT-SWAP', type: 'swap', base: 'BTC', quote: 'USDT', settle: 'USDT', contractSize: '0.01' }),
  buildMarket({ id: 'BTCUSD_PERP', type: 'swap', base: 'BTC', quote: 'USD', settle: 'BTC', inverse: true, contractSize: '100' }),
  buildMarket({ id: 'BTC-C', type: 'option', base: 'BTC', quote: 'USDT', settle: 'USDT' }),
]
const MARKS: Record<string, string> = { ETHUSDT: '2000', 'BTC-USDT-SWAP': '50000', BTCUSD_PERP: '50000', 'BTC-C': '4000' }
const USD: Record<string, string> = { USDT: '0.9998', BTC: '50000' }

function exchange(): Exchange {
  const unused = () => {
    throw new Error('not asked for')
  }
  return {
    now: () => 0,
    markPrice: (market) => MARKS[market] ?? unused(),
    lastPrice: unused,
    indexPrice: unused,
    coinPrice: (coin) => USD[coin] ?? null,
    pastPrice: () => null,
    change24h: unused,
    volume24h: unused,
    markets: () => MARKETS,
    market: (name) => MARKETS.find((m) => m.id === name),
    ledgers: unused,
    ledgerByKey: unused,
    movements: () => [],
    settings: unused,
    limiter: new RateLimiter(),
  }
}

const cross = (market: string, contracts: string, entryPrice: string, leverage: string): LedgerPosition => ({
  wallet: 'w',
  market,
  contracts,
  entryPrice,
  leverage,
  marginMode: 'cross',
  side: 'net',
})

function figures(tokens: Ledger['tokens'], positions: LedgerPosition[]) {
  const key = { apiKey: 'k', apiSecret: 's', permissions: [] }
  const ledger: Ledger = {
    scenario: 's',
    description: 'd',
    venue: 'v',
    uid: '1',
    key,
    positionMode: 'one_way',
    tokens,
    positions,
  }
  return walletFigures(ledger, 'w', exchange())
}

const plain = (value: { toFixed(): string } | null | undefined) => value?.toFixed() ?? null

describe('positions', () => {
  it('linear: profit, value and margins in the quote currency', () => {
    const [p] = figures([], [cross('ETHUSDT', '-3', '2100', '5')]).positions
    expect(plain(p?.size)).toBe('-3')
    expect(plain(p?.value)).toBe('6000')
    expect(plain(p?.entryValueSettle)).toBe('6300')
    expect(plain(p?.unrealizedProfit)).toBe('300')
    expect(plain(p?.initialMargin)).toBe('1200')
    expect(plain(p?.maintMargin)).toBe('30')
  })

  it('contracts that are a part of a coin', () => {
    const [p] = figures([], [cross('BTC-USDT-SWAP', '250', '40000', '10')]).positions
    expect(plain(p?.size)).toBe('2.5')
    expect(plain(p?.value)).toBe('125000')
    expect(plain(p?.unrealizedProfit)).toBe('25000')
  })

  it('inverse: value in dollars, profit and margins in coins', () => {
    const [p] = figures([], [cross('BTCUSD_PERP', '100', '40000', '4')]).positions
    expect(plain(p?.value)).toBe('10000')
    expect(plain(p?.size)).toBe('0.2')
    expect(plain(p?.unrealizedProfit)).toBe('0.05')
    expect(plain(p?.initialMargin)).toBe('0.05')
    expect(plain(p?.entryValueSettle)).toBe('0.25')
  })

  it('a bought option needs no margin, a sold one does', () => {
    const [bought, sold] = figures([], [cross('BTC-C', '1', '3000', '1'), cross('BTC-C', '-1', '3000', '1')]).positions
    expect(plain(bought?.initialMargin)).toBe('0')
    expect(Number(plain(sold?.initialMargin))).toBeGreaterThan(0)
    expect(plain(sold?.unrealizedProfit)).toBe('-1000')
  })

  it('isolated: the margin put up moves with profit, and its end is where margin plus profit is the maintenance', () => {
    const isolated: LedgerPosition = { ...cross('ETHUSDT', '2', '2100', '10'), marginMode: 'isolated', isolatedMargin: '420' }
    const [p] = figures([], [isolated]).positions
    expect(plain(p?.isolatedMargin)).toBe('420')
    expect(plain(p?.marginBalance)).toBe('220')
    const end = Number(plain(p?.liquidationPrice))
    expect(420 + 2 * (end - 2100)).toBeCloseTo(2 * end * 0.005, 1)
  })

  it.each([
    ['long', '100'],
    ['short', '-100'],
  ])('inverse isolated %s ends where margin plus profit is the maintenance', (_side, contracts) => {
    const isolated: LedgerPosition = {
      ...cross('BTCUSD_PERP', contracts, '50000', '5'),
      marginMode: 'isolated',
      isolatedMargin: '0.04',
    }
    const end = Number(plain(figures([], [isolated]).positions[0]?.liquidationPrice))
    const value = Number(contracts) * 100
    expect(0.04 + value * (1 / 50000 - 1 / end)).toBeCloseTo((Math.abs(value) / end) * 0.005, 6)
  })

  it('cross: nothing liquidates a small position of a rich account', () => {
    const rich = [{ wallet: 'w', coin: 'USDT', balance: '100000' }]
    expect(figures(rich, [cross('ETHUSDT', '1', '2100', '5')]).positions[0]?.liquidationPrice).toBeNull()
  })
})

describe('wallets', () => {
  it('a token holds profit and margins of what settles in it; free is what is neither', () => {
    const wallet = figures(
      [
        { wallet: 'w', coin: 'USDT', balance: '1000', locked: '10' },
        { wallet: 'w', coin: 'BTC', balance: '-0.5', borrowed: '0.5' },
        { wallet: 'w', coin: 'NOPRICE', balance: '7' },
        { wallet: 'other', coin: 'USDT', balance: '999' },
      ],
      [cross('ETHUSDT', '1', '2100', '5'), cross('BTCUSD_PERP', '100', '40000', '4')],
    )
    const [usdt, btc, unknown] = wallet.tokens
    expect(wallet.tokens.length).toBe(3)
    expect([plain(usdt?.unrealizedProfit), plain(usdt?.equity), plain(usdt?.initialMargin)]).toEqual(['-100', '900', '400'])
    expect(plain(usdt?.available)).toBe('490')
    expect([plain(btc?.equity), plain(btc?.available)]).toEqual(['-0.45', '0'])
    expect(unknown?.usdValue).toBeNull()
    expect(plain(wallet.equityUsd)).toBe('-21600.18')
    expect(plain(wallet.unrealizedUsd)).toBe('2400.02')
  })

  it('takes fixed figures as they are', () => {
    const fixed = { markPrice: '1805.63810651', unrealizedProfit: '24.6772', initialMargin: '306.80066534' }
    const wallet = figures(
      [{ wallet: 'w', coin: 'USDT', balance: '275.56989474' }],
      [{ ...cross('ETHUSDT', '1.69', '1791', '10'), fixed }],
    )
    expect(plain(wallet.tokens[0]?.equity)).toBe('300.24709474')
    expect(plain(wallet.tokens[0]?.initialMargin)).toBe('306.80066534')
    expect(withFixed({ a: '1', b: 2 }, { a: '3', c: '4' })).toEqual({ a: '3', b: 2 })
  })
})
