import { z } from 'zod'
import type { WalletType } from '../../../domain/types'
import { inside, maybeText, text } from '../../ccxt/amounts'

/** HTX's accounts beside contracts, and the wallet that each kind is: of what is held and of what changes it alike. */

export const ASK = 'spotPrivateGetV1AccountAccounts'
export const Accounts = inside('data', z.array(z.object({ id: text, type: z.string(), subtype: maybeText })))

/** Read one by one. */
const PLAIN: ReadonlyMap<string, WalletType> = new Map([
  ['spot', 'spot'],
  ['otc', 'funding'],
  ['deposit-earning', 'earn'],
  ['grid-trading', 'grid'],
  ['investment', 'lending'],
  ['borrow', 'lending'],
])
/** Read by calls of their own, which tell what is owed. */
const MARGIN: ReadonlyMap<string, WalletType> = new Map([
  ['margin', 'isolated_margin'],
  ['super-margin', 'margin'],
  ['cross-margin', 'margin'],
])
/** Points pay fees and are no coins; contracts have another interface. */
const ELSEWHERE: ReadonlySet<string> = new Set(['point', 'futures', 'swap', 'linear-swap', 'contract'])

/** The wallet of an account that is read by its number; null where another call reads it, or it holds no coins. */
export function plainWallet(type: string): WalletType | null {
  if (MARGIN.has(type) || ELSEWHERE.has(type)) return null
  // A kind that nobody told of goes by its own name: the same call reads it.
  return PLAIN.get(type) ?? type
}

/** The wallet that an account with a log of changes is; null for those that hold no coins, and for kinds that nobody told of. */
export const loggedWallet = (type: string): WalletType | null => PLAIN.get(type) ?? MARGIN.get(type) ?? null
