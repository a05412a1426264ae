import { Decimal, type DecimalString } from '../../domain/decimal'
import type { AccountHoldings, PositionHolding, TokenHolding } from '../../domain/types'
import { samplePrice } from './market'

interface SamplePosition {
  coin: string
  /** Coins; short is negative. */
  size: DecimalString
  entry: DecimalString
  leverage: DecimalString
}

interface SampleAccount {
  /** What stands in the place of a key. */
  key: string
  name: string
  wallet: 'spot' | 'perp'
  coins: Readonly<Record<string, DecimalString>>
  positions: readonly SamplePosition[]
}

/** What is held all the time, as a list. */
export interface SampleHolding {
  /** As assets are named. */
  symbol: string
  coin: string
  wallet: 'spot' | 'perp'
  size: DecimalString
  /** Of a position; null: a coin. */
  entry: DecimalString | null
}

/** A small desk: coins, a position each way, one of them against coins that are held. */
export const SAMPLE_ACCOUNTS: readonly SampleAccount[] = [
  {
    ...{ key: 'sample-spot', name: 'Sample: spot', wallet: 'spot', positions: [] },
    coins: { BTC: '0.42', ETH: '11.5', SOL: '180', USDT: '8400' },
  },
  {
    ...{ key: 'sample-futures', name: 'Sample: futures', wallet: 'perp', coins: { USDT: '52000' } },
    positions: [
      { coin: 'BTC', size: '0.6', entry: '95100', leverage: '5' },
      { coin: 'ETH', size: '-11.5', entry: '3465', leverage: '3' },
    ],
  },
  {
    ...{ key: 'sample-reserve', name: 'Sample: reserve', wallet: 'spot', positions: [] },
    coins: { USDC: '30000', BTC: '0.05' },
  },
]

/** All that a sample account holds; empty for a key that is none of theirs. */
export function sampleHeld(key: string): SampleHolding[] {
  const account = SAMPLE_ACCOUNTS.find((each) => each.key === key)
  if (!account) return []
  const { wallet, coins, positions } = account
  return [
    ...Object.entries(coins).map(([coin, size]) => ({ symbol: coin, coin, wallet, size, entry: null })),
    ...positions.map(({ coin, size, entry }) => ({ symbol: `${coin}:PERP-USDT`, coin, wallet, size, entry })),
  ]
}

const MAINTENANCE = new Decimal('0.005')

/** What a sample account holds at a moment; null for a key that is none of theirs. */
export function sampleHoldings(key: string, asOf: Date): AccountHoldings | null {
  const account = SAMPLE_ACCOUNTS.find((each) => each.key === key)
  if (!account) return null
  const at = asOf.getTime()
  const positions = account.positions.map((position) => positionHolding(position, at))
  const tokens = Object.entries(account.coins).map(([symbol, size]) => tokenHolding(account.wallet, symbol, size, positions))
  return {
    asOf,
    holdings: [...tokens, ...positions],
    wallets: [{ wallet: account.wallet, equityUsd: null }],
    ...{ notIncluded: [], warnings: [], positionMode: account.positions.length > 0 ? 'one_way' : null },
  }
}

function positionHolding({ coin, size, entry, leverage }: SamplePosition, at: number): PositionHolding {
  const mark = samplePrice(coin, at) ?? entry
  const notional = new Decimal(size).times(mark)
  return {
    ...{ kind: 'position', wallet: 'perp', symbol: `${coin}:PERP-USDT`, marketType: 'perp' },
    ...{ base: coin, quote: 'USDT', settle: 'USDT', inverse: false, notionalCurrency: 'USDT' },
    ...{ size, notional: notional.toFixed(), entryPrice: entry, markPrice: mark, liquidationPrice: null },
    unrealizedProfit: new Decimal(mark).minus(entry).times(size).toFixed(),
    initialMargin: notional.abs().div(leverage).toFixed(8),
    maintMargin: notional.abs().times(MAINTENANCE).toFixed(8),
    ...{ marginBalance: null, leverage, marginMode: 'cross', side: 'net', equityOutsideTokens: '0' },
  }
}

/** Coins of a wallet; where it margins positions, dollars are what margins them. */
function tokenHolding(
  wallet: SampleAccount['wallet'],
  symbol: string,
  size: DecimalString,
  positions: readonly PositionHolding[],
): TokenHolding {
  const coins = { kind: 'token', wallet, symbol, amount: size, borrowed: '0', size } as const
  if (positions.length === 0) {
    const none = { unrealizedProfit: null, initialMargin: null, maintMargin: null, marginBalance: null }
    return { ...coins, ...none, available: size }
  }
  const sum = (of: 'unrealizedProfit' | 'initialMargin' | 'maintMargin') =>
    positions.reduce((total, position) => total.plus(position[of] ?? 0), new Decimal(0))
  const balance = sum('unrealizedProfit').plus(size)
  return {
    ...coins,
    unrealizedProfit: sum('unrealizedProfit').toFixed(),
    initialMargin: sum('initialMargin').toFixed(),
    maintMargin: sum('maintMargin').toFixed(),
    marginBalance: balance.toFixed(),
    available: balance.minus(sum('initialMargin')).toFixed(),
  }
}
