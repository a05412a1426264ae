import { z } from 'zod'
import { inside, maybeAmount } from '../../ccxt/amounts'
import { byGroup, toldGreeks } from '../../reading/option-marks'

/**
 * `markVol` as a share: `0.65`. Those on `BS` are in dollars, those without in the coin that it is settled in:
 * https://www.okx.com/docs-v5/en/#public-data-rest-api-get-option-market-data
 */
const Summaries = inside(
  'data',
  z.array(
    z.object({
      instId: z.string(),
      markVol: maybeAmount,
      deltaBS: maybeAmount,
      gammaBS: maybeAmount,
      vegaBS: maybeAmount,
      thetaBS: maybeAmount,
    }),
  ),
)

export const okxOptionMarks = byGroup(
  // `BTC-USD-260327-100000-C`: a family is all that shares the first two.
  ({ id }) => id.split('-').slice(0, 2).join('-'),
  async (api, instFamily) => {
    const rows = await api.call('publicGetPublicOptSummary', { instFamily }, Summaries)
    return rows.map(({ instId: id, markVol: volatility, deltaBS: delta, gammaBS: gamma, vegaBS: vega, thetaBS: theta }) => ({
      id,
      volatility,
      greeks: toldGreeks({ delta, gamma, vega, theta }),
    }))
  },
)
