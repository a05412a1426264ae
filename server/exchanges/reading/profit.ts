import type { DecimalString } from '../../domain/decimal'
import type { PositionHolding } from '../../domain/types'
import { addAll } from '../ccxt/amounts'
import type { AccountApi } from './api'

type Row = Pick<PositionHolding, 'unrealizedProfit'>

/** Says where the profit of an open position is not told, of exchanges whose equity has it from nowhere else. */
export function sayUntold(exchange: string, positions: readonly Row[], api: AccountApi): void {
  if (positions.some(({ unrealizedProfit }) => unrealizedProfit === null))
    api.doubts.push(`${exchange} does not tell the profit of every open position: equity is without it.`)
}

/** What open positions made together; null, and said, where one of them does not tell. */
export function openProfit(exchange: string, positions: readonly Row[], api: AccountApi): DecimalString | null {
  sayUntold(exchange, positions, api)
  return addAll(...positions.map(({ unrealizedProfit }) => unrealizedProfit))
}
