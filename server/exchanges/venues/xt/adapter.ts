import { z } from 'zod'
import { inside, isZero, maybeText } from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { KeyInfo } from '../../port'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import type { Venue } from '../venue'
import { about } from './about'
import { limits } from './limits'
import { xtSubAccounts } from './sub-accounts'
import { Breaks, Coins, Earn, earnRows, futuresRows, type Kind, Loans, loanRows, Positions, Spot, spotRows } from './wallets'

const LOCKED = 600

/**
 * https://doc.xt.com/docs/spot/Access%20Description/ResponseCode; of futures 403 is the gateway's word for the key, its secret, the address,
 * the clock and a permission alike (…/docs/futures/Access%20Description/ErrorCode). Whoever asks too much is locked for ten minutes.
 */
const ERRORS: ErrorRules = {
  AUTH_101: { code: 'exchange_credentials', field: 'apiKey' },
  AUTH_102: { code: 'exchange_credentials', words: 'XT says that this key is not activated yet.' },
  AUTH_103: { code: 'exchange_credentials', field: 'apiSecret' },
  AUTH_104: { code: 'exchange_ip' },
  AUTH_105: { code: 'exchange_clock' },
  AUTH_106: { code: 'exchange_permission' },
  PERMISSION_DENIED: { code: 'exchange_permission' },
  COMMON_002: { code: 'exchange_network' },
  '…invalid signature': { code: 'exchange_credentials', field: 'apiSecret' },
  '403': { code: 'exchange_credentials' },
  'HTTP 403': { code: 'exchange_credentials' },
  '429': { code: 'exchange_rate_limit', waitSeconds: LOCKED },
  'HTTP 429': { code: 'exchange_rate_limit', waitSeconds: LOCKED },
}

const FUTURES = {
  perp: {
    coins: 'privateLinearGetFutureUserV1BalanceList',
    positions: 'privateLinearGetFutureUserV1PositionList',
    breaks: 'privateLinearGetFutureUserV1PositionBreakList',
  },
  coinm: {
    coins: 'privateInverseGetFutureUserV1BalanceList',
    positions: 'privateInverseGetFutureUserV1PositionList',
    breaks: 'privateInverseGetFutureUserV1PositionBreakList',
  },
} as const

async function futures(kind: Kind, api: AccountApi) {
  if (!(kind === 'perp' ? api.wants('perp', 'future') : api.wants('coinm', 'perp', 'future'))) return null
  const methods = FUTURES[kind]
  const [coins, positions] = await Promise.all([
    api.ask(kind, methods.coins, {}, Coins),
    api.ask(kind, methods.positions, {}, Positions),
  ])
  if (coins === null && positions === null) return null
  const open = (positions ?? []).filter(({ positionSize }) => !isZero(positionSize))
  const breaks = open.length > 0 ? await api.tell('prices of liquidation', methods.breaks, {}, Breaks) : null
  return { kind, ...(await futuresRows(kind, coins, open, breaks ?? [], api)) }
}

/** ccxt has no methods for calls of earn and loans: its own way to any path signs them. */
const spotPath = (path: string) => [path, ['private', 'spot'], 'GET', {}] as const

async function read(api: AccountApi): Promise<Reading> {
  const [coins, linear, inverse, saved, lent] = await Promise.all([
    api.wants('spot') ? api.ask('spot', 'privateSpotGetBalances', {}, Spot) : null,
    futures('perp', api),
    futures('coinm', api),
    api.wants('earn') ? api.ask('earn', 'request', spotPath('finance/position-currency'), Earn) : null,
    api.wants('loans', 'earn', 'spot')
      ? api.ask('loans', 'request', spotPath('balance/finance/loan/asset/loan-asset'), Loans)
      : null,
  ])
  if (api.wants('isolated_margin', 'margin'))
    api.leaveOut('isolated_margin', 'XT tells margin accounts of spot one pair at a time: they are not read.')
  api.leaveOut('copy trading', 'What follows traders or is run by bots has accounts of its own, whose money no call tells.')
  const contracts = [linear, inverse].filter((one) => one !== null)
  return {
    holdings: [
      ...(coins ? spotRows(coins, api) : []),
      ...contracts.flatMap(({ tokens, positions }) => [...tokens, ...positions]),
      ...(saved ? earnRows(saved, api) : []),
      ...(lent ? loanRows(lent, api) : []),
    ],
    wallets: [
      ...(coins ? [wallet('spot')] : []),
      ...contracts.map(({ kind }) => wallet(kind)),
      ...(saved ? [wallet('earn')] : []),
      ...(lent ? [wallet('loans')] : []),
    ],
    // Each position has its side, long and short of one contract beside each other.
    positionMode: contracts.some(({ positions }) => positions.length > 0) ? 'hedge' : null,
  }
}

const Info = inside('result', z.object({ accountId: maybeText }))

/** The list of keys tells rights and addresses, and the secret of every key beside them: it is not asked for. */
async function verify(api: AccountApi): Promise<KeyInfo> {
  await api.call('privateSpotGetBalances', { currencies: 'usdt' }, Spot)
  const info = await api.tell('number of the account', 'privateLinearGetFutureUserV1AccountInfo', {}, Info)
  return {
    permissions: null,
    positionMode: null,
    ipList: null,
    expiresAt: null,
    label: null,
    uid: info?.accountId && info.accountId !== '0' ? info.accountId : null,
  }
}

export const xt: Venue = { about, errors: ERRORS, limits, read, verify, subAccounts: xtSubAccounts }
