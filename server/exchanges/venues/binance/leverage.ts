import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import { amount, maybeAmount } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { checkLeverage, checkWhole } from '../../reading/leverage'
import type { LeverageInput } from '../../reading/reading'

const Bracket = z.object({ symbol: z.string(), brackets: z.array(z.object({ initialLeverage: amount })) })
/** One object for one symbol on USD-M, a list elsewhere. */
const Brackets = z.union([z.array(Bracket), Bracket.transform((row) => [row])])
const SymbolConfig = z.array(z.object({ symbol: z.string(), leverage: maybeAmount }))
const Account = z.object({ positions: z.array(z.object({ symbol: z.string(), leverage: maybeAmount })) })
const Done = z.object({ leverage: maybeAmount })
const AccountInfo = z.object({ isPortfolioMarginRetailEnabled: z.unknown() })

/**
 * One leverage a symbol, for both sides and both margin modes. The limit is the first bracket's.
 * https://developers.binance.com/docs/derivatives/usds-margined-futures/trade/rest-api/Change-Initial-Leverage
 */
export async function binanceLeverage(api: AccountApi, input: LeverageInput): Promise<DecimalString | null> {
  const { market, leverage } = input
  checkWhole(input)
  const info = api.sandbox ? null : await api.tell('Account kind', 'sapiGetAccountInfo', {}, AccountInfo)
  const portfolio = info?.isPortfolioMarginRetailEnabled === true || info?.isPortfolioMarginRetailEnabled === 'true'
  const methods = portfolio ? PORTFOLIO : PLAIN
  const side = market.inverse ? methods.inverse : methods.linear
  const [brackets, before] = await Promise.all([
    api.call(side.brackets, { symbol: market.id }, Brackets),
    side.settings === 'account'
      ? api.call(side.previous, {}, Account).then((account) => account.positions)
      : api.call(side.previous, { symbol: market.id }, SymbolConfig),
  ])
  const highest = brackets.find((row) => row.symbol === market.id)?.brackets.map((bracket) => bracket.initialLeverage)
  checkLeverage(input, highest && highest.length > 0 ? Decimal.max(...highest).toFixed() : market.maxLeverage)
  const previous = before.find((row) => row.symbol === market.id)?.leverage ?? null
  if (previous !== null && new Decimal(previous).eq(leverage)) return previous
  await api.call(side.set, { symbol: market.id, leverage: new Decimal(leverage).toFixed() }, Done)
  return previous
}

const PLAIN = {
  linear: {
    brackets: 'fapiPrivateGetLeverageBracket',
    previous: 'fapiPrivateGetSymbolConfig',
    settings: 'symbol',
    set: 'fapiPrivatePostLeverage',
  },
  inverse: {
    brackets: 'dapiPrivateV2GetLeverageBracket',
    previous: 'dapiPrivateGetAccount',
    settings: 'account',
    set: 'dapiPrivatePostLeverage',
  },
} as const

const PORTFOLIO = {
  linear: { brackets: 'papiGetUmLeverageBracket', previous: 'papiGetUmAccount', settings: 'account', set: 'papiPostUmLeverage' },
  inverse: { brackets: 'papiGetCmLeverageBracket', previous: 'papiGetCmAccount', settings: 'account', set: 'papiPostCmLeverage' },
} as const
