import { z } from 'zod'
import { Decimal } from '../../../domain/decimal'
import type { Holding, PositionHolding, PositionMode, TokenHolding } from '../../../domain/types'
import { absolute, amount, inside, isZero, maybeAmount, maybeText, negated, nonZero } from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { Market } from '../../ccxt/markets'
import type { KeyInfo, Permission } from '../../port'
import { BTC_INDICES } from '../../prices/anchors-then'
import type { AccountApi } from '../../reading/api'
import { olderThan, unifiedOrders } from '../../reading/orders'
import { type Reading, wallet } from '../../reading/reading'
import { held, marginToken, merged, plainToken, position } from '../../reading/rows'
import type { Venue } from '../venue'
import { about } from './about'
import { BOTS, bots, sayCopied, totalWithoutBots, withoutBots } from './bots'
import { okxFlows } from './flows'
import { okxEstimate, okxLeverage } from './leverage'
import { limits } from './limits'
import { okxOptionMarks } from './option-marks'
import { okxAnchors, okxTickers } from './prices'
import { okxSubAccounts } from './sub-accounts'
import { okxTables } from './tables'
import { watch } from './watch'

/**
 * https://www.okx.com/docs-v5/en/#error-code-rest-api. Limits (…/#overview-rate-limits): calls with a key are counted by
 * user id, of which each sub-account has its own, public ones by address; both are 50011. 50061 is a sub-account's.
 */
export const OKX_ERRORS: ErrorRules = {
  '50001': { code: 'exchange_maintenance' },
  '50004': { code: 'exchange_network' },
  '50011': { code: 'exchange_rate_limit', scope: 'account' },
  '50013': { code: 'exchange_network' },
  '50026': { code: 'exchange_network' },
  '50030': { code: 'exchange_permission' },
  '50035': { code: 'exchange_permission' },
  '50040': { code: 'exchange_rate_limit' },
  '50061': { code: 'exchange_rate_limit', scope: 'account' },
  '50100': { code: 'exchange_credentials', field: 'apiKey', words: 'OKX says that this API key is frozen.' },
  '50101': {
    code: 'exchange_credentials',
    field: 'apiKey',
    words:
      'OKX says that this API key is of the other environment: demo keys work with the test network only, live keys without it.',
  },
  '50102': { code: 'exchange_clock' },
  '50103': { code: 'exchange_credentials', field: 'apiKey' },
  '50104': { code: 'exchange_credentials', field: 'password' },
  '50105': { code: 'exchange_credentials', field: 'password' },
  '50106': { code: 'exchange_credentials', field: 'apiSecret' },
  '50110': { code: 'exchange_ip' },
  '50111': { code: 'exchange_credentials', field: 'apiKey' },
  '50112': { code: 'exchange_clock' },
  '50113': { code: 'exchange_credentials', field: 'apiSecret' },
  '50114': { code: 'exchange_permission' },
  '50119': { code: 'exchange_credentials', field: 'apiKey' },
  '50120': { code: 'exchange_permission' },
  '51010': { code: 'exchange_refused' },
}

const Detail = z.object({
  ccy: z.string(),
  cashBal: amount,
  eq: amount,
  liab: maybeAmount,
  upl: maybeAmount,
  imr: maybeAmount,
  mmr: maybeAmount,
  availEq: maybeAmount,
  availBal: maybeAmount,
  eqUsd: maybeAmount,
  stgyEq: maybeAmount,
  smtSyncEq: maybeAmount,
  spotCopyTradingEq: maybeAmount,
})
const Balance = inside(
  'data',
  /** `availEq` is USD, and empty in the modes that margin each coin by itself. */
  z.array(z.object({ totalEq: maybeAmount, availEq: maybeAmount, details: z.array(Detail) })),
)

const Position = z.object({
  instId: z.string(),
  instType: z.string(),
  pos: maybeAmount,
  posSide: maybeText,
  mgnMode: maybeText,
  avgPx: maybeAmount,
  markPx: maybeAmount,
  upl: maybeAmount,
  imr: maybeAmount,
  mmr: maybeAmount,
  margin: maybeAmount,
  lever: maybeAmount,
  liqPx: maybeAmount,
  /** Spot margin: the coin that was bought, the coin that margins it, and what is owed. */
  posCcy: maybeText,
  ccy: maybeText,
  liab: maybeAmount,
})
type Position = z.output<typeof Position>
const Positions = inside('data', z.array(Position))

const Funding = inside('data', z.array(z.object({ ccy: z.string(), bal: amount, availBal: maybeAmount })))
const Savings = inside('data', z.array(z.object({ ccy: z.string(), amt: amount })))
const Staking = inside('data', z.array(z.object({ investData: z.array(z.object({ ccy: z.string(), amt: amount })).nullish() })))
const Config = inside(
  'data',
  z.array(z.object({ posMode: maybeText, acctLv: maybeText, label: maybeText, ip: maybeText, perm: maybeText, uid: maybeText })),
)

/**
 * size = cash balance, which goes below zero where the account borrows by itself; `liab` is what is owed with its interest; eq = what the coin is worth with
 * profit, what isolated positions hold and what bots do, which are a wallet of their own. https://www.okx.com/docs-v5/en/#trading-account-rest-api-get-balance
 */
function token(row: z.output<typeof Detail>, api: AccountApi): TokenHolding | null {
  return marginToken({
    wallet: 'unified',
    symbol: api.code(row.ccy),
    size: row.cashBal,
    borrowed: absolute(row.liab ?? '0'),
    unrealizedProfit: row.upl,
    initialMargin: row.imr,
    maintMargin: row.mmr,
    marginBalance: withoutBots(row),
    available: row.availEq ?? row.availBal,
  })
}

/** Isolated: `margin` is what was put up and `imr` is empty; cross: `imr` and no margin of its own. */
async function holding(row: Position, api: AccountApi): Promise<PositionHolding | null> {
  if (isZero(row.pos) || row.pos === null) return null
  const option = row.instType === 'OPTION'
  const market = await api.contract(
    row.instId,
    { counts: 'contracts', settle: row.ccy ? api.code(row.ccy) : null, ...(/-USD-/.test(row.instId) && { inverse: true }) },
    (candidate) => (candidate.type === 'option') === option,
    option ? 'options' : 'main',
  )
  const short = row.posSide === 'short'
  return position(market, {
    wallet: 'unified',
    contracts: short && !row.pos.startsWith('-') ? negated(row.pos) : row.pos,
    side: row.posSide === 'long' || row.posSide === 'short' ? row.posSide : 'net',
    markPrice: nonZero(row.markPx),
    unrealizedProfit: row.upl,
    // Empty for isolated positions, whose initial margin is what was put up.
    initialMargin: row.imr ?? (row.mgnMode === 'isolated' ? row.margin : null),
    maintMargin: row.mmr,
    marginBalance: row.mgnMode === 'isolated' ? row.margin : null,
    leverage: nonZero(row.lever),
    entryPrice: nonZero(row.avgPx),
    liquidationPrice: nonZero(row.liqPx),
    marginMode: row.mgnMode === 'isolated' ? 'isolated' : row.mgnMode === 'cross' ? 'cross' : null,
  })
}

/**
 * A position on spot margin: coins bought with borrowed ones, apart from the balances of both. `pos` is in the coin that
 * was bought: the base of a long position; a short one owes the base. Its profit is in the equity of its margin coin.
 * https://www.okx.com/docs-v5/en/#trading-account-rest-api-get-positions. Null where it names neither coin of its market.
 */
async function spotMargin(row: Position, api: AccountApi): Promise<PositionHolding | null> {
  const market = await api.market(row.instId, { counts: 'coins', type: 'spot' }, (book) =>
    book.byId(row.instId, (candidate) => !candidate.contract),
  )
  const bought = row.posCcy === null ? null : api.code(row.posCcy)
  if (row.pos === null) return null
  const short = bought === market.quote
  const size = short ? row.liab : row.pos
  if (size === null || (bought !== market.base && !short)) return null
  const isolated = row.mgnMode === 'isolated'
  const found = position(market, {
    wallet: 'unified',
    contracts: short ? negated(absolute(size)) : absolute(size),
    side: 'net',
    markPrice: nonZero(row.markPx),
    unrealizedProfit: row.upl,
    initialMargin: row.imr ?? (isolated ? row.margin : null),
    maintMargin: row.mmr,
    marginBalance: isolated ? row.margin : null,
    leverage: nonZero(row.lever),
    entryPrice: nonZero(row.avgPx),
    liquidationPrice: nonZero(row.liqPx),
    marginMode: isolated ? 'isolated' : 'cross',
  })
  return found && { ...found, settle: row.ccy ? api.code(row.ccy) : found.settle }
}

function positionMode(mode: string | null): PositionMode | null {
  if (mode === 'long_short_mode') return 'hedge'
  return mode === 'net_mode' ? 'one_way' : null
}

async function trading(api: AccountApi) {
  if (!api.wants('unified', 'spot', 'perp', 'future', 'option')) return null
  const [balance, positions, config] = await Promise.all([
    api.ask('unified', 'privateGetAccountBalance', {}, Balance),
    api.ask('unified', 'privateGetAccountPositions', {}, Positions),
    api.tell('Position mode', 'privateGetAccountConfig', {}, Config),
  ])
  const open = (positions ?? []).filter((row) => !isZero(row.pos))
  const found = await Promise.all(
    open.map(async (row) => {
      if (row.instType !== 'MARGIN') return holding(row, api)
      const margined = await spotMargin(row, api)
      if (margined === null)
        api.warnings.push(`The margin position in ${row.instId} is counted in the equity of its coins and has no row of its own.`)
      return margined
    }),
  )
  const details = balance?.[0]?.details ?? []
  sayCopied(details, api)
  return {
    equityUsd: totalWithoutBots(balance?.[0]?.totalEq ?? null, details),
    availableUsd: balance?.[0]?.availEq ?? null,
    answered: balance !== null || positions !== null,
    tokens: held(details.map((row) => token(row, api))),
    positions: held(found),
    bots: await bots(details, api),
    positionMode: positionMode(config?.[0]?.posMode ?? null),
  }
}

async function funding(api: AccountApi): Promise<TokenHolding[] | null> {
  if (!api.wants('funding')) return null
  const rows = await api.ask('funding', 'privateGetAssetBalances', {}, Funding)
  return rows && held(rows.map((row) => plainToken('funding', api.code(row.ccy), row.bal, row.availBal)))
}

/** Simple earn, and on-chain earn that is still running. */
async function earn(api: AccountApi): Promise<TokenHolding[] | null> {
  if (!api.wants('earn')) return null
  const [savings, staking] = await Promise.all([
    api.ask('earn', 'privateGetFinanceSavingsBalance', {}, Savings),
    api.ask('earn', 'privateGetFinanceStakingDefiOrdersActive', {}, Staking),
  ])
  if (savings === null && staking === null) return null
  const rows = [...(savings ?? []), ...(staking ?? []).flatMap((order) => order.investData ?? [])]
  return merged(held(rows.map((row) => plainToken('earn', api.code(row.ccy), row.amt, null))))
}

const OWN_KEY = 'OKX tells it of a sub-account to a key of its own alone.'

/** What a key of the main account may read of one of its sub-accounts: the equity of its coins holds the profit of positions that are not told. */
async function readSubAccount(api: AccountApi, subAcct: string): Promise<Reading> {
  const [balance, fund] = await Promise.all([
    api.wants('unified', 'spot', 'perp', 'future', 'option')
      ? api.ask('unified', 'privateGetAccountSubaccountBalances', { subAcct }, Balance)
      : null,
    api.wants('funding') ? api.ask('funding', 'privateGetAssetSubaccountBalances', { subAcct }, Funding) : null,
  ])
  const details = balance?.[0]?.details ?? []
  const carried = details.flatMap(({ upl, imr, mmr, stgyEq }) => [upl, imr, mmr, stgyEq])
  if (carried.some((value) => !isZero(value))) api.leaveOut('positions', OWN_KEY)
  if (api.wants('earn')) api.leaveOut('earn', OWN_KEY)
  const tokens = held(details.map((row) => token(row, api)))
  const funds = held((fund ?? []).map((row) => plainToken('funding', api.code(row.ccy), row.bal, row.availBal)))
  const botRows = await bots(details, api, false)
  return {
    holdings: [...tokens, ...(botRows ?? []), ...funds],
    wallets: [
      ...(balance
        ? [wallet('unified', totalWithoutBots(balance[0]?.totalEq ?? null, details), balance[0]?.availEq ?? null)]
        : []),
      ...(botRows ? [wallet(BOTS)] : []),
      ...(fund ? [wallet('funding')] : []),
    ],
    positionMode: null,
  }
}

async function read(api: AccountApi): Promise<Reading> {
  if (api.subAccount !== undefined) return readSubAccount(api, api.subAccount)
  const [main, fund, saved] = await Promise.all([trading(api), funding(api), api.sandbox ? null : earn(api)])
  const holdings: Holding[] = [
    ...(main?.tokens ?? []),
    ...(fund ?? []),
    ...(saved ?? []),
    ...(main?.positions ?? []),
    ...(main?.bots ?? []),
  ]
  return {
    holdings,
    wallets: [
      ...(main?.answered ? [wallet('unified', main.equityUsd, main.availableUsd)] : []),
      ...(main?.bots ? [wallet(BOTS)] : []),
      ...(fund ? [wallet('funding')] : []),
      ...(saved ? [wallet('earn')] : []),
    ],
    positionMode: main?.positionMode ?? null,
  }
}

async function verify(api: AccountApi): Promise<KeyInfo> {
  const [account] = await api.call('privateGetAccountConfig', {}, Config)
  if (!account) throw api.senseless('an account configuration without an account')
  const told = new Set((account.perm ?? '').split(',').map((name) => name.trim()))
  const permissions: Permission[] = []
  if (told.has('read_only')) permissions.push('read')
  if (told.has('trade')) permissions.push('trade')
  if (told.has('withdraw')) permissions.push('withdraw')
  const ips = (account.ip ?? '').split(',').filter((ip) => ip !== '')
  return {
    permissions: account.perm ? permissions : null,
    positionMode: positionMode(account.posMode),
    ipList: ips.length > 0 ? ips : null,
    expiresAt: null,
    label: account.label || null,
    uid: account.uid,
  }
}

const Multiplier = z.object({ info: z.object({ ctVal: amount, ctMult: amount }) })

/** The face value of a contract is `ctVal` × `ctMult`; ccxt takes the first only, which is wrong for options. */
function refine(market: Market, structure: unknown): Market {
  const parsed = market.contract ? Multiplier.safeParse(structure) : null
  if (!parsed?.success || parsed.data.info.ctMult === '1') return market
  const { ctVal, ctMult } = parsed.data.info
  return { ...market, contractSize: new Decimal(ctVal).times(ctMult).toFixed() }
}

export const okx: Venue = {
  about,
  errors: OKX_ERRORS,
  limits,
  settings: (scope) => ({ fetchMarkets: { types: scope === 'options' ? ['option'] : ['spot', 'future', 'swap'] } }),
  refine,
  asksAhead: true,
  read,
  verify,
  subAccounts: okxSubAccounts,
  leverage: okxLeverage,
  estimate: okxEstimate,
  tables: okxTables,
  optionMarks: okxOptionMarks,
  orders: unifiedOrders(
    [
      { limit: 100 },
      { limit: 100, trigger: true, ordType: 'conditional,oco' },
      { limit: 100, trigger: true, ordType: 'trigger' },
      { limit: 100, trailing: true },
    ],
    ['data'],
    olderThan('after', 100),
  ),
  prices: { tickers: okxTickers, anchors: okxAnchors, anchorsThen: BTC_INDICES },
  funding: [{}],
  flows: okxFlows,
  watch,
}
