import { z } from 'zod'
import { Decimal } from '../../../domain/decimal'
import { inside, maybeAmount } from '../../ccxt/amounts'
import { byGroup, greekFields, toldGreeks } from '../../reading/option-marks'

/** In per cent: `65.3`. https://docs.deribit.com/#public-get_book_summary_by_currency */
const Summaries = inside('result', z.array(z.object({ instrument_name: z.string(), mark_iv: maybeAmount })))

/**
 * Delta and gamma by Black-Scholes, vega and theta in USD, all of one coin; theta is of what is left of the option's time where
 * that is less than a day. https://docs.deribit.com/#public-ticker
 */
const Ticker = inside('result', z.object({ greeks: z.object(greekFields).nullish() }))

/** Greeks are told option by option only: so many are asked for at a look, the others are reckoned. */
const MOST_TICKERS = 20

/** Options that are settled in USDC are listed under it, the others under their coin. */
export const deribitOptionMarks = byGroup(
  (market) => (market.settle === 'USDC' ? 'USDC' : market.base),
  async (api, currency, markets) => {
    const asked = markets.slice(0, MOST_TICKERS).map(async ({ id }) => {
      // One that is refused is reckoned at its volatility, which is told all the same; the others keep theirs.
      const ticker = await api.call('publicGetTicker', { instrument_name: id }, Ticker).catch(() => null)
      return [id, ticker?.greeks ? toldGreeks(ticker.greeks) : null] as const
    })
    const [rows, ...tickers] = await Promise.all([
      api.call('publicGetGetBookSummaryByCurrency', { currency, kind: 'option' }, Summaries),
      ...asked,
    ])
    const greeks = new Map(tickers)
    return rows.map(({ instrument_name: id, mark_iv: percent }) => ({
      id,
      volatility: percent === null ? null : new Decimal(percent).div(100).toFixed(),
      greeks: greeks.get(id) ?? null,
    }))
  },
)
