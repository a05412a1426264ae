import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import { amount, inside, maybeAmount, maybeText, nonZero } from '../../ccxt/amounts'
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

const Estimates = inside('data', z.array(z.object({ estLiqPx: maybeAmount })))

/**
 * What OKX says of an isolated position at another leverage. In long/short mode it wants to know of which side: where both are
 * open there are two answers, and none is given.
 * https://www.okx.com/docs-v5/en/#trading-account-rest-api-get-leverage-estimated-info
 */
export async function okxEstimate(
  api: AccountApi,
  { market, leverage, marginMode }: LeverageInput,
): Promise<DecimalString | null> {
  const base: Params = {
    instType: market.type === 'future' ? 'FUTURES' : 'SWAP',
    mgnMode: marginMode,
    lever: leverage,
    instId: market.id,
  }
  const [config] = await api.call('privateGetAccountConfig', {}, Config)
  const sides = config?.posMode === 'long_short_mode' ? ['long', 'short'] : [null]
  const found: DecimalString[] = []
  for (const posSide of sides) {
    const [told] = await api.call(
      'privateGetAccountAdjustLeverageInfo',
      { ...base, ...(posSide === null ? {} : { posSide }) },
      Estimates,
    )
    const price = nonZero(told?.estLiqPx ?? null)
    if (price !== null) found.push(price)
  }
  return found.length === 1 ? (found[0] ?? null) : null
}
