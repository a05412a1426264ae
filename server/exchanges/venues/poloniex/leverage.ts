import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import { amount, inside } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { checkLeverage, checkWhole } from '../../reading/leverage'
import type { LeverageInput } from '../../reading/reading'

const Setting = z.object({ symbol: z.string(), mgnMode: z.string(), posSide: z.string(), lever: amount })
const Now = inside('data', z.array(Setting))
const Done = inside('data', Setting)

/**
 * https://api-docs.poloniex.com/v3/futures/api/positions/set-leverage (2026-11): of a side, which must be named and which ccxt 4.5.84 leaves
 * out; the list says which sides the account's mode has.
 */
export async function poloniexLeverage(api: AccountApi, input: LeverageInput): Promise<DecimalString | null> {
  const { market, leverage, marginMode } = input
  checkWhole(input)
  checkLeverage(input, market.maxLeverage)
  const what = { symbol: market.id, mgnMode: marginMode.toUpperCase() }
  const now = (await api.call('swapPrivateGetV3PositionLeverages', what, Now)).filter((row) => row.mgnMode === what.mgnMode)
  const before = now[0]?.lever ?? null
  const sides = now.length > 0 ? now : [{ posSide: 'BOTH', lever: null }]
  for (const { posSide, lever } of sides) {
    if (lever !== null && new Decimal(lever).eq(leverage)) continue
    const done = await api.call('swapPrivatePostV3PositionLeverage', { ...what, posSide, lever: leverage }, Done)
    if (!new Decimal(done.lever).eq(leverage)) throw api.senseless(`a leverage of ${done.lever} after ${leverage} was set`)
  }
  return before
}
