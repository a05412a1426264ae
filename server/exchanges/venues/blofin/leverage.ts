import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import { inside, maybeAmount, maybeText } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { checkLeverage, checkWhole } from '../../reading/leverage'
import type { LeverageInput } from '../../reading/reading'

const One = z.object({ leverage: maybeAmount })
/** A list where isolated positions have two sides. */
const Leverage = inside('data', z.union([z.array(One), One.transform((one) => [one])]))
const Mode = inside('data', z.object({ positionMode: maybeText }))

/** https://docs.blofin.com/index.html#set-leverage: of isolated margin in hedge mode each side has its own. */
export async function blofinLeverage(api: AccountApi, input: LeverageInput): Promise<DecimalString | null> {
  const { market, leverage, marginMode } = input
  checkWhole(input)
  checkLeverage(input, market.maxLeverage)
  const what = { instId: market.id, marginMode }
  const { positionMode } = await api.call('privateGetAccountPositionMode', {}, Mode)
  const found = await api.call('privateGetAccountLeverageInfo', what, Leverage)
  const before = found[0]?.leverage ?? null
  if (found.length > 0 && found.every((one) => one.leverage !== null && new Decimal(one.leverage).eq(leverage))) return before
  const sides = marginMode === 'isolated' && positionMode === 'long_short_mode' ? (['long', 'short'] as const) : [undefined]
  for (const positionSide of sides)
    await api.call('privatePostAccountSetLeverage', { ...what, leverage, positionSide }, z.unknown())
  return before
}
