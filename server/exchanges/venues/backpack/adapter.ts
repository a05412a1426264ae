import type { ErrorRules } from '../../ccxt/errors'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import type { Venue } from '../venue'
import { about } from './about'
import { limits } from './limits'
import { accountOf, Capital, NAME } from './wallets'

/** https://docs.backpack.exchange ("ApiErrorCode") */
const ERRORS: ErrorRules = {
  INVALID_SIGNATURE: { code: 'exchange_credentials', field: 'apiSecret' },
  UNAUTHORIZED: { code: 'exchange_credentials', field: 'apiKey' },
  FORBIDDEN: { code: 'exchange_permission' },
  ACCOUNT_DEACTIVATED: { code: 'exchange_permission' },
  MAINTENANCE: { code: 'exchange_maintenance' },
  SERVER_ERROR: { code: 'exchange_network' },
  TIMEOUT: { code: 'exchange_network' },
  TOO_MANY_REQUESTS: { code: 'exchange_rate_limit' },
  '…Invalid signature': { code: 'exchange_credentials', field: 'apiSecret' },
  '…Request has expired': { code: 'exchange_clock' },
  '…Invalid timestamp': { code: 'exchange_clock' },
}

async function read(api: AccountApi): Promise<Reading> {
  api.leaveOut('vaults', 'Shares in vaults: no call of the exchange tells them.')
  if (!api.wants(NAME, 'spot', 'perp', 'margin', 'future')) return { holdings: [], wallets: [], positionMode: 'one_way' }
  const { holdings, wallets, availableUsd } = await accountOf(api)
  return {
    holdings,
    wallets: wallets.map((name) => wallet(name, null, name === NAME ? availableUsd : null)),
    positionMode: 'one_way',
  }
}

export const backpack: Venue = {
  about,
  errors: ERRORS,
  limits,
  // Sizes are in coins.
  refine: (market) => ({ ...market, contractSize: '1' }),
  read,
  async verify(api) {
    await api.call('privateGetApiV1Capital', {}, Capital)
    return { permissions: null, positionMode: 'one_way', ipList: null, expiresAt: null, label: null }
  },
}
