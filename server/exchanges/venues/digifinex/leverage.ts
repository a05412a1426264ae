import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import { pairOf } from '../../../domain/pairs'
import { sentence } from '../../../language/sentence'
import { amount, inside } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { checkLeverage, checkWhole } from '../../reading/leverage'
import type { LeverageInput } from '../../reading/reading'
import { ownId } from './contracts'
import { openOf, Positions } from './wallets'

const Limits = inside('data', z.object({ instrument_id: z.string(), open_max_limits: z.array(z.object({ leverage: amount })) }))
const Done = inside('data', z.object({ instrument_id: z.string(), leverage: amount }))

/**
 * https://docs.digifinex.com/en-ww/swap/v2/rest.html#setleverage: of cross margin one, of isolated margin one for each side. What it was is
 * told of open positions alone.
 */
export async function digifinexLeverage(api: AccountApi, input: LeverageInput): Promise<DecimalString | null> {
  const { market, leverage, marginMode } = input
  checkWhole(input)
  checkLeverage(input, null)
  const instrument_id = ownId(market)
  const [limits, positions] = await Promise.all([
    api.call('publicSwapGetPublicInstrument', { instrument_id }, Limits),
    api.call('privateSwapGetAccountPositions', { instrument_id }, Positions),
  ])
  const steps = limits.open_max_limits.map((step) => new Decimal(step.leverage))
  if (steps.length > 0) checkLeverage(input, Decimal.max(...steps).toFixed())
  const open = openOf(positions).filter((row) => row.instrument_id === instrument_id)
  const margin_mode = marginMode === 'cross' ? 'crossed' : 'isolated'
  const other = open.find((row) => row.margin_mode !== null && row.margin_mode !== margin_mode)
  if (other)
    throw api.refused(
      other.margin_mode === 'crossed'
        ? sentence`${pairOf(market)} is on cross margin at DigiFinex: set its leverage there, or change it.`
        : sentence`${pairOf(market)} is on isolated margin at DigiFinex: set its leverage there, or change it.`,
    )
  const before = open[0]?.leverage ?? null
  if (open.length > 0 && marginMode === 'cross' && before !== null && new Decimal(before).eq(leverage)) return before
  for (const side of marginMode === 'cross' ? [{}] : [{ side: 'long' }, { side: 'short' }]) {
    const asked = { instrument_id, leverage: Number(leverage), margin_mode, ...side }
    const done = await api.call('privateSwapPostAccountLeverage', asked, Done)
    if (!new Decimal(done.leverage).eq(leverage)) throw api.senseless(`a leverage of ${done.leverage} after ${leverage} was set`)
  }
  return before
}
