import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { PositionHolding, TokenHolding } from '../../../domain/types'
import { sentence } from '../../../language/sentence'
import { absolute, addAll, amount, isZero, maybeAmount, maybeText, negated, nonZero, subtract } from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { Market } from '../../ccxt/markets'
import type { KeyInfo } from '../../port'
import { usdIndices } from '../../prices/anchors-then'
import type { AccountApi } from '../../reading/api'
import { checkLeverage } from '../../reading/leverage'
import { sayUntold } from '../../reading/profit'
import { type LeverageInput, type Reading, type UsdAnchor, wallet } from '../../reading/reading'
import { held, marginToken, merged, plainToken, position, profitOf } from '../../reading/rows'
import type { Venue } from '../venue'
import { about } from './about'
import { krakenFuturesFlows } from './flows'
import { limits } from './limits'
import { krakenFuturesSubAccounts } from './sub-accounts'

/** https://docs.kraken.com/api/docs/guides/futures-introduction; the exchange's words are its codes. */
const ERRORS: ErrorRules = {
  authenticationError: { code: 'exchange_credentials' },
  apiLimitExceeded: { code: 'exchange_rate_limit' },
  unavailable: { code: 'exchange_maintenance' },
  Unavailable: { code: 'exchange_maintenance' },
  'Server Error': { code: 'exchange_network' },
  nonceBelowThreshold: { code: 'exchange_clock' },
  nonceDuplicate: { code: 'exchange_clock' },
  accountInactive: { code: 'exchange_refused', unopened: true },
}

const Amounts = z.record(z.string(), amount)
/** Coins that wait to be moved into a margin account. */
const Cash = z.object({ type: z.literal('cashAccount'), balances: Amounts })
/** One inverse contract's account, in its base coin: `pv` = balance + `pnl`. */
const Single = z.object({
  type: z.literal('marginAccount'),
  currency: z.string(),
  balances: Amounts,
  auxiliary: z.object({ pv: amount, pnl: amount, af: maybeAmount }),
  marginRequirements: z.object({ im: maybeAmount, mm: maybeAmount }),
})
/** The account that margins linear contracts with several coins; its sums are in USD. */
const Flex = z.object({
  type: z.literal('multiCollateralMarginAccount'),
  currencies: z.record(z.string(), z.object({ quantity: amount, available: maybeAmount })),
  initialMarginWithOrders: maybeAmount,
  initialMargin: maybeAmount,
  maintenanceMargin: maybeAmount,
  portfolioValue: maybeAmount,
  availableMargin: maybeAmount,
  totalUnrealized: maybeAmount,
  pnl: maybeAmount,
})
type Flex = z.output<typeof Flex>
const KINDS: ReadonlySet<string> = new Set(['cashAccount', 'marginAccount', 'multiCollateralMarginAccount'])
const Unknown = z.object({ type: z.string().refine((type) => !KINDS.has(type)) })
const Accounts = z.object({ accounts: z.record(z.string(), z.union([Cash, Single, Flex, Unknown])) })

const Position = z.object({
  symbol: z.string(),
  side: z.string(),
  size: amount,
  price: maybeAmount,
  unrealizedPnl: maybeAmount,
  pnlCurrency: maybeText,
  /** Only of isolated positions. */
  maxFixedLeverage: maybeAmount,
})
type Position = z.output<typeof Position>
const Positions = z.object({ openPositions: z.array(Position) })

const Ticker = z.object({ symbol: z.string(), pair: maybeText, markPrice: maybeAmount, indexPrice: maybeAmount })
const Tickers = z.object({ tickers: z.array(Ticker) })

const Preferences = z.object({ leveragePreferences: z.array(z.object({ symbol: z.string(), maxLeverage: maybeAmount })) })
const Done = z.object({})

function cash({ balances }: z.output<typeof Cash>, api: AccountApi): (TokenHolding | null)[] {
  return Object.entries(balances).map(([id, size]) => plainToken('funding', api.code(id.toUpperCase()), size, size))
}

function single(account: z.output<typeof Single>, api: AccountApi): TokenHolding | null {
  const { currency, balances, auxiliary, marginRequirements } = account
  // Its names come in either case.
  const balance = Object.entries(balances).find(([id]) => id.toLowerCase() === currency.toLowerCase())?.[1]
  return marginToken({
    wallet: 'coinm',
    symbol: api.code(currency.toUpperCase()),
    // What there is with the profit, less the profit, where the account does not name its coin.
    size: balance ?? subtract(auxiliary.pv, auxiliary.pnl),
    unrealizedProfit: auxiliary.pnl,
    initialMargin: marginRequirements.im,
    maintMargin: marginRequirements.mm,
    marginBalance: auxiliary.pv,
    available: auxiliary.af,
  })
}

/** Profit, funding that is due and margins are in USD, and stand at the row of that coin. */
function flex(account: Flex, api: AccountApi): (TokenHolding | null)[] {
  const { currencies } = account
  const others = Object.entries(currencies).filter(([id]) => id.toUpperCase() !== 'USD')
  const usd = currencies.USD ?? currencies.usd
  const size = usd?.quantity ?? '0'
  const unrealizedProfit = account.totalUnrealized ?? account.pnl
  sayUntold('Kraken Futures', [{ unrealizedProfit }], api)
  return [
    marginToken({
      wallet: 'perp',
      symbol: 'USD',
      size,
      unrealizedProfit,
      initialMargin: account.initialMarginWithOrders ?? account.initialMargin,
      maintMargin: account.maintenanceMargin,
      marginBalance: addAll(size, unrealizedProfit),
      available: usd?.available ?? null,
    }),
    ...others.map(([id, row]) =>
      marginToken({
        wallet: 'perp',
        symbol: api.code(id.toUpperCase()),
        size: row.quantity,
        marginBalance: row.quantity,
        available: row.available,
      }),
    ),
  ]
}

/** Ids come in either case. Linear contracts (`PF_`) count coins, inverse ones (`PI_`, `FI_`) dollars. */
async function marketOf(symbol: string, api: AccountApi): Promise<Market> {
  const tradable = (market: Market) => market.type !== 'index'
  const inverse = /^(pi|fi)_/i.test(symbol)
  return api.market(symbol, { counts: 'coins', inverse, settle: inverse ? null : 'USD' }, (book) =>
    held([symbol, symbol.toLowerCase(), symbol.toUpperCase()].map((id) => book.contract(id, tradable) ?? null)).at(0),
  )
}

/** The margin of an isolated position, linear ones only are: its value at entry over the leverage that was set. */
function isolatedMargin(market: Market, { size, price, maxFixedLeverage }: Position): DecimalString | null {
  const leverage = nonZero(maxFixedLeverage)
  if (leverage === null || price === null || market.inverse) return null
  return new Decimal(absolute(size)).times(market.contractSize).times(price).div(leverage).toDecimalPlaces(8).toFixed()
}

/** Positions come without a mark price, which the tickers have. */
async function holding(
  row: Position,
  marks: ReadonlyMap<string, DecimalString | null>,
  api: AccountApi,
): Promise<PositionHolding | null> {
  if (isZero(row.size)) return null
  const market = await marketOf(row.symbol, api)
  const contracts = row.side === 'short' ? negated(absolute(row.size)) : row.size
  const markPrice = nonZero(marks.get(row.symbol.toLowerCase()) ?? null)
  const told = row.pnlCurrency === null || api.code(row.pnlCurrency) === market.settle ? row.unrealizedPnl : null
  return position(market, {
    wallet: market.inverse ? 'coinm' : 'perp',
    contracts,
    side: 'net',
    markPrice,
    unrealizedProfit: told ?? profitOf(market, contracts, row.price, markPrice),
    initialMargin: isolatedMargin(market, row),
    leverage: nonZero(row.maxFixedLeverage),
    entryPrice: nonZero(row.price),
    marginMode: nonZero(row.maxFixedLeverage) === null ? 'cross' : 'isolated',
  })
}

async function positions(api: AccountApi): Promise<PositionHolding[] | null> {
  const found = await api.ask('perp', 'privateGetOpenpositions', {}, Positions)
  if (found === null || found.openPositions.length === 0) return found && []
  const tickers = await api.tell('Mark prices', 'publicGetTickers', {}, Tickers)
  const marks = new Map((tickers?.tickers ?? []).map((row) => [row.symbol.toLowerCase(), row.markPrice]))
  return held(await Promise.all(found.openPositions.map((row) => holding(row, marks, api))))
}

async function read(api: AccountApi): Promise<Reading> {
  const wanted = { funding: api.wants('funding'), perp: api.wants('perp'), coinm: api.wants('coinm', 'perp') }
  const [found, open] = await Promise.all([
    api.ask('perp', 'privateGetAccounts', {}, Accounts),
    wanted.perp || wanted.coinm ? positions(api) : null,
  ])
  const accounts = Object.values(found?.accounts ?? {})
  const tokens = accounts.flatMap((account) => {
    if ('currencies' in account) return flex(account, api)
    if ('auxiliary' in account) return [single(account, api)]
    if ('balances' in account) return cash(account, api)
    api.leaveOut(account.type, 'This kind of wallet is not known to Ballast.')
    return []
  })
  const isWanted = (row: TokenHolding | PositionHolding) => Object.entries(wanted).some(([name, on]) => on && row.wallet === name)
  const portfolio = accounts.flatMap((account) => ('portfolioValue' in account ? [account] : []))[0]
  const answered = found !== null || open !== null
  return {
    holdings: [...merged(held(tokens)), ...(open ?? [])].filter(isWanted),
    wallets: [
      ...(found && wanted.funding ? [wallet('funding')] : []),
      ...(answered && wanted.perp ? [wallet('perp', portfolio?.portfolioValue ?? null, portfolio?.availableMargin ?? null)] : []),
      ...(answered && wanted.coinm ? [wallet('coinm')] : []),
    ],
    positionMode: open ? 'one_way' : null,
  }
}

/** Kraken Futures tells nothing about a key but that it works. */
async function verify(api: AccountApi): Promise<KeyInfo> {
  await api.call('privateGetAccounts', {}, Accounts)
  return { permissions: null, positionMode: 'one_way', ipList: null, expiresAt: null, label: null }
}

/** A leverage that is set makes a contract isolated; cross margin has none. */
async function setLeverage(api: AccountApi, input: LeverageInput): Promise<DecimalString | null> {
  const { market, leverage, marginMode } = input
  checkLeverage(input, market.maxLeverage)
  if (market.inverse) throw api.refused(sentence`Kraken Futures has no leverage to set for single-collateral contracts.`)
  if (marginMode === 'cross') {
    throw api.refused(sentence`On Kraken Futures a leverage is set for isolated margin only; cross margin uses the whole wallet.`)
  }
  const symbol = market.id.toUpperCase()
  const { leveragePreferences } = await api.call('privateGetLeveragepreferences', {}, Preferences)
  const before = leveragePreferences.find((row) => row.symbol.toUpperCase() === symbol)?.maxLeverage ?? null
  if (before !== null && new Decimal(before).eq(leverage)) return before
  await api.call('privatePutLeveragepreferences', { symbol, maxLeverage: leverage }, Done)
  return before
}

/** There is no spot market; the index of each perpetual's base tells what the coin is worth in USD. */
async function usdAnchors(api: AccountApi): Promise<UsdAnchor[]> {
  const { tickers } = await api.call('publicGetTickers', {}, Tickers)
  const found = new Map<string, UsdAnchor>()
  for (const { symbol, pair, indexPrice } of tickers) {
    const [base, quote] = (pair ?? '').split(':')
    const usd = nonZero(indexPrice)
    if (!base || quote !== 'USD' || usd === null || !/^p[if]_/i.test(symbol)) continue
    const code = api.code(base)
    found.set(code, { code, usd, label: `${code}-USD (index)` })
  }
  return [...found.values()]
}

const Levels = z.object({ info: z.object({ marginLevels: z.array(z.object({ initialMargin: amount })).min(1) }) })

/** The highest leverage is one by the initial margin of the smallest positions. Indices are markets to ccxt, and no pairs. */
function refine(market: Market, structure: unknown): Market {
  if (market.type === 'index') return { ...market, base: market.id }
  const margin = Levels.safeParse(structure).data?.info.marginLevels[0]?.initialMargin ?? null
  return margin === null || isZero(margin)
    ? market
    : { ...market, maxLeverage: new Decimal(1).div(margin).toDecimalPlaces(2).toFixed() }
}

export const krakenfutures: Venue = {
  about,
  errors: ERRORS,
  limits,
  refine,
  read,
  flows: krakenFuturesFlows,
  verify,
  subAccounts: krakenFuturesSubAccounts,
  leverage: setLeverage,
  prices: { tickers: async () => [], anchors: usdAnchors, anchorsThen: usdIndices('BTC', 'ETH', 'XRP', 'LTC') },
  funding: [{}],
}
