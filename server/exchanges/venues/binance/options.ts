import { z } from 'zod'
import { amount, insideNamed, isZero, maybeAmount, maybeText, negated, signedAs } from '../../ccxt/amounts'
import type { Market } from '../../ccxt/markets'
import type { AccountApi } from '../../reading/api'
import { byGroup, greekFields, toldGreeks } from '../../reading/option-marks'
import { held, marginToken, merged, position } from '../../reading/rows'
import type { BinanceGroup } from './futures'

/**
 * The options account, a wallet of its own in both kinds of account.
 * https://developers.binance.com/docs/derivatives/options-trading/account (`marginBalance` is the balance, premiums paid and
 * got within; `equity` that with what open options are worth: its account event of 2025-11 adds up so) and …/trade/Option-Position-Information
 * (2025-11). `GET eapi/v1/account`, which ccxt 4.5.84 lists too, is documented no more.
 */
const Account = insideNamed(
  'asset',
  z.array(
    z.object({
      asset: z.string(),
      marginBalance: amount,
      equity: amount,
      available: maybeAmount,
      initialMargin: maybeAmount,
      maintMargin: maybeAmount,
      unrealizedPNL: maybeAmount,
    }),
  ),
)
const Row = z.object({
  /** `BTC-200730-9000-C` */
  symbol: z.string(),
  side: maybeText,
  /** Below zero where it is short. */
  quantity: amount,
  entryPrice: maybeAmount,
  markPrice: maybeAmount,
  /** Of a short one it is documented without its sign. */
  markValue: maybeAmount,
  unrealizedPNL: maybeAmount,
  quoteAsset: maybeText,
})
const Positions = z.array(Row)

const isOption = (market: Market) => market.type === 'option'

async function holding(row: z.output<typeof Row>, api: AccountApi) {
  const settle = row.quoteAsset && api.code(row.quoteAsset)
  // Binance counts coins; what it lists has a unit of 1.
  const market = await api.contract(row.symbol, { counts: 'coins', type: 'option', settle }, isOption, 'options')
  const contracts = row.side === 'SHORT' && !row.quantity.startsWith('-') ? negated(row.quantity) : row.quantity
  return position(market, {
    wallet: 'option',
    contracts,
    side: 'net',
    markPrice: row.markPrice,
    notional: signedAs(contracts, row.markValue),
    unrealizedProfit: row.unrealizedPNL,
    entryPrice: row.entryPrice,
    marginMode: null,
  })
}

/** @param opened false where Binance says that the account has no options; null where that is not known */
export async function options(api: AccountApi, opened: boolean | null): Promise<BinanceGroup | null> {
  const name = 'option'
  if (!api.wants(name)) return null
  if (opened === false) {
    api.leaveOut(name, 'Options were never opened in this account.', true)
    return null
  }
  const [account, rows] = await Promise.all([
    api.ask(name, 'eapiPrivateGetMarginAccount', {}, Account),
    api.ask(name, 'eapiPrivateGetPosition', {}, Positions),
  ])
  if (account === null && rows === null) return null
  const open = (rows ?? []).filter(({ quantity }) => !isZero(quantity))
  const positions = await Promise.all(open.map((row) => holding(row, api)))
  const tokens = (account ?? []).map((row) =>
    marginToken({
      wallet: name,
      symbol: api.code(row.asset),
      size: row.marginBalance,
      unrealizedProfit: row.unrealizedPNL,
      initialMargin: row.initialMargin,
      maintMargin: row.maintMargin,
      marginBalance: row.equity,
      available: row.available,
    }),
  )
  return { wallet: name, holdings: [...merged(held(tokens)), ...held(positions)] }
}

/**
 * `markIV` as a share: `1.45000000`; Greeks of one coin, in USDT. All options in one answer.
 * https://developers.binance.com/docs/derivatives/options-trading/market-data/Option-Mark-Price
 */
const Marks = z.array(z.object({ symbol: z.string(), markIV: maybeAmount, ...greekFields }))

export const binanceOptionMarks = byGroup(
  () => '',
  async (api) => {
    const rows = await api.call('eapiPublicGetMark', {}, Marks)
    return rows.map(({ symbol: id, markIV: volatility, ...greeks }) => ({ id, volatility, greeks: toldGreeks(greeks) }))
  },
)
