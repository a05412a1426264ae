import { z } from 'zod'
import { Decimal } from '../../../domain/decimal'
import { amount, inside, maybeAmount } from '../../ccxt/amounts'
import { eachMarket, type ReadTables, tableOf } from '../../reading/tables'

const Limits = inside(
  'result',
  inside(
    'list',
    z.array(
      z.object({
        symbol: z.string(),
        /** Up to which value: in the quote currency, of inverse contracts in coins. */
        riskLimitValue: amount,
        maintenanceMargin: amount,
        initialMargin: maybeAmount,
        maxLeverage: maybeAmount,
        /** What the higher rate would take too much of the lower tiers. */
        mmDeduction: maybeAmount,
      }),
    ),
  ),
)
type Row = z.output<typeof Limits>[number]

/** The documentation's own example has shares in per cent (`0.5` beside an initial margin of `1` at 100×), answers mostly do not. */
function isPercent({ initialMargin, maxLeverage }: Row): boolean {
  return initialMargin !== null && maxLeverage !== null && new Decimal(initialMargin).times(maxLeverage).gt(10)
}

/** Risk limits of one contract, by slices where deductions are told. https://bybit-exchange.github.io/docs/v5/market/risk-limit */
export const bybitTables: ReadTables = {
  of: 'everybody',
  read: eachMarket(async (api, market) => {
    const category = market.inverse ? 'inverse' : 'linear'
    const list = await api.call('publicGetV5MarketRiskLimit', { category, symbol: market.id }, Limits)
    const rows = list.filter(({ symbol }) => symbol === market.id)
    const steps = rows.map((row) => ({
      upTo: row.riskLimitValue,
      rate: isPercent(row) ? new Decimal(row.maintenanceMargin).div(100).toFixed() : row.maintenanceMargin,
    }))
    const deducted = rows.length === 1 || rows.some(({ mmDeduction }) => mmDeduction !== null)
    return tableOf(market.inverse ? 'base' : 'quote', deducted ? 'slice' : 'whole', steps)
  }),
}
