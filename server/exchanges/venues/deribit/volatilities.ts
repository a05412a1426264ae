import { z } from 'zod'
import { Decimal } from '../../../domain/decimal'
import { inside, maybeAmount } from '../../ccxt/amounts'
import { byGroup } from '../../reading/volatilities'

/** In per cent: `65.3`. https://docs.deribit.com/#public-get_book_summary_by_currency */
const Summaries = inside('result', z.array(z.object({ instrument_name: z.string(), mark_iv: maybeAmount })))

/** Options that are settled in USDC are listed under it, the others under their coin. */
export const deribitVolatilities = byGroup(
  (market) => (market.settle === 'USDC' ? 'USDC' : market.base),
  async (api, currency) => {
    const rows = await api.call('publicGetGetBookSummaryByCurrency', { currency, kind: 'option' }, Summaries)
    return rows.map(({ instrument_name: id, mark_iv: percent }) => ({
      id,
      volatility: percent === null ? null : new Decimal(percent).div(100).toFixed(),
    }))
  },
)
