import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import { pairOf } from '../../../domain/pairs'
import { sentence } from '../../../language/sentence'
import { amount, inside, isZero, maybeText } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { checkLeverage, checkWhole } from '../../reading/leverage'
import type { LeverageInput } from '../../reading/reading'
import { Accounts } from './wallets'

const METHODS = {
  perp: {
    account: 'fapiV2PrivateGetAccount',
    brackets: 'fapiV2PrivateGetLeverageBracket',
    edit: 'fapiV2PrivatePostLevelEdit',
  },
  coinm: {
    account: 'dapiV2PrivateGetAccount',
    brackets: 'dapiV2PrivateGetLeverageBracket',
    edit: 'dapiV2PrivatePostLevelEdit',
  },
} as const

const Brackets = inside('data', z.object({ contractName: z.string(), brackets: z.array(z.object({ initialLeverage: amount })) }))
/** Nothing but that it is done. */
const Done = z.object({ code: z.union([z.literal(0), z.literal('0')]), msg: maybeText, data: z.null() })

/**
 * https://github.com/Bitrue-exchange/USDT-M-Future-open-api-docs, v2/OrderV2ControllerApi.md, Change Initial Leverage: one of a contract,
 * in the margin mode that it has, which together with what the leverage was is told of open positions alone.
 */
export async function bitrueLeverage(api: AccountApi, input: LeverageInput): Promise<DecimalString | null> {
  const { market, leverage, marginMode } = input
  checkWhole(input)
  checkLeverage(input, '125')
  const methods = METHODS[market.inverse ? 'coinm' : 'perp']
  const [accounts, { brackets }] = await Promise.all([
    api.call(methods.account, {}, Accounts),
    api.call(methods.brackets, { contractName: market.id }, Brackets),
  ])
  const highest = brackets.map(({ initialLeverage }) => new Decimal(initialLeverage))
  if (highest.length > 0) checkLeverage(input, Decimal.max(...highest).toFixed())
  const open = accounts
    .flatMap(({ positionVos }) => positionVos ?? [])
    .filter(({ contractName }) => contractName === market.id)
    .flatMap(({ positions }) => positions ?? [])
    .filter(({ volume }) => !isZero(volume))
  const mode = open[0] === undefined ? null : open[0].positionType === '1' ? 'cross' : 'isolated'
  if (mode !== null && mode !== marginMode)
    throw api.refused(
      sentence`${pairOf(market)} is on ${mode} margin at Bitrue, where it has one leverage alone: set that, or change it there.`,
    )
  const before = open[0]?.leverageLevel ?? null
  if (open.length > 0 && open.every(({ leverageLevel }) => leverageLevel !== null && new Decimal(leverageLevel).eq(leverage)))
    return before
  await api.call(methods.edit, { contractName: market.id, leverage: Number(leverage) }, Done)
  return before
}
