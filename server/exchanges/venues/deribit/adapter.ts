import { z } from 'zod'
import type { PositionHolding, TokenHolding } from '../../../domain/types'
import { absolute, amount, flag, inside, isZero, maybeAmount, maybeText, negated, nonZero } from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { Market } from '../../ccxt/markets'
import type { KeyInfo, Permission } from '../../port'
import type { AccountApi } from '../../reading/api'
import { unifiedOrders } from '../../reading/orders'
import { type Reading, wallet } from '../../reading/reading'
import { held, marginToken, position } from '../../reading/rows'
import type { Venue } from '../venue'
import { about } from './about'
import { deribitFlows } from './flows'
import { limits } from './limits'
import { deribitOptionMarks } from './option-marks'
import { deribitAnchors, deribitTickers } from './prices'
import { deribitSubAccounts } from './sub-accounts'

/**
 * https://docs.deribit.com/#rpc-error-codes. Limits (https://docs.deribit.com/articles/rate-limits): calls with a key draw
 * on their sub-account's credits, public ones are counted by address; both are 10028.
 */
const ERRORS: ErrorRules = {
  '9999': { code: 'exchange_permission' },
  '10000': { code: 'exchange_credentials' },
  '10028': { code: 'exchange_rate_limit', scope: 'account' },
  '10040': { code: 'exchange_network' },
  '10041': { code: 'exchange_maintenance' },
  '10047': { code: 'exchange_rate_limit' },
  '11042': { code: 'exchange_permission' },
  '11051': { code: 'exchange_maintenance' },
  '11094': { code: 'exchange_network' },
  '12005': { code: 'exchange_permission' },
  '13001': { code: 'exchange_permission' },
  '13002': { code: 'exchange_permission' },
  '13004': { code: 'exchange_credentials', field: 'apiKey' },
  '13009': {
    code: 'exchange_credentials',
    field: 'apiSecret',
    words: "Deribit refuses the signature. The client secret does not belong to this client id, or this server's clock is off.",
  },
  '13012': { code: 'exchange_permission' },
  '13021': { code: 'exchange_permission' },
  '13028': { code: 'exchange_maintenance' },
  '13888': { code: 'exchange_network' },
}

const Summary = z.object({
  currency: z.string(),
  balance: amount,
  /** With the profit of this session and with what options are worth; always of this currency alone. */
  equity: amount,
  session_upl: maybeAmount,
  initial_margin: maybeAmount,
  maintenance_margin: maybeAmount,
  available_funds: maybeAmount,
  available_withdrawal_funds: maybeAmount,
  cross_collateral_enabled: flag.nullish(),
  total_equity_usd: maybeAmount,
})
type Summary = z.output<typeof Summary>
/** One currency, where a recording holds the older call. */
const Summaries = inside(
  'result',
  z.union([
    z.object({ summaries: z.array(Summary), id: maybeText, type: maybeText, system_name: maybeText }),
    Summary.transform((summary) => ({ summaries: [summary], id: null, type: null, system_name: null })),
  ]),
)

const Position = z.object({
  instrument_name: z.string(),
  direction: z.string(),
  size: amount,
  average_price: maybeAmount,
  mark_price: maybeAmount,
  floating_profit_loss: maybeAmount,
  initial_margin: maybeAmount,
  maintenance_margin: maybeAmount,
  leverage: maybeAmount,
  estimated_liquidation_price: maybeAmount,
})
type Position = z.output<typeof Position>
const Positions = inside('result', z.array(Position))

const Keys = inside(
  'result',
  z.array(
    z.object({
      client_id: z.string(),
      name: maybeText,
      max_scope: maybeText,
      ip_whitelist: z.array(z.string()).nullish(),
    }),
  ),
)

/**
 * With cross collateral, each currency's margins and available funds are those of all currencies together, expressed in
 * this one: `together` says whether this row carries them. Equity, balance and what may be withdrawn are its own.
 * https://docs.deribit.com/#private-get_account_summaries
 */
function token(row: Summary, together: boolean, api: AccountApi): TokenHolding | null {
  const cross = row.cross_collateral_enabled === true
  const tells = !cross || together
  const holds = [row.balance, row.equity, row.session_upl].some((value) => !isZero(value))
  return marginToken({
    wallet: 'unified',
    symbol: api.code(row.currency),
    size: row.balance,
    unrealizedProfit: holds ? row.session_upl : null,
    initialMargin: tells ? row.initial_margin : null,
    maintMargin: tells ? row.maintenance_margin : null,
    marginBalance: row.equity,
    available: cross ? row.available_withdrawal_funds : row.available_funds,
  })
}

/** Sizes are USD of inverse futures and base coins of all else, never contracts (see `refine`). */
async function holding(row: Position, api: AccountApi): Promise<PositionHolding | null> {
  if (isZero(row.size)) return null
  const market = await api.contract(row.instrument_name, {
    counts: 'coins',
    // `BTC_USDC-PERPETUAL` is linear, `BTC-PERPETUAL` and `BTC-27MAR26-100000-C` are settled in their coin.
    inverse: !row.instrument_name.includes('_'),
  })
  const size = absolute(row.size)
  return position(market, {
    wallet: 'unified',
    contracts: row.direction === 'sell' ? negated(size) : size,
    side: 'net',
    markPrice: nonZero(row.mark_price),
    unrealizedProfit: row.floating_profit_loss,
    initialMargin: row.initial_margin,
    maintMargin: row.maintenance_margin,
    leverage: nonZero(row.leverage),
    entryPrice: nonZero(row.average_price),
    liquidationPrice: nonZero(row.estimated_liquidation_price),
    marginMode: 'cross',
  })
}

async function read(api: AccountApi): Promise<Reading> {
  if (!api.wants('unified', 'spot', 'perp', 'future', 'option')) return { holdings: [], wallets: [], positionMode: null }
  // Undefined is the account of the key.
  const whose = { subaccount_id: api.subAccount }
  const [account, positions] = await Promise.all([
    api.ask('unified', ['privateGetGetAccountSummaries', 'privateGetGetAccountSummary'], whose, Summaries),
    api.ask('unified', 'privateGetGetPositions', whose, Positions),
  ])
  const summaries = account?.summaries ?? []
  const shared = summaries.filter((row) => row.cross_collateral_enabled === true)
  const first = shared.find((row) => !isZero(row.equity))
  const tokens = held(summaries.map((row) => token(row, row === first, api)))
  const open = held(await Promise.all((positions ?? []).map((row) => holding(row, api))))
  // Deribit sums cross collateral up; other currencies it leaves to the reader.
  const whole = shared.length > 0 && summaries.every((row) => row.cross_collateral_enabled === true || isZero(row.equity))
  return {
    holdings: [...tokens, ...open],
    wallets: account || positions ? [wallet('unified', whole ? (first?.total_equity_usd ?? null) : null)] : [],
    positionMode: positions ? 'one_way' : null,
  }
}

async function verify(api: AccountApi): Promise<KeyInfo> {
  const account = await api.call('privateGetGetAccountSummaries', { extended: true }, Summaries)
  const keys = await api.tell('Permissions', 'privateGetListApiKeys', {}, Keys)
  const key = keys?.find((candidate) => candidate.client_id === api.apiKey)
  const scope = (key?.max_scope ?? '').split(' ')
  const permissions: Permission[] = []
  if (scope.some((name) => /^(account|trade|wallet):read(_write)?$/.test(name))) permissions.push('read')
  if (scope.includes('trade:read_write')) permissions.push('trade')
  if (scope.includes('wallet:read_write')) permissions.push('withdraw', 'transfer')
  const ips = key?.ip_whitelist ?? []
  return {
    permissions: key?.max_scope ? permissions : null,
    positionMode: 'one_way',
    ipList: ips.length > 0 ? ips : null,
    expiresAt: null,
    label: (account.type === 'subaccount' ? account.system_name : null) ?? (key?.name || null),
    uid: account.id,
  }
}

/**
 * Deribit's API never counts contracts: what ccxt has as contract size (10 USD) is the step of an order. A combination
 * of instruments, which ccxt calls by its id, is none of them and must not take the pair of one.
 */
function refine(market: Market): Market {
  if (!market.contract) return market
  const combo = market.symbol === market.id ? { type: 'combo', base: market.id } : {}
  return { ...market, ...combo, contractSize: '1' }
}

export const deribit: Venue = {
  about,
  errors: ERRORS,
  limits,
  refine,
  read,
  flows: deribitFlows,
  verify,
  subAccounts: deribitSubAccounts,
  optionMarks: deribitOptionMarks,
  orders: unifiedOrders(
    ['BTC', 'ETH', 'USDC', 'USDT'].map((currency) => ({ code: currency, currency })),
    ['result'],
  ),
  prices: { tickers: deribitTickers, anchors: deribitAnchors },
}
