import type { ErrorRules } from '../../ccxt/errors'
import type { KeyInfo } from '../../port'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import type { Venue } from '../venue'
import { about } from './about'
import { bitstampLeverage } from './leverage'
import { limits } from './limits'
import { Balances, balanceRows, compared, Earn, earnRows, Margin, Positions, positionRows } from './wallets'

/** https://www.bitstamp.net/api/#section/Authentication and …/Response-codes. */
const ERRORS: ErrorRules = {
  API0001: { code: 'exchange_credentials', field: 'apiKey' },
  API0002: { code: 'exchange_ip' },
  API0003: { code: 'exchange_permission' },
  API0004: { code: 'exchange_clock' },
  API0005: { code: 'exchange_credentials', field: 'apiSecret' },
  API0006: { code: 'exchange_permission' },
  API0011: { code: 'exchange_credentials', field: 'apiKey' },
  '400.002': { code: 'exchange_rate_limit' },
  'No permission found': { code: 'exchange_permission' },
  'API key not found': { code: 'exchange_credentials', field: 'apiKey' },
  'IP address not allowed': { code: 'exchange_ip' },
  'Wrong API key format': { code: 'exchange_credentials', field: 'apiKey' },
  'Invalid signature': { code: 'exchange_credentials', field: 'apiSecret' },
  'Your account is frozen': { code: 'exchange_permission' },
}

/** ccxt has no methods for what Bitstamp tells of perpetuals: the same requests, signed by it. */
const derivatives = (path: string) => [`${path}/`, 'private', 'GET', {}] as const

async function read(api: AccountApi): Promise<Reading> {
  const [balances, lent, open] = await Promise.all([
    api.wants('spot') ? api.ask('spot', 'privatePostAccountBalances', {}, Balances) : null,
    api.wants('earn') ? api.ask('earn', 'privateGetEarnSubscriptions', {}, Earn) : null,
    api.wants('perp', 'future') ? api.ask('perp', 'request', derivatives('open_positions'), Positions) : null,
  ])
  if (open?.length && balances) {
    const margin = await api.tell('margin', 'request', derivatives('margin_info'), Margin)
    if (margin) compared(margin, balances, api)
  }
  return {
    holdings: [
      ...(balances ? balanceRows(balances, api) : []),
      ...(open ? await positionRows(open, api) : []),
      ...(lent ? earnRows(lent, api) : []),
    ],
    wallets: [...(balances ? [wallet('spot')] : []), ...(open ? [wallet('perp')] : []), ...(lent ? [wallet('earn')] : [])],
    positionMode: open?.length ? 'one_way' : null,
  }
}

/** Bitstamp tells nothing of a key. */
async function verify(api: AccountApi): Promise<KeyInfo> {
  await api.call('privatePostAccountBalances', {}, Balances)
  return { permissions: null, positionMode: null, ipList: null, expiresAt: null, label: null }
}

export const bitstamp: Venue = { about, errors: ERRORS, limits, read, verify, leverage: bitstampLeverage }
