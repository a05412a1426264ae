import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import { amount, inside, maybeText } from '../../ccxt/amounts'
import type { Market } from '../../ccxt/markets'
import { eachMarket, type ReadTables, tableOf } from '../../reading/tables'

const Tiers = inside('data', z.array(z.object({ instId: maybeText, minSz: amount, mmr: amount })))

/**
 * Position tiers: the rate of the tier that the contracts reach, on all of them. Contracts and not values, so that no price moves a
 * position into another tier. https://www.okx.com/docs-v5/en/#public-data-rest-api-get-position-tiers
 */
export const okxTables: ReadTables = {
  of: 'everybody',
  // Isolated positions have others, and their own liquidation price.
  only: 'cross',
  read: eachMarket(async (api, market) => {
    // `BTC-USDT-SWAP`, `BTC-USD-260327`: a family is all that shares the first two.
    const instFamily = market.id.split('-').slice(0, 2).join('-')
    const instType = market.type === 'future' ? 'FUTURES' : 'SWAP'
    const rows = await api.call('publicGetPublicPositionTiers', { instType, tdMode: 'cross', instFamily }, Tiers)
    const own = rows.filter(({ instId }) => !instId || instId === market.id)
    const steps = own.map(({ minSz, mmr }, at) => ({ from: at === 0 ? '0' : scaled(market, minSz), rate: mmr }))
    // Contracts of so many dollars: their value in dollars is what stays.
    return tableOf(market.inverse ? 'quote' : 'base', 'whole', steps)
  }),
}

const scaled = (market: Market, contracts: DecimalString) => new Decimal(contracts).times(market.contractSize).toFixed()
