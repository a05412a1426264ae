import { z } from 'zod'
import { amount, inside } from '../../ccxt/amounts'
import { eachMarket, type ReadTables, tableOf } from '../../reading/tables'

const Tiers = inside('data', z.array(z.object({ symbol: z.string(), startUnit: amount, keepMarginRate: amount })))

/**
 * Position tiers of a linear contract: the rate of the tier that the value reaches, on all of it.
 * https://www.bitget.com/api-doc/contract/position/Get-Query-Position-Lever and "Tiered maintenance margin explained" of its help pages,
 * which tell of customers whose tiers are twice or four times as wide: theirs are told to nobody.
 */
export const bitgetTables: ReadTables = {
  of: 'everybody',
  read: eachMarket(async (api, market) => {
    // In which unit those of inverse contracts are is told nowhere.
    if (market.inverse) return null
    const productType = market.settle === 'USDC' ? 'USDC-FUTURES' : 'USDT-FUTURES'
    const rows = await api.call('publicMixGetV2MixMarketQueryPositionLever', { productType, symbol: market.id }, Tiers)
    const own = rows.filter(({ symbol }) => symbol === market.id)
    return tableOf(
      'quote',
      'whole',
      own.map(({ startUnit: from, keepMarginRate: rate }) => ({ from, rate })),
    )
  }),
}
