import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import { inside, maybeAmount } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { checkLeverage, checkWhole } from '../../reading/leverage'
import type { LeverageInput } from '../../reading/reading'

const Open = inside('data', z.array(z.object({ margin_mode: z.string(), leverage: maybeAmount })))
const Adjusted = inside('data', z.object({ margin_mode: z.string(), leverage: maybeAmount }))

/**
 * https://docs.coinex.com/api/v2/futures/position/http/adjust-position-leverage: margin mode and leverage are set together. What they
 * were is told of open positions alone.
 */
export async function coinexLeverage(api: AccountApi, input: LeverageInput): Promise<DecimalString | null> {
  const { market, leverage, marginMode } = input
  checkWhole(input)
  checkLeverage(input, market.maxLeverage)
  const what = { market: market.id, market_type: 'FUTURES' }
  const open = await api.call('v2PrivateGetFuturesPendingPosition', what, Open)
  const before = open[0]?.leverage ?? null
  if (open.length > 0 && open.every((one) => one.margin_mode === marginMode && new Decimal(one.leverage ?? 0).eq(leverage)))
    return before
  await api.call(
    'v2PrivatePostFuturesAdjustPositionLeverage',
    { ...what, margin_mode: marginMode, leverage: Number(leverage) },
    Adjusted,
  )
  return before
}
