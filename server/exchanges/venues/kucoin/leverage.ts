import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import { DomainError } from '../../../errors'
import { sentence } from '../../../language/sentence'
import { inside, maybeAmount } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { checkLeverage } from '../../reading/leverage'
import type { LeverageInput } from '../../reading/reading'

const Leverage = inside('data', z.object({ leverage: maybeAmount }))
const Done = z.unknown()

/** KuCoin keeps a leverage for cross margin only; with isolated margin each order brings its own. */
export async function kucoinLeverage(api: AccountApi, input: LeverageInput): Promise<DecimalString | null> {
  const { market, leverage, marginMode } = input
  checkLeverage(input, market.maxLeverage)
  if (marginMode === 'isolated') {
    throw new DomainError('exchange_refused', sentence`KuCoin keeps no leverage for isolated margin: each order brings its own.`)
  }
  const { leverage: before } = await api.call('futuresPrivateGetGetCrossUserLeverage', { symbol: market.id }, Leverage)
  if (before !== null && new Decimal(before).eq(leverage)) return before
  await api.call('futuresPrivatePostChangeCrossUserLeverage', { symbol: market.id, leverage }, Done)
  return before
}
