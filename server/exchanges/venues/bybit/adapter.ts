import { z } from 'zod'
import type { DecimalString } from '../../../domain/decimal'
import type { Holding, MarginMode, PositionHolding, PositionMode, TokenHolding } from '../../../domain/types'
import { add, addAll, amount, inside, isZero, maybeAmount, maybeText, negated, nonZero, subtract, text } from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { Market } from '../../ccxt/markets'
import type { KeyInfo, Permission } from '../../port'
import { BTC_INDICES } from '../../prices/anchors-then'
import type { AccountApi, Params } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import { held, marginToken, merged, plainToken, position } from '../../reading/rows'
import type { Unlisted } from '../../reading/unlisted'
import type { Venue } from '../venue'
import { about } from './about'
import { bybitFlows } from './flows'
import { bybitLeverage } from './leverage'
import { limits } from './limits'
import { bybitOptionMarks } from './option-marks'
import { bybitOrders } from './orders'
import { beside } from './overview'
import { bybitAnchors, bybitTickers } from './prices'
import { bybitSubAccounts } from './sub-accounts'
import { bybitTables } from './tables'
import { watch } from './watch'

/**
 * https://bybit-exchange.github.io/docs/v5/error. Limits (…/docs/v5/rate-limit): 10006 is counted a second and UID, its end
 * stands in a header; 10018, 10009 and HTTP 403 "access too frequent" are the address's, the last one for ten minutes.
 */
const ERRORS: ErrorRules = {
  '10002': { code: 'exchange_clock' },
  '10003': { code: 'exchange_credentials', field: 'apiKey' },
  '10004': { code: 'exchange_credentials', field: 'apiSecret' },
  '10005': { code: 'exchange_permission' },
  '10006': {
    code: 'exchange_rate_limit',
    scope: 'account',
    resets: { header: 'x-bapi-limit-reset-timestamp', as: 'unix milliseconds' },
  },
  '10009': { code: 'exchange_rate_limit' },
  '10010': { code: 'exchange_ip' },
  '10016': { code: 'exchange_network' },
  '10017': { code: 'exchange_refused' },
  '10018': { code: 'exchange_rate_limit' },
  '…access too frequent': { code: 'exchange_rate_limit', waitSeconds: 600 },
  '10019': { code: 'exchange_maintenance' },
  '10024': { code: 'exchange_permission' },
  '10027': { code: 'exchange_permission' },
  '10028': { code: 'exchange_permission' },
  '10029': { code: 'exchange_permission' },
  '33004': { code: 'exchange_credentials', field: 'apiKey', words: 'Bybit says that this API key has expired. Make a new one.' },
  '131001': { code: 'exchange_network' },
  // What a site for another country does not have.
  'HTTP 404': { code: 'exchange_refused' },
}

const Coin = z.object({
  coin: z.string(),
  walletBalance: amount,
  equity: amount,
  unrealisedPnl: maybeAmount,
  borrowAmount: maybeAmount,
  /** Sent since 2025; without it `walletBalance` is already less what spot margin has borrowed. */
  spotBorrow: maybeAmount,
  totalOrderIM: maybeAmount,
  totalPositionIM: maybeAmount,
  totalPositionMM: maybeAmount,
  locked: maybeAmount,
  /** Not filled for unified accounts since January 2025. */
  availableToWithdraw: maybeAmount,
})
const WalletBalance = inside(
  'result',
  z.object({ list: z.array(z.object({ totalEquity: maybeAmount, totalAvailableBalance: maybeAmount, coin: z.array(Coin) })) }),
)

const Position = z.object({
  symbol: z.string(),
  side: maybeText,
  size: amount,
  avgPrice: maybeAmount,
  markPrice: maybeAmount,
  liqPrice: maybeAmount,
  leverage: maybeAmount,
  positionIM: maybeAmount,
  positionMM: maybeAmount,
  positionBalance: maybeAmount,
  unrealisedPnl: maybeAmount,
  positionIdx: maybeText,
  tradeMode: maybeText,
})
type Position = z.output<typeof Position>
const PositionList = inside('result', z.object({ category: maybeText, nextPageCursor: maybeText, list: z.array(Position) }))

const CoinsBalance = inside(
  'result',
  z.object({ balance: z.array(z.object({ coin: z.string(), walletBalance: amount, transferBalance: maybeAmount })).nullish() }),
)
const EarnPositions = inside('result', z.object({ list: z.array(z.object({ coin: z.string(), amount })).nullish() }))
const AccountInfo = inside('result', z.object({ marginMode: maybeText, unifiedMarginStatus: maybeText }))

const QueryApi = inside(
  'result',
  z.object({
    note: maybeText,
    readOnly: text,
    permissions: z.record(z.string(), z.array(z.string()).nullish()),
    ips: z.union([z.array(z.string()), z.string()]).nullish(),
    expiredAt: maybeText,
    userID: maybeText,
  }),
)

/** Which position lists there are: `category`, and the settlement coin that linear ones must name. */
const LISTS: readonly { category: 'linear' | 'inverse' | 'option'; settleCoin?: string }[] = [
  { category: 'linear', settleCoin: 'USDT' },
  { category: 'linear', settleCoin: 'USDC' },
  { category: 'inverse' },
  { category: 'option' },
]

/**
 * What isolated margin leaves free of a coin. In the other modes all coins margin together, and the account tells one sum.
 * https://bybit-exchange.github.io/docs/v5/account/wallet-balance
 */
function freeOf({ walletBalance, totalPositionIM, totalOrderIM, locked }: z.output<typeof Coin>): DecimalString | null {
  const held = add(totalPositionIM, totalOrderIM, locked)
  return held === null ? null : subtract(walletBalance, held)
}

/**
 * size = walletBalance less what spot margin borrowed; equity = size + unrealised profit (+ value of options).
 * https://bybit-exchange.github.io/docs/v5/account/wallet-balance
 */
function token(coin: z.output<typeof Coin>, api: AccountApi, walletName: string, isolated: boolean): TokenHolding | null {
  return marginToken({
    wallet: walletName,
    symbol: api.code(coin.coin),
    size: subtract(coin.walletBalance, coin.spotBorrow),
    borrowed: coin.borrowAmount ?? '0',
    unrealizedProfit: coin.unrealisedPnl,
    initialMargin: addAll(coin.totalPositionIM, coin.totalOrderIM),
    maintMargin: coin.totalPositionMM,
    marginBalance: coin.equity,
    available: coin.availableToWithdraw ?? (isolated ? freeOf(coin) : null),
  })
}

async function balances(api: AccountApi, accountType: string, walletName: string) {
  const found = await api.ask(walletName, 'privateGetV5AccountWalletBalance', { accountType }, WalletBalance)
  if (found === null) return null
  const account = found.list[0]
  return {
    tokens: (isolated: boolean) => held((account?.coin ?? []).map((coin) => token(coin, api, walletName, isolated))),
    wallet: wallet(walletName, account?.totalEquity ?? null, account?.totalAvailableBalance ?? null),
  }
}

async function positions(
  api: AccountApi,
  { category, settleCoin }: (typeof LISTS)[number],
  walletName: string,
): Promise<{ row: Position; market: Market }[]> {
  const first: Params = { category, limit: 200, ...(settleCoin === undefined ? {} : { settleCoin }) }
  const rows = await api.pages(walletName, first, {
    read: (params) => api.ask(walletName, 'privateGetV5PositionList', params, PositionList),
    // A recording may answer several of these questions with one and the same list.
    rows: (page: z.output<typeof PositionList>) => (page.category === null || page.category === category ? page.list : []),
    id: ({ symbol, side, positionIdx }) => `${symbol} ${side} ${positionIdx}`,
    next: (page, params) =>
      page.nextPageCursor && page.list.length === 200 ? { ...params, cursor: decodeURIComponent(page.nextPageCursor) } : null,
  })
  const open = (rows ?? []).filter((row) => !isZero(row.size))
  const scope = category === 'option' ? 'options' : 'main'
  const fits = (market: Market) =>
    category === 'option' ? market.type === 'option' : category === 'inverse' ? market.inverse : market.linear
  // Bybit counts coins, and dollars of inverse contracts.
  const unlisted: Unlisted = {
    counts: 'coins',
    settle: settleCoin ?? null,
    inverse: category === 'inverse',
    ...(category === 'option' && { type: 'option' }),
  }
  const found = await Promise.all(
    open.map(async (row) => ({ row, market: await api.contract(row.symbol, unlisted, fits, scope) })),
  )
  return found.filter(({ market }) => settleCoin === undefined || market.settle === settleCoin)
}

/** The unified account has one margin mode for all; older answers and inverse contracts keep one a position. */
function marginModeOf(row: Position, accountMode: string | null): MarginMode | null {
  if (accountMode === 'ISOLATED_MARGIN' || row.tradeMode === '1') return 'isolated'
  if (accountMode === 'REGULAR_MARGIN' || accountMode === 'PORTFOLIO_MARGIN') return 'cross'
  return null
}

/** `positionValue` is at entry, so the notional is size × mark; `positionBalance` is the margin of the position. */
function holding(
  { row, market }: { row: Position; market: Market },
  accountMode: string | null,
  walletName: string,
): PositionHolding | null {
  const hedged = row.positionIdx === '1' || row.positionIdx === '2'
  const short = row.side === 'Sell'
  return position(market, {
    wallet: walletName,
    contracts: short ? negated(row.size) : row.size,
    side: hedged ? (short ? 'short' : 'long') : 'net',
    markPrice: row.markPrice,
    unrealizedProfit: row.unrealisedPnl,
    initialMargin: row.positionIM,
    maintMargin: row.positionMM,
    marginBalance: nonZero(row.positionBalance),
    leverage: nonZero(row.leverage),
    entryPrice: nonZero(row.avgPrice),
    liquidationPrice: nonZero(row.liqPrice),
    marginMode: marginModeOf(row, accountMode),
  })
}

/** 0 is one-way, 1 and 2 the sides of hedge mode; Bybit keeps the mode for each symbol. */
function positionModeOf(rows: readonly Position[]): PositionMode | null {
  const hedge = rows.some((row) => row.positionIdx === '1' || row.positionIdx === '2')
  const oneWay = rows.some((row) => row.positionIdx === '0')
  if (hedge) return oneWay ? 'pair_level' : 'hedge'
  return oneWay ? 'one_way' : null
}

async function funding(api: AccountApi): Promise<TokenHolding[] | null> {
  if (!api.wants('funding')) return null
  const found = await api.ask(
    'funding',
    'privateGetV5AssetTransferQueryAccountCoinsBalance',
    { accountType: 'FUND' },
    CoinsBalance,
  )
  return (
    found &&
    held((found.balance ?? []).map((row) => plainToken('funding', api.code(row.coin), row.walletBalance, row.transferBalance)))
  )
}

async function earn(api: AccountApi): Promise<TokenHolding[] | null> {
  if (!api.wants('earn')) return null
  const found = await Promise.all(
    ['FlexibleSaving', 'OnChain'].map((category) => api.ask('earn', 'privateGetV5EarnPosition', { category }, EarnPositions)),
  )
  if (found.every((page) => page === null)) return null
  return merged(
    held(found.flatMap((page) => page?.list ?? []).map((row) => plainToken('earn', api.code(row.coin), row.amount, null))),
  )
}

async function unified(api: AccountApi) {
  if (!api.wants('unified', 'spot', 'perp', 'future', 'option')) return null
  const [info, main, lists] = await Promise.all([
    api.tell('Margin mode', 'privateGetV5AccountInfo', {}, AccountInfo),
    balances(api, 'UNIFIED', 'unified'),
    Promise.all(LISTS.map((list) => positions(api, list, 'unified'))),
  ])
  // 3 and 4: the older unified account, which margins inverse contracts in a wallet of their own.
  const apart = info?.unifiedMarginStatus === '3' || info?.unifiedMarginStatus === '4'
  const inverse = apart ? await balances(api, 'CONTRACT', 'perp') : null
  const open = lists.flat()
  const isolated = info?.marginMode === 'ISOLATED_MARGIN'
  return {
    tokens: [...(main?.tokens(isolated) ?? []), ...(inverse?.tokens(isolated) ?? [])],
    wallets: held([main?.wallet ?? null, inverse?.wallet ?? null]),
    positionMode: positionModeOf(open.map(({ row }) => row)),
    positions: held(
      open.map((item) => holding(item, info?.marginMode ?? null, apart && item.market.inverse ? 'perp' : 'unified')),
    ),
  }
}

async function read(api: AccountApi): Promise<Reading> {
  const [trading, fund, saved, more] = await Promise.all([
    unified(api),
    funding(api),
    earn(api),
    // The test network has no products beside trading.
    api.sandbox ? null : beside(api),
  ])
  const holdings: Holding[] = [
    ...(trading?.tokens ?? []),
    ...(fund ?? []),
    ...(saved ?? []),
    ...(trading?.positions ?? []),
    ...(more?.holdings ?? []),
  ]
  return {
    holdings,
    wallets: [
      ...(trading?.wallets ?? []),
      ...(fund ? [wallet('funding')] : []),
      ...(saved ? [wallet('earn')] : []),
      ...(more?.wallets ?? []),
    ],
    positionMode: trading?.positionMode ?? null,
  }
}

async function verify(api: AccountApi): Promise<KeyInfo> {
  const key = await api.call('privateGetV5UserQueryApi', {}, QueryApi)
  const permissions: Permission[] = ['read']
  const has = (group: string, ...names: string[]) =>
    (key.permissions[group] ?? []).some((name) => names.length === 0 || names.includes(name))
  const writable = key.readOnly === '0'
  if (writable && ['ContractTrade', 'Spot', 'Options', 'Derivatives'].some((group) => has(group))) permissions.push('trade')
  if (writable && has('Wallet', 'Withdraw')) permissions.push('withdraw')
  if (writable && has('Wallet', 'AccountTransfer', 'SubMemberTransfer')) permissions.push('transfer')
  const ips = typeof key.ips === 'string' ? key.ips.split(',') : (key.ips ?? [])
  const bound = ips.map((ip) => ip.trim()).filter((ip) => ip !== '' && ip !== '*')
  const expires = key.expiredAt ? Date.parse(key.expiredAt) : Number.NaN
  return {
    permissions,
    positionMode: null,
    ipList: bound.length > 0 ? bound : null,
    // Keys that are bound to addresses do not expire and carry a zero date.
    expiresAt: expires > 0 ? new Date(expires) : null,
    label: key.note || null,
    uid: key.userID,
  }
}

export const bybit: Venue = {
  about,
  errors: ERRORS,
  limits,
  settings: (scope) => ({ fetchMarkets: { types: scope === 'options' ? ['option'] : ['spot', 'linear', 'inverse'] } }),
  asksAhead: true,
  read,
  verify,
  subAccounts: bybitSubAccounts,
  leverage: bybitLeverage,
  orders: bybitOrders,
  tables: bybitTables,
  optionMarks: bybitOptionMarks,
  prices: { tickers: bybitTickers, anchors: bybitAnchors, anchorsThen: BTC_INDICES },
  funding: [{}, { subType: 'inverse' }],
  flows: bybitFlows,
  watch,
}
