import type { Ledger } from './ledger'
import type { SimMarket } from './markets/market'
import { hash } from './random'

/** What a change of an account is, and what is made of it everywhere. */

export type MovementKind =
  | 'deposit'
  | 'withdrawal'
  | 'transfer'
  | 'trade'
  | 'funding'
  | 'fee'
  | 'realized'
  | 'interest'
  | 'reward'

/** One change of one wallet's coin. */
export interface Movement {
  /** Unique and growing within the account. */
  id: number
  /** Milliseconds, of whole seconds: some exchanges tell no finer. */
  at: number
  kind: MovementKind
  /** As in the ledger. */
  wallet: string
  coin: string
  /** Signed; of a withdrawal what arrives elsewhere, its `fee` besides. */
  amount: string
  fee?: string
  market?: string
  /** Both ends of a transfer within the account carry it. */
  transfer?: { id: string; from: string; to: string }
  chain?: string
  address?: string
  txHash?: string
}
export type Draft = Omit<Movement, 'id'>
export type FindMarket = (name: string) => SimMarket | undefined

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Where an exchange's deposits arrive; the first is used if the account has it, else it is opened for them. */
const HOME: Readonly<Record<string, string>> = {
  binance: 'spot',
  bybit: 'funding',
  okx: 'funding',
  hyperliquid: 'perp',
  bitget: 'spot',
  gate: 'spot',
  aster: 'perp',
  paradex: 'unified',
  extended: 'unified',
  dydx: 'perp',
  backpack: 'unified',
}

/** The wallet in which deposits of a coin arrive. Of accounts with one wallet for all that one, where the exchange has it so. */
export function homeOf({ venue, mode, tokens }: Ledger, coin: string): string {
  const one = venue === 'hyperliquid' || venue === 'gate' || venue === 'bitget'
  if (one && (mode === 'unified' || tokens.some(({ wallet }) => wallet === 'unified'))) return 'unified'
  // Coins that margin nothing there come by spot, and by the chain.
  if (venue === 'aster' && coin !== 'USDT') return 'spot'
  if (venue === 'dydx' && coin !== 'USDC') return 'chain'
  // Only USDC comes over Hyperliquid's bridge; other coins come by its chain.
  if (venue === 'hyperliquid' && coin !== 'USDC') return 'spot'
  return HOME[venue] ?? 'spot'
}

/** The wallet that holds most of a coin's trade: the account's first with it. */
export function tradingWallet(ledger: Ledger, coin: string): string {
  return ledger.tokens.find((token) => token.coin === coin)?.wallet ?? homeOf(ledger, coin)
}

export const CHAIN = { chain: 'ETH', address: '0x94df8b352de7f46f64b01d3666bf6e936e44ce60' }

/** A hash as a chain has them, of some words. */
export const chainHash = (words: string) => `0x${hash(words).toString(16).padStart(8, '0').repeat(8)}`

/** Both ends of a transfer between two wallets of an account. */
export function moved(
  ledger: Ledger,
  coin: string,
  amount: string,
  from: string,
  to: string,
  at: number,
  name: string,
): [Draft, Draft] {
  const transfer = { id: String(10_000_000 + (hash(`${ledger.venue} ${ledger.uid} ${name}`) % 80_000_000)), from, to }
  return [
    { at, kind: 'transfer', wallet: from, coin, amount: `-${amount}`, transfer },
    { at, kind: 'transfer', wallet: to, coin, amount, transfer },
  ]
}

/** A stretch of a list, both ends inclusive. */
export function within(movements: readonly Movement[], from: number, to: number): Movement[] {
  return movements.filter(({ at }) => at >= from && at <= to)
}
