import { z } from 'zod'
import { inside, maybeAmount } from '../../ccxt/amounts'
import { byGroup } from '../../reading/volatilities'

/** As a share: `0.7567`. https://bybit-exchange.github.io/docs/v5/market/tickers */
const Tickers = inside('result', inside('list', z.array(z.object({ symbol: z.string(), markIv: maybeAmount }))))

export const bybitVolatilities = byGroup(
  ({ base }) => base,
  async (api, baseCoin) => {
    const rows = await api.call('publicGetV5MarketTickers', { category: 'option', baseCoin }, Tickers)
    return rows.map(({ symbol: id, markIv: volatility }) => ({ id, volatility }))
  },
)
