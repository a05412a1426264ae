import { z } from 'zod'
import { inside, maybeAmount } from '../../ccxt/amounts'
import { byGroup, greekFields, toldGreeks } from '../../reading/option-marks'

/** `markIv` as a share: `0.7567`; Greeks of one coin, in USD. https://bybit-exchange.github.io/docs/v5/market/tickers */
const Tickers = inside('result', inside('list', z.array(z.object({ symbol: z.string(), markIv: maybeAmount, ...greekFields }))))

export const bybitOptionMarks = byGroup(
  ({ base }) => base,
  async (api, baseCoin) => {
    const rows = await api.call('publicGetV5MarketTickers', { category: 'option', baseCoin }, Tickers)
    return rows.map(({ symbol: id, markIv: volatility, ...greeks }) => ({ id, volatility, greeks: toldGreeks(greeks) }))
  },
)
