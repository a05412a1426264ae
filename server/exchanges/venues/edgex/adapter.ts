import { DomainError } from '../../../errors'
import { sentence } from '../../../language/sentence'
import type { ErrorRules } from '../../ccxt/errors'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import type { Venue } from '../venue'
import { about } from './about'
import { Account, asked, NAME, nameOthers, rowsOf } from './account'
import { limits } from './limits'

/** https://edgex-1.gitbook.io/edgeX-documentation/api-v2/authentication (2026-11) */
const ERRORS: ErrorRules = {
  INVALID_API_KEY: { code: 'exchange_credentials', field: 'apiKey' },
  '…SIGNATURE': { code: 'exchange_credentials', field: 'apiSecret' },
  '…PASSPHRASE': { code: 'exchange_credentials', field: 'password' },
  '…TIMESTAMP': { code: 'exchange_clock' },
  '…INVALID_ACCOUNT': { code: 'exchange_credentials', field: 'uid', words: 'EdgeX knows no account of this id for this key.' },
  'HTTP 401': { code: 'exchange_credentials', field: 'apiKey' },
  'HTTP 403': { code: 'exchange_permission' },
  'HTTP 429': { code: 'exchange_rate_limit' },
}

/** @throws DomainError where it is missing */
function ensureAccount(api: AccountApi): void {
  if (!api.uid)
    throw new DomainError('exchange_credentials', sentence`EdgeX needs the id of the account.`, {
      fields: { uid: sentence`Required.` },
    })
}

async function read(api: AccountApi): Promise<Reading> {
  ensureAccount(api)
  const [holdings] = api.wants(NAME, 'future') ? await Promise.all([rowsOf(api), nameOthers(api)]) : [null]
  // A host of its own, with answers that its documentation does not describe.
  if (api.wants('spot'))
    api.leaveOut('spot', 'Coins of EdgeX’s spot account are told by no call that its documentation describes.')
  return { holdings: holdings ?? [], wallets: holdings ? [wallet(NAME)] : [], positionMode: 'one_way' }
}

/** By a class of our own, since ccxt has none: `server/exchanges/ccxt/own/edgex.ts`. */
export const edgex: Venue = {
  about,
  errors: ERRORS,
  limits,
  read,
  // Perpetuals alone: no coin has a price of its own here.
  prices: { tickers: async () => [] },
  async verify(api) {
    ensureAccount(api)
    await api.call('privateGetAccountGetAccountAsset', asked(api), Account)
    return { permissions: null, positionMode: 'one_way', ipList: null, expiresAt: null, label: null }
  },
}
