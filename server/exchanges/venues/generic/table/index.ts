import type { GenericExchange } from '../exchange'
import { DERIVATIVES } from './derivatives'
import { DEXES } from './dexes'
import { SPOT } from './spot'

/** How each exchange of ccxt's list without a room of its own is read; docs/adapters.md shows it, made from here. */
export const GENERIC_EXCHANGES: Readonly<Record<string, GenericExchange>> = { ...SPOT, ...DERIVATIVES, ...DEXES }
