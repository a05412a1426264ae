import { z } from 'zod'
import { maybeAmount } from '../../ccxt/amounts'
import { byGroup, greekFields, toldGreeks } from '../../reading/option-marks'

/** `mark_iv` as a share: `0.123`; Greeks of one coin, in USDT. https://www.gate.com/docs/developers/apiv4/en/#list-tickers-of-options-contracts */
const Tickers = z.array(z.object({ name: z.string(), mark_iv: maybeAmount, ...greekFields }))

export const gateOptionMarks = byGroup(
  // `BTC_USDT-20260327-100000-C`: what it is on comes first.
  ({ id }) => id.split('-')[0] ?? id,
  async (api, underlying) => {
    const rows = await api.call('publicOptionsGetTickers', { underlying }, Tickers)
    return rows.map(({ name: id, mark_iv: volatility, ...greeks }) => ({ id, volatility, greeks: toldGreeks(greeks) }))
  },
)
