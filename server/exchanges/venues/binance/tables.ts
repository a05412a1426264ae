import { z } from 'zod'
import { Decimal } from '../../../domain/decimal'
import { pairOf } from '../../../domain/pairs'
import type { MaintenanceTable } from '../../../domain/risk/types'
import { amount, maybeAmount } from '../../ccxt/amounts'
import type { Market } from '../../ccxt/markets'
import type { AccountApi } from '../../reading/api'
import { type ReadTables, tableOf } from '../../reading/tables'

const Row = z.object({
  symbol: z.string(),
  /** By what the customer's brackets were adjusted; whether the caps below hold it already is told nowhere. */
  notionalCoef: maybeAmount,
  brackets: z.array(z.object({ notionalCap: maybeAmount, qtyCap: maybeAmount, maintMarginRatio: amount })),
})
/** One object for one symbol on USD-M, a list elsewhere. */
const Rows = z.union([z.array(Row), Row.transform((row) => [row])])

/** More of them are asked for all at once, which weighs the same. */
const ONE_BY_ONE = 3

/**
 * Brackets by slices: notional of USD-M, base coins of COIN-M, whose floor is spelt in two ways, so that caps are taken.
 * https://developers.binance.com/docs/derivatives/usds-margined-futures/account/rest-api/Notional-and-Leverage-Brackets,
 * …/coin-margined-futures/account/rest-api/Notional-Bracket-for-Pair
 */
function table(row: z.output<typeof Row>, inverse: boolean): MaintenanceTable | null {
  if (row.notionalCoef !== null && !new Decimal(row.notionalCoef).eq(1)) return null
  const steps = row.brackets.map(({ notionalCap, qtyCap, maintMarginRatio: rate }) => ({
    upTo: inverse ? qtyCap : notionalCap,
    rate,
  }))
  return steps.some(({ upTo }) => upTo === null) ? null : tableOf(inverse ? 'base' : 'quote', 'slice', steps)
}

async function ofSide(api: AccountApi, markets: readonly Market[], method: string, inverse: boolean) {
  if (markets.length === 0) return []
  const ask = (params: { symbol?: string }) => api.call(method, params, Rows)
  const rows =
    markets.length > ONE_BY_ONE ? await ask({}) : (await Promise.all(markets.map(({ id }) => ask({ symbol: id })))).flat()
  const byId = new Map(rows.map((row) => [row.symbol, row]))
  return markets.flatMap((market): [string, MaintenanceTable][] => {
    const row = byId.get(market.id)
    const made = row ? table(row, inverse) : null
    return made === null ? [] : [[pairOf(market), made]]
  })
}

export function binanceTables(isPortfolioMargin: (api: AccountApi) => Promise<boolean>): ReadTables {
  return {
    of: 'account',
    read: async (api, markets) => {
      // Its accounts are liquidated as a whole, by a ratio of their own.
      if (await isPortfolioMargin(api)) return new Map()
      const [linear, inverse] = [false, true].map((side) => markets.filter((market) => market.inverse === side))
      const sides = await Promise.all([
        ofSide(api, linear ?? [], 'fapiPrivateGetLeverageBracket', false),
        ofSide(api, inverse ?? [], 'dapiPrivateV2GetLeverageBracket', true),
      ])
      return new Map(sides.flat())
    },
  }
}
