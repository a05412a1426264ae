import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import { maybeAmount, maybeText } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { checkLeverage, checkWhole } from '../../reading/leverage'
import type { LeverageInput } from '../../reading/reading'

const Config = z.object({
  symbol: z.string(),
  marginType: maybeText,
  crossLeverage: maybeAmount,
  isolatedLongLeverage: maybeAmount,
  isolatedShortLeverage: maybeAmount,
})
type Config = z.output<typeof Config>
const Configs = z.array(Config)
/** What it is now; other fields than these are a message in place of an answer. */
const Done = z.object({ symbol: z.string(), marginType: z.string() })

const setting = (config: Config | undefined, isolated: boolean): (DecimalString | null)[] =>
  config ? (isolated ? [config.isolatedLongLeverage, config.isolatedShortLeverage] : [config.crossLeverage]) : [null]

/** https://www.weex.com/api-doc/contract/Account_API/UpdateLeverage: of isolated margin each side has its own. */
export async function weexLeverage(api: AccountApi, input: LeverageInput): Promise<DecimalString | null> {
  const { market, leverage, marginMode } = input
  checkWhole(input)
  checkLeverage(input, market.maxLeverage)
  const isolated = marginMode === 'isolated'
  const found = await api.call('contractPrivateGetCapiV3AccountSymbolConfig', { symbol: market.id }, Configs)
  const now = setting(
    found.find(({ symbol }) => symbol === market.id),
    isolated,
  )
  if (now.every((one) => one !== null && new Decimal(one).eq(leverage))) return now[0] ?? null
  await api.call(
    'contractPrivatePostCapiV3AccountLeverage',
    {
      symbol: market.id,
      marginType: isolated ? 'ISOLATED' : 'CROSSED',
      ...(isolated ? { isolatedLongLeverage: leverage, isolatedShortLeverage: leverage } : { crossLeverage: leverage }),
    },
    Done,
  )
  return now[0] ?? null
}
