import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import { pairOf } from '../../../domain/pairs'
import type { MaintenanceTable } from '../../../domain/risk/types'
import { amount, text } from '../../ccxt/amounts'
import type { Market } from '../../ccxt/markets'
import type { AccountApi } from '../../reading/api'
import { type ReadTables, tableOf } from '../../reading/tables'
import { ASK } from './codes'

const Meta = z.object({
  universe: z.array(z.object({ name: z.string(), maxLeverage: amount, marginTableId: text.nullish() })),
  marginTables: z
    .array(z.tuple([text, z.object({ marginTiers: z.array(z.object({ lowerBound: amount, maxLeverage: amount })) })]))
    .nullish(),
})
const Structure = z.object({ baseName: z.string() })

const RATE_DIGITS = 12

/** Half of the initial margin at the highest leverage. */
const rateAt = (leverage: DecimalString) =>
  new Decimal(1).div(new Decimal(leverage).times(2)).toDecimalPlaces(RATE_DIGITS).toFixed()

function coinOf(api: AccountApi, market: Market): string {
  const structure = Structure.safeParse(api.structure(market))
  return structure.success ? structure.data.baseName : market.base
}

/** Exchanges that others run on the chain name their coins `flx:CRCL`. */
const dexOf = (coin: string) => (coin.includes(':') ? (coin.split(':')[0] ?? '') : '')

/**
 * Margin tables by slices ("maintenance deduction"); a coin without one has its highest leverage throughout. One question an
 * exchange of the chain. https://hyperliquid.gitbook.io/hyperliquid-docs/trading/margin-tiers
 */
export const hyperliquidTables: ReadTables = {
  of: 'everybody',
  read: async (api, markets) => {
    const wanted = markets.map((market) => ({ pair: pairOf(market), coin: coinOf(api, market) }))
    const dexes = [...new Set(wanted.map(({ coin }) => dexOf(coin)))]
    const metas = await Promise.all(dexes.map((dex) => api.call(ASK, { type: 'meta', ...(dex === '' ? {} : { dex }) }, Meta)))
    const coins = new Map(
      metas.flatMap(({ universe, marginTables }) => universe.map((coin) => [coin.name, { coin, marginTables }] as const)),
    )
    return new Map(
      wanted.flatMap(({ pair, coin: name }): [string, MaintenanceTable][] => {
        const found = coins.get(name)
        if (!found) return []
        const { coin, marginTables } = found
        const own = marginTables?.find(([id]) => id === coin.marginTableId)?.[1].marginTiers
        const tiers = own && own.length > 0 ? own : [{ lowerBound: '0', maxLeverage: coin.maxLeverage }]
        const table = tableOf(
          'quote',
          'slice',
          tiers.map(({ lowerBound: from, maxLeverage }) => ({ from, rate: rateAt(maxLeverage) })),
        )
        return table === null ? [] : [[pair, table]]
      }),
    )
  },
}
