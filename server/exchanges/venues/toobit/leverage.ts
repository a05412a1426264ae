import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import { pairOf } from '../../../domain/pairs'
import { sentence } from '../../../language/sentence'
import { maybeAmount, maybeText } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { checkLeverage, checkWhole } from '../../reading/leverage'
import type { LeverageInput } from '../../reading/reading'

const Now = z.array(z.object({ symbolId: maybeText, symbol: maybeText, leverage: maybeAmount, marginType: maybeText }))
const Done = z.object({ leverage: maybeAmount })

/** https://api-docs.toobit.com, Change Initial Leverage: of a contract, whichever its margin mode is. */
export async function toobitLeverage(api: AccountApi, input: LeverageInput): Promise<DecimalString | null> {
  const { market, leverage, marginMode } = input
  checkWhole(input)
  checkLeverage(input, market.maxLeverage)
  const what = { symbol: market.id, ...(market.settle === 'USDC' && { category: 'USDC' }) }
  const found = await api.call('privateGetApiV1FuturesAccountLeverage', what, Now)
  const now = found.find((one) => (one.symbolId ?? one.symbol) === market.id)
  const mode = now?.marginType === 'ISOLATED' ? 'isolated' : now?.marginType?.startsWith('CROSS') ? 'cross' : null
  if (mode !== null && mode !== marginMode)
    throw api.refused(
      sentence`${pairOf(market)} is on ${mode} margin at Toobit, where it has one leverage alone: set that, or change it there.`,
    )
  const before = now?.leverage ?? null
  if (before !== null && new Decimal(before).eq(leverage)) return before
  await api.call('privatePostApiV1FuturesLeverage', { ...what, leverage }, Done)
  return before
}
