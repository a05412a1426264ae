import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import { inside, maybeAmount, maybeText } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { checkLeverage, checkWhole } from '../../reading/leverage'
import type { LeverageInput } from '../../reading/reading'

const Row = z.object({ contract_code: maybeText, symbol: maybeText, margin_mode: maybeText, lever_rate: maybeAmount })
const Rows = inside('data', z.union([z.array(Row), Row.transform((row) => [row])]))
const Done = z.object({})

/** Linear contracts keep one leverage a margin mode, inverse ones one a contract (swap) or coin (dated future). */
export async function htxLeverage(api: AccountApi, input: LeverageInput): Promise<DecimalString | null> {
  const { market, leverage, marginMode } = input
  checkWhole(input)
  checkLeverage(input, market.maxLeverage)
  const contract = { contract_code: market.id }
  const coin = { symbol: market.base }
  const swap = market.type === 'swap'
  const where = market.linear ? { ...contract, margin_mode: marginMode } : swap ? contract : coin
  const [ask, set] = market.linear
    ? ['contractPrivateGetV5PositionLever', 'contractPrivatePostV5PositionLever']
    : swap
      ? ['contractPrivatePostSwapApiV1SwapAccountInfo', 'contractPrivatePostSwapApiV1SwapSwitchLeverRate']
      : ['contractPrivatePostApiV1ContractAccountInfo', 'contractPrivatePostApiV1ContractSwitchLeverRate']
  const rows = await api.tell('Leverage', ask, where, Rows)
  const fits = (row: z.output<typeof Row>) =>
    (row.contract_code ?? market.id) === market.id && (!market.linear || (row.margin_mode ?? marginMode) === marginMode)
  const before = rows?.find(fits)?.lever_rate ?? null
  if (before !== null && new Decimal(before).eq(leverage)) return before
  await api.call(set, { ...where, lever_rate: leverage }, Done)
  return before
}
