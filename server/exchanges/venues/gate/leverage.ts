import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import { maybeAmount, maybeText, nonZero } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { checkLeverage } from '../../reading/leverage'
import type { LeverageInput } from '../../reading/reading'

const Row = z.object({ mode: maybeText, leverage: maybeAmount, cross_leverage_limit: maybeAmount, leverage_max: maybeAmount })
/** One position, or both sides in dual mode. */
const Rows = z.union([z.array(Row), Row.transform((row) => [row])])
const Done = z.unknown()

/** Cross margin is leverage 0 with a limit; isolated margin is the leverage itself. Dual mode has paths of its own. */
export async function gateLeverage(api: AccountApi, input: LeverageInput): Promise<DecimalString | null> {
  const { market, leverage, marginMode } = input
  const section = market.type === 'future' ? 'privateDelivery' : 'privateFutures'
  const where = { settle: (market.settle ?? '').toLowerCase(), contract: market.id }
  const dual = market.type === 'swap' && (await isDual(api, where.settle))
  const rows = await api.call(
    dual ? 'privateFuturesGetSettleDualCompPositionsContract' : `${section}GetSettlePositionsContract`,
    where,
    Rows,
  )
  checkLeverage(input, rows[0]?.leverage_max ?? market.maxLeverage)
  const before = rows.map((row) => (marginMode === 'cross' ? nonZero(row.cross_leverage_limit) : nonZero(row.leverage)))
  const crossNow = rows.every((row) => nonZero(row.leverage) === null)
  const same = before.length > 0 && before.every((value) => value !== null && new Decimal(value).eq(leverage))
  if (same && crossNow === (marginMode === 'cross')) return before[0] ?? null
  const wanted = marginMode === 'cross' ? { leverage: '0', cross_leverage_limit: leverage } : { leverage }
  const method = dual
    ? 'privateFuturesPostSettleDualCompPositionsContractLeverage'
    : `${section}PostSettlePositionsContractLeverage`
  await api.call(method, { ...where, ...wanted }, Done)
  return before[0] ?? null
}

const Account = z.object({ in_dual_mode: z.unknown().optional() })

async function isDual(api: AccountApi, settle: string): Promise<boolean> {
  const account = await api.call('privateFuturesGetSettleAccounts', { settle }, Account)
  return account.in_dual_mode === true
}
