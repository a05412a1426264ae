import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import { amount } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { checkLeverage } from '../../reading/leverage'
import type { LeverageInput } from '../../reading/reading'

/** `market` is told as `BTC/USD-PERP` and asked for by its id, `btcusd-perp`. */
const Setting = z.object({
  margin_mode: z.enum(['CROSS', 'ISOLATED']),
  market: z.string(),
  leverage_current: amount,
  leverage_max: amount,
})
const Settings = z.array(Setting)
const idOf = (market: string) => market.replace('/', '').toLowerCase()

/**
 * One of each market and margin mode, fractions allowed. https://www.bitstamp.net/api/ (GetLeverageSettingsList, UpdateLeverageSettingsList; as
 * github.com/JKorf/Bitstamp.Net keeps them, read 2026-11-30). The list is asked for whole: ccxt sends no parameters with a `GET`.
 */
export async function bitstampLeverage(api: AccountApi, input: LeverageInput): Promise<DecimalString | null> {
  const { market, leverage } = input
  checkLeverage(input, market.maxLeverage)
  const margin_mode = input.marginMode === 'isolated' ? 'ISOLATED' : 'CROSS'
  const settings = await api.call('request', ['leverage_settings/', 'private', 'GET', {}], Settings)
  const now = settings.find((one) => one.margin_mode === margin_mode && idOf(one.market) === market.id)
  if (now) checkLeverage(input, now.leverage_max)
  if (now && new Decimal(now.leverage_current).eq(leverage)) return now.leverage_current
  await api.call(
    'request',
    ['leverage_settings/', 'private', 'POST', { margin_mode, market: market.id, leverage }],
    // What it was set to, of this market: anything else is no answer to it.
    Setting.refine(({ leverage_current }) => new Decimal(leverage_current).eq(leverage), 'is not what was set'),
  )
  return now?.leverage_current ?? null
}
