import { isExternal, kindOf, type PricedFlow } from '../performance/flows'
import { contractOf } from './contract'

/** What is known of an account's positions over a stretch. */
export interface SeenPositions {
  /** Symbols of all positions that were held at any point of it. */
  symbols: ReadonlySet<string>
  /** Wallets that they were in. */
  wallets: ReadonlySet<string>
}

/** Whose an entry is: a position's, the coin's that it changed, or nobody can tell. */
export type Whose = { of: 'position'; pair: string } | { of: 'coin' } | { of: 'nobody' }

const COIN: Whose = { of: 'coin' }
const NOBODY: Whose = { of: 'nobody' }

/**
 * Whose gain an entry is. Funding and realised profit are always a position's; fees and rebates are one's where the entry
 * names it, and may be one's where it names none and came in a wallet with positions.
 */
export function whoseIs(flow: PricedFlow, { symbols, wallets }: SeenPositions): Whose {
  const { pair, wallet } = flow
  const kind = kindOf(flow)
  // Both sides of a trade are of coins; so is what somebody sent.
  if (isExternal(flow) || kind === 'trade') return COIN
  if (pair !== null && (contractOf(pair) !== null || symbols.has(pair))) return { of: 'position', pair }
  if (kind === 'funding' || kind === 'realized' || kind === 'liquidation') return NOBODY
  if (kind !== 'fee' && kind !== 'rebate') return COIN
  return symbols.size > 0 && (wallet === null || wallets.has(wallet)) ? NOBODY : COIN
}
