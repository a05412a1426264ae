import { z } from 'zod'
import { amount, maybeAmount } from '../../ccxt/amounts'
import { eachMarket, type ReadTables, tableOf } from '../../reading/tables'

const Tiers = z.array(
  z.object({
    /** Up to which value, in the settlement currency. */
    risk_limit: amount,
    maintenance_rate: amount,
    /** What the higher rate would take too much of the lower tiers. */
    deduction: maybeAmount,
  }),
)

/** Risk limits of a linear contract, by slices where deductions are told. https://www.gate.com/docs/developers/apiv4/#list-risk-limit-tiers */
export const gateTables: ReadTables = {
  of: 'everybody',
  read: eachMarket(async (api, market) => {
    if (market.inverse) return null
    const section = market.type === 'future' ? 'publicDelivery' : 'publicFutures'
    const where = { settle: (market.settle ?? '').toLowerCase(), contract: market.id }
    const rows = await api.call(`${section}GetSettleRiskLimitTiers`, where, Tiers)
    const deducted = rows.length === 1 || rows.some(({ deduction }) => deduction !== null)
    const steps = rows.map(({ risk_limit: upTo, maintenance_rate: rate }) => ({ upTo, rate }))
    return tableOf('quote', deducted ? 'slice' : 'whole', steps)
  }),
}
