import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { PositionHolding, TokenHolding } from '../../../domain/types'
import { add, addAll, amount, inside, isZero, maybeAmount, maybeText, negated, subtract } from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { Market } from '../../ccxt/markets'
import type { KeyInfo, Permission } from '../../port'
import type { AccountApi } from '../../reading/api'
import { sayUntold } from '../../reading/profit'
import { type Reading, wallet } from '../../reading/reading'
import { held, marginToken, merged, plainToken, position } from '../../reading/rows'
import type { Venue } from '../venue'
import { about } from './about'
import { krakenFlows } from './flows'
import { limits } from './limits'
import { krakenTickers } from './prices'

/**
 * https://docs.kraken.com/api/docs/guides/spot-errors; Kraken's words are its codes. Limits (…/spot-rest-ratelimits): each
 * key has a counter of its own (`EAPI:Rate limit exceeded`); whose calls the others count is not said.
 */
const ERRORS: ErrorRules = {
  'EAPI:Invalid key': { code: 'exchange_credentials', field: 'apiKey' },
  'EAPI:Invalid signature': { code: 'exchange_credentials', field: 'apiSecret' },
  'EAPI:Invalid nonce': {
    code: 'exchange_clock',
    words:
      'Kraken refuses the order of requests (nonce): another program uses the same key, or the clock was set back. Give Ballast a key of its own.',
  },
  'EAPI:Feature disabled': { code: 'exchange_permission' },
  'EAPI:Rate limit exceeded': { code: 'exchange_rate_limit', scope: 'account' },
  'EGeneral:Permission denied': { code: 'exchange_permission' },
  'EGeneral:Temporary lockout': { code: 'exchange_rate_limit' },
  'EGeneral:Too many requests': { code: 'exchange_rate_limit' },
  'EGeneral:Internal error': { code: 'exchange_network' },
  'EAuth:Account temporary disabled': { code: 'exchange_permission' },
  'EAuth:Account unconfirmed': { code: 'exchange_permission' },
  'EAuth:Rate limit exceeded': { code: 'exchange_rate_limit' },
  'EAuth:Too many requests': { code: 'exchange_rate_limit' },
  'EService:Unavailable': { code: 'exchange_maintenance' },
  'EService:Busy': { code: 'exchange_network' },
  'EService:Timeout': { code: 'exchange_network' },
}

const Balance = z.object({ balance: amount, hold_trade: maybeAmount, credit_used: maybeAmount })
const Balances = inside('result', z.record(z.string(), Balance))

const Position = z.object({
  pair: z.string(),
  type: z.string(),
  cost: maybeAmount,
  vol: amount,
  vol_closed: maybeAmount,
  margin: maybeAmount,
  value: maybeAmount,
  net: maybeAmount,
  leverage: maybeAmount,
})
type Position = z.output<typeof Position>
/** A list where positions are consolidated by market, else a record by transaction. */
const Positions = inside(
  'result',
  z.union([z.array(Position), z.record(z.string(), Position).transform(Object.values<Position>)]),
)

const TradeBalance = inside('result', z.object({ eb: maybeAmount }))

const ApiKey = inside(
  'result',
  z.object({
    apiKeyName: maybeText,
    permissions: z.array(z.string()).nullish(),
    ipAllowlist: z.array(z.string()).nullish(),
    /** Seconds; 0 for a key that stays valid. */
    validUntil: maybeAmount,
  }),
)

/** What stands behind the dot: staked, rewarded, parachain, yield-bearing, or rewarded by itself. */
const EARNING: ReadonlySet<string> = new Set(['S', 'M', 'P', 'B', 'F'])

/**
 * `XBT.F` and the like are receipts for coins that earn and count as those coins; `DOT28.S` names the days of its bond,
 * and ETH2 is staked ETH. `.T` marks a tokenized stock, which is no receipt.
 * https://docs.kraken.com/api-reference/account-data/get-extended-balance
 */
function receipt(currencyId: string): { coin: string; earns: boolean } {
  const [coin = currencyId, kind = ''] = currencyId.split('.')
  if (coin === 'ETH2') return { coin: 'ETH', earns: true }
  if (kind === 'T') return { coin, earns: false }
  if (!EARNING.has(kind)) return { coin: currencyId, earns: false }
  return { coin: coin.replace(/\d{2}$/, ''), earns: true }
}

/** `credit_used` is what the user owes of a credit line; the balance does not subtract it. */
function token(currencyId: string, row: z.output<typeof Balance>, api: AccountApi): TokenHolding | null {
  const { coin, earns } = receipt(currencyId)
  const symbol = api.code(coin)
  if (earns) return plainToken('earn', symbol, row.balance, null)
  const size = subtract(row.balance, row.credit_used)
  const available = subtract(size, row.hold_trade)
  if (isZero(row.credit_used)) return plainToken('spot', symbol, size, available)
  return marginToken({ wallet: 'spot', symbol, size, amount: row.balance, borrowed: row.credit_used ?? '0', available })
}

/** Positions of one market and side as one; a list that is consolidated already stays as it is. */
function consolidated(rows: readonly Position[]): Position[] {
  const found = new Map<string, Position>()
  for (const row of rows) {
    const key = `${row.pair} ${row.type}`
    const known = found.get(key)
    const summed = known && {
      ...known,
      cost: addAll(known.cost, row.cost),
      vol: add(known.vol, row.vol) ?? '0',
      vol_closed: add(known.vol_closed, row.vol_closed),
      margin: addAll(known.margin, row.margin),
      value: addAll(known.value, row.value),
      net: addAll(known.net, row.net),
    }
    found.set(key, summed ?? row)
  }
  return [...found.values()]
}

const Altname = z.object({ altname: z.string() })

function marketOf(pair: string, api: AccountApi): Promise<Market> {
  return api.market(
    pair,
    { counts: 'coins', type: 'spot' },
    (book) => book.byId(pair) ?? book.all.find((candidate) => Altname.safeParse(api.structure(candidate)).data?.altname === pair),
  )
}

/** Prices are quotients of two amounts: of what was paid, and of what it is worth. */
const PRICE_DECIMALS = 10
const quotient = (value: DecimalString | null, volume: DecimalString) =>
  value === null || isZero(volume) ? null : new Decimal(value).div(volume).toDecimalPlaces(PRICE_DECIMALS).toFixed()

/**
 * A margin position on a spot market: its coins are in no balance, and its profit (`net`, in the quote currency) is only
 * here. https://docs.kraken.com/api-reference/account-data/get-open-positions
 */
async function holding(row: Position, api: AccountApi): Promise<PositionHolding | null> {
  const volume = subtract(row.vol, row.vol_closed)
  const market = await marketOf(row.pair, api)
  const short = row.type === 'sell'
  const value = row.value === null ? null : row.value.replace(/^-/, '')
  return position(market, {
    wallet: 'margin',
    contracts: short ? negated(volume) : volume,
    side: 'net',
    markPrice: quotient(value, volume),
    notional: value !== null && short ? negated(value) : value,
    unrealizedProfit: row.net,
    initialMargin: row.margin,
    leverage: row.leverage === null ? quotient(row.cost, row.margin ?? '0') : new Decimal(row.leverage).toFixed(),
    entryPrice: quotient(row.cost, row.vol),
    marginMode: 'cross',
    equityOutsideTokens: row.net,
  })
}

/** One after the other: Kraken wants each request's nonce to be greater than the one before. */
async function read(api: AccountApi): Promise<Reading> {
  const wantsSpot = api.wants('spot')
  const wantsEarn = api.wants('earn')
  const balances = wantsSpot || wantsEarn ? await api.ask('spot', 'privatePostBalanceEx', {}, Balances) : null
  const params = { docalcs: 'true', consolidation: 'market' }
  const rows = api.wants('margin', 'spot') ? await api.ask('margin', 'privatePostOpenPositions', params, Positions) : null
  const summary = rows && balances ? await api.tell('Equity', 'privatePostTradeBalance', {}, TradeBalance) : null
  const tokens = merged(held(Object.entries(balances ?? {}).map(([id, row]) => token(id, row, api))))
  const wanted = tokens.filter((row) => (row.wallet === 'earn' ? wantsEarn : wantsSpot))
  const open = held(await Promise.all(consolidated(rows ?? []).map((row) => holding(row, api))))
  sayUntold('Kraken', open, api)
  // `eb` values all currencies together; Kraken does not say whether coins that earn are among them.
  const equityUsd = tokens.some((row) => row.wallet === 'earn') ? null : (summary?.eb ?? null)
  return {
    holdings: [...wanted, ...open],
    wallets: [
      ...(balances && wantsSpot ? [wallet('spot', equityUsd)] : []),
      ...(balances && wantsEarn ? [wallet('earn')] : []),
      ...(rows ? [wallet('margin')] : []),
    ],
    positionMode: rows ? 'one_way' : null,
  }
}

async function verify(api: AccountApi): Promise<KeyInfo> {
  await api.call('privatePostBalanceEx', {}, Balances)
  const key = await api.tell('Permissions', 'privatePostGetApiKeyInfo', {}, ApiKey)
  const told = key?.permissions ?? null
  const permissions: Permission[] = []
  const has = (pattern: RegExp) => told?.some((name) => pattern.test(name)) ?? false
  if (has(/^query/)) permissions.push('read')
  if (has(/^(modify|close|create)-/)) permissions.push('trade')
  if (has(/^withdraw/)) permissions.push('withdraw')
  const ips = key?.ipAllowlist ?? []
  const until = Number(key?.validUntil ?? 0)
  return {
    permissions: told ? permissions : null,
    positionMode: 'one_way',
    ipList: ips.length > 0 ? ips : null,
    expiresAt: until > 0 ? new Date(until * 1000) : null,
    label: key?.apiKeyName || null,
  }
}

export const kraken: Venue = {
  about,
  errors: ERRORS,
  limits,
  growingNonces: true,
  read,
  flows: krakenFlows,
  verify,
  prices: { tickers: krakenTickers },
}
