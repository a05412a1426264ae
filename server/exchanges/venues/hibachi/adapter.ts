import { DomainError } from '../../../errors'
import { sentence } from '../../../language/sentence'
import type { ErrorRules } from '../../ccxt/errors'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import type { Venue } from '../venue'
import { about } from './about'
import { asked, Info, NAME, rowsOf } from './account'
import { limits } from './limits'

/** https://api-doc.hibachi.xyz (2026-11); statuses as the exchange's own SDK takes them (hibachi_sdk 2026-04, `errors.py`). */
const ERRORS: ErrorRules = {
  '…Missing accountId': { code: 'exchange_credentials', field: 'uid' },
  '…Invalid accountId': { code: 'exchange_credentials', field: 'uid', words: 'Hibachi knows no account of this id.' },
  'HTTP 401': { code: 'exchange_credentials', field: 'apiKey' },
  'HTTP 403': { code: 'exchange_permission' },
  'HTTP 429': { code: 'exchange_rate_limit' },
  'HTTP 503': { code: 'exchange_maintenance' },
}

/** @throws DomainError where it is missing */
function ensureAccount(api: AccountApi): void {
  if (!api.uid)
    throw new DomainError('exchange_credentials', sentence`Hibachi needs the id of the account.`, {
      fields: { uid: sentence`Required.` },
    })
}

async function read(api: AccountApi): Promise<Reading> {
  ensureAccount(api)
  const rows = api.wants(NAME, 'future') ? await rowsOf(api) : null
  return {
    holdings: rows?.holdings ?? [],
    wallets: rows ? [wallet(NAME, rows.equityUsd)] : [],
    positionMode: 'one_way',
  }
}

export const hibachi: Venue = {
  about,
  errors: ERRORS,
  limits,
  // Sizes are in coins.
  refine: (market) => ({ ...market, contractSize: '1' }),
  read,
  // Perpetuals alone: no coin has a price of its own here.
  prices: { tickers: async () => [] },
  async verify(api) {
    ensureAccount(api)
    await api.call('privateGetTradeAccountInfo', asked(api), Info)
    return { permissions: ['read'], positionMode: 'one_way', ipList: null, expiresAt: null, label: null }
  },
}
