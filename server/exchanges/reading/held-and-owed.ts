import type { DecimalString } from '../../domain/decimal'
import type { WalletType } from '../../domain/types'
import { add } from '../ccxt/amounts'
import type { AccountApi } from './api'

/**
 * What is free of a coin and what is held back of it (by orders, by locks) together. Where an exchange leaves out what is held
 * back, the wallet holds at least what is free, and the account says so: null is never taken for none.
 */
export function freeAndHeld(
  wallet: WalletType,
  free: DecimalString,
  heldBack: readonly (DecimalString | null)[],
  api: AccountApi,
): DecimalString {
  if (heldBack.includes(null)) api.leaveOut(wallet, 'What is held back of its coins is not told of each.')
  return add(free, ...heldBack) ?? free
}

/**
 * What is owed of a coin, borrowed and interest together, without a sign. Where an exchange leaves one of them out the account may be
 * worth less than its figures say, and says so.
 */
export function owedOf(exchange: string, owed: readonly (DecimalString | null)[], api: AccountApi): DecimalString {
  const why = `${exchange} does not tell what is owed of every coin on margin: equity is without it.`
  if (owed.includes(null) && !api.doubts.includes(why)) api.doubts.push(why)
  return add(...owed) ?? '0'
}
