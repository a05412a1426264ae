import type { GenericLedgers } from '../ledger'
import { DERIVATIVE_LEDGERS } from './ledgers-derivatives'
import { DEX_LEDGERS } from './ledgers-dexes'
import { NO_LEDGERS } from './ledgers-none'
import { SPOT_LEDGERS } from './ledgers-spot'

/** How ledgers of exchanges without a room of their own are read; those that are not here are a gap of their accounts. */
export const GENERIC_LEDGERS: Readonly<Record<string, GenericLedgers>> = {
  ...SPOT_LEDGERS,
  ...DERIVATIVE_LEDGERS,
  ...DEX_LEDGERS,
  ...NO_LEDGERS,
}
