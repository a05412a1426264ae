import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import { inside, maybeAmount, maybeText } from '../../ccxt/amounts'
import type { Market } from '../../ccxt/markets'
import type { AccountApi } from '../../reading/api'
import { checkLeverage, checkWhole } from '../../reading/leverage'
import type { LeverageInput } from '../../reading/reading'

const Account = inside(
  'data',
  z.object({
    crossedMarginLeverage: maybeAmount,
    isolatedLongLever: maybeAmount,
    isolatedShortLever: maybeAmount,
    posMode: maybeText,
  }),
)
const Settings = inside(
  'data',
  z.object({ symbolConfigList: z.array(z.object({ symbol: z.string(), leverage: maybeAmount })).nullish() }),
)
const Done = z.object({})

function productOf({ inverse, settle }: Market): string {
  return inverse ? 'COIN-FUTURES' : `${settle}-FUTURES`
}

/** Cross margin keeps one leverage a symbol; isolated margin in hedge mode one a side, and both are set. */
export async function bitgetLeverage(api: AccountApi, input: LeverageInput): Promise<DecimalString | null> {
  const { market, leverage, marginMode } = input
  checkWhole(input)
  checkLeverage(input, market.maxLeverage)
  const settings = await api.tell('Account kind', 'privateUtaGetV3AccountSettings', {}, Settings)
  const common = { symbol: market.id, leverage }
  if (settings !== null) {
    const before = settings.symbolConfigList?.find((row) => row.symbol === market.id)?.leverage ?? null
    await api.call(
      'privateUtaPostV3AccountSetLeverage',
      { ...common, category: productOf(market), coin: market.settle ?? '' },
      Done,
    )
    return before
  }
  const where = { productType: productOf(market), marginCoin: market.settle ?? '' }
  const account = await api.call('privateMixGetV2MixAccountAccount', { symbol: market.id, ...where }, Account)
  const before =
    marginMode === 'cross' ? [account.crossedMarginLeverage] : [account.isolatedLongLever, account.isolatedShortLever]
  if (before.every((value) => value !== null && new Decimal(value).eq(leverage))) return before[0] ?? null
  const sides = marginMode === 'isolated' && account.posMode === 'hedge_mode' ? ['long', 'short'] : [null]
  for (const holdSide of sides) {
    await api.call(
      'privateMixPostV2MixAccountSetLeverage',
      { ...common, ...where, ...(holdSide === null ? {} : { holdSide }) },
      Done,
    )
  }
  return before[0] ?? null
}
