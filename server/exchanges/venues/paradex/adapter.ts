import { z } from 'zod'
import type { ErrorRules } from '../../ccxt/errors'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import type { Venue } from '../venue'
import { about } from './about'
import { paradexFlows } from './flows'
import { limits } from './limits'
import { keyed, signedIn } from './session'
import { NAME, Summary, staking, subAccounts, unified, vaults } from './wallets'

/** https://docs.paradex.trade/api/prod/account/get, "Errors" */
const ERRORS: ErrorRules = {
  INVALID_TOKEN: {
    code: 'exchange_credentials',
    field: 'apiSecret',
    words: 'Paradex does not know this token: it is wrong, revoked or expired.',
  },
  UNAUTHORIZED_ERROR: { code: 'exchange_credentials', field: 'apiSecret' },
  UNAUTHORIZED_OPERATION: { code: 'exchange_permission' },
  NOT_ONBOARDED: { code: 'exchange_credentials', field: 'apiSecret', words: 'Paradex has no account of this token yet.' },
  ACCOUNT_NOT_FOUND: { code: 'exchange_credentials', field: 'apiSecret' },
  INTERNAL_ERROR: { code: 'exchange_network' },
  SERVICE_UNAVAILABLE: { code: 'exchange_maintenance' },
  RATE_LIMIT_EXCEEDED: { code: 'exchange_rate_limit' },
  GEO_IP_BLOCK: { code: 'exchange_location' },
  IP_NOT_ALLOWED: { code: 'exchange_ip' },
  '40110': { code: 'exchange_credentials', field: 'apiSecret' },
  '40111': { code: 'exchange_credentials', field: 'apiSecret' },
  '40112': { code: 'exchange_location' },
  'HTTP 401': {
    code: 'exchange_credentials',
    field: 'apiSecret',
    words: 'Paradex does not take this token: it is wrong, revoked or expired.',
  },
}

/** Sub-accounts hardly ever change. */
const SELDOM = 15

async function read(api: AccountApi): Promise<Reading> {
  await signedIn(api)
  const [account, shares, staked, others] = await Promise.all([
    api.wants(NAME, 'perp', 'future') ? unified(api) : null,
    api.wants('vaults') ? vaults(api) : null,
    api.wants('staking') ? staking(api) : null,
    api.seldom('sub-accounts', SELDOM, z.array(z.string()), () => subAccounts(api)),
  ])
  if (others && others.length > 0)
    api.leaveOut('sub-accounts', `Each is read by a token of its own, where that is added: ${others.join(', ')}.`)
  return {
    holdings: [...(account ? [...account.tokens, ...account.positions] : []), ...(shares ?? []), ...(staked ?? [])],
    wallets: [
      ...(account ? [wallet(NAME, account.equityUsd, account.availableUsd)] : []),
      ...(shares?.length ? [wallet('vaults')] : []),
      ...(staked?.length ? [wallet('staking')] : []),
    ],
    positionMode: 'one_way',
  }
}

export const paradex: Venue = {
  about,
  errors: ERRORS,
  limits,
  keyed,
  // Sizes are in coins.
  refine: (market) => ({ ...market, contractSize: '1' }),
  read,
  async verify(api) {
    await signedIn(api)
    await api.call('privateGetAccount', {}, Summary)
    return { permissions: api.canSign ? null : ['read'], positionMode: 'one_way', ipList: null, expiresAt: null, label: null }
  },
  funding: [{}],
  flows: paradexFlows,
}
