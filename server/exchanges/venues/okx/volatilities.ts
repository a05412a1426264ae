import { z } from 'zod'
import { inside, maybeAmount } from '../../ccxt/amounts'
import { byGroup } from '../../reading/volatilities'

/** As a share: `0.65`. https://www.okx.com/docs-v5/en/#public-data-rest-api-get-option-market-data */
const Summaries = inside('data', z.array(z.object({ instId: z.string(), markVol: maybeAmount })))

export const okxVolatilities = byGroup(
  // `BTC-USD-260327-100000-C`: a family is all that shares the first two.
  ({ id }) => id.split('-').slice(0, 2).join('-'),
  async (api, instFamily) => {
    const rows = await api.call('publicGetPublicOptSummary', { instFamily }, Summaries)
    return rows.map(({ instId: id, markVol: volatility }) => ({ id, volatility }))
  },
)
