import type { ErrorRules } from '../../ccxt/errors'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import type { Venue } from '../venue'
import { about } from './about'
import { limits } from './limits'
import { Balance, rowsOf } from './wallets'

/** https://api-docs.pro.apex.exchange (v3, 2026-11); those of keys as ccxt 4.5.84 knows them. HTTP 403 is its word for too many. */
const ERRORS: ErrorRules = {
  '20006': { code: 'exchange_credentials', field: 'apiSecret' },
  '…apikey sign error': { code: 'exchange_credentials', field: 'apiSecret' },
  '20016': { code: 'exchange_refused' },
  'HTTP 401': { code: 'exchange_credentials', field: 'apiKey' },
  'HTTP 403': { code: 'exchange_rate_limit' },
  'HTTP 429': { code: 'exchange_rate_limit' },
}

async function read(api: AccountApi): Promise<Reading> {
  const { perp, spot } = await rowsOf(api)
  return {
    holdings: [...(perp?.holdings ?? []), ...(spot ?? [])],
    wallets: [...(perp ? [wallet('perp', null, perp.availableUsd)] : []), ...(spot?.length ? [wallet('spot')] : [])],
    positionMode: 'one_way',
  }
}

export const apex: Venue = {
  about,
  errors: ERRORS,
  limits,
  // Sizes are in coins; what ccxt calls a contract's size is the smallest order.
  refine: (market) => ({ ...market, contractSize: '1' }),
  read,
  // Contracts alone have markets that ccxt knows: no coin has a price of its own here.
  prices: { tickers: async () => [] },
  async verify(api) {
    await api.call('privateGetV3AccountBalance', {}, Balance)
    return { permissions: null, positionMode: 'one_way', ipList: null, expiresAt: null, label: null }
  },
}
