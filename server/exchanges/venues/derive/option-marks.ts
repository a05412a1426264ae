import { z } from 'zod'
import { inside, maybeAmount } from '../../ccxt/amounts'
import { byGroup, toldGreeks } from '../../reading/option-marks'

/**
 * Tickers by name, in fields of one letter: `i` the mark volatility as a share, Greeks of one coin in USD, vega of a percentage point and
 * theta of a day (a ticker of 2026-03-04 comes out so by Black and Scholes, to four digits). https://docs.derive.xyz/reference/public-get_tickers
 */
const Tickers = inside(
  'result',
  inside(
    'tickers',
    z.record(
      z.string(),
      z.object({
        option_pricing: z.object({ i: maybeAmount, d: maybeAmount, g: maybeAmount, v: maybeAmount, t: maybeAmount }).nullish(),
      }),
    ),
  ),
)

/** Options are asked for by coin and expiry, which both stand in their name: `ETH-20261225-3000-C`. */
export const deriveOptionMarks = byGroup(
  ({ id }) => id.split('-').slice(0, 2).join('-'),
  async (api, group) => {
    const [currency = '', expiry_date = ''] = group.split('-')
    const found = await api.call('publicPostGetTickers', { instrument_type: 'option', currency, expiry_date }, Tickers)
    return Object.entries(found).map(([id, { option_pricing: told }]) => ({
      id,
      volatility: told?.i ?? null,
      greeks: told ? toldGreeks({ delta: told.d, gamma: told.g, vega: told.v, theta: told.t }) : null,
    }))
  },
)
