import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import { amount, inside, maybeText } from '../../ccxt/amounts'
import type { AccountApi, Params } from '../../reading/api'
import { checkLeverage } from '../../reading/leverage'
import type { LeverageInput } from '../../reading/reading'

const Settings = inside('data', z.array(z.object({ lever: amount, posSide: maybeText })))
const Config = inside('data', z.array(z.object({ posMode: maybeText })))
const Done = z.object({})

/**
 * Cross margin keeps one leverage an instrument; isolated margin in long/short mode one a side, and both are set.
 * https://www.okx.com/docs-v5/en/#trading-account-rest-api-set-leverage
 */
export async function okxLeverage(api: AccountApi, input: LeverageInput): Promise<DecimalString | null> {
  const { market, leverage, marginMode } = input
  checkLeverage(input, market.maxLeverage)
  const base: Params = { instId: market.id, mgnMode: marginMode }
  const [settings, [config]] = await Promise.all([
    api.call('privateGetAccountLeverageInfo', base, Settings),
    api.call('privateGetAccountConfig', {}, Config),
  ])
  const before = settings[0]?.lever ?? null
  if (settings.length > 0 && settings.every((row) => new Decimal(row.lever).eq(leverage))) return before
  const sides = marginMode === 'isolated' && config?.posMode === 'long_short_mode' ? ['long', 'short'] : [null]
  for (const posSide of sides) {
    await api.call('privatePostAccountSetLeverage', { ...base, lever: leverage, ...(posSide === null ? {} : { posSide }) }, Done)
  }
  return before
}
