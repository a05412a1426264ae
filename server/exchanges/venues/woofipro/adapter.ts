import { DomainError } from '../../../errors'
import { sentence } from '../../../language/sentence'
import type { ErrorRules } from '../../ccxt/errors'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import type { Venue } from '../venue'
import { about } from './about'
import { accountsOf, keyedAccount, stateOf } from './accounts'
import { staking, vaults } from './beside'
import { woofiFlows } from './flows'
import { limits } from './limits'

const UNKNOWN = 'Orderly has no account of this address.'

/**
 * https://orderly.network/docs/build-on-omnichain/public-info-api/overview#error-codes and …/error-codes (2026-08-21): numbers are of
 * what a key asks.
 */
const ERRORS: ErrorRules = {
  ADDRESS_NOT_FOUND: { code: 'exchange_credentials', field: 'walletAddress', words: UNKNOWN },
  INVALID_PARAM: { code: 'exchange_credentials', field: 'walletAddress', words: 'Orderly takes this for no address.' },
  RATE_LIMIT_EXCEEDED: { code: 'exchange_rate_limit' },
  INTERNAL_ERROR: { code: 'exchange_network' },
  SERVICE_UNAVAILABLE: { code: 'exchange_maintenance' },
  POSITION_CALC_TIMEOUT: { code: 'exchange_network' },
  '-1000': { code: 'exchange_network' },
  '-1001': { code: 'exchange_credentials', field: 'apiSecret' },
  '-1002': { code: 'exchange_credentials', field: 'apiKey' },
  '-1003': { code: 'exchange_rate_limit' },
  '-1011': { code: 'exchange_maintenance' },
}

async function read(api: AccountApi): Promise<Reading> {
  const { address } = api
  const [accounts, shares, staked] = await Promise.all([
    api.wants('unified', 'perp', 'future') ? accountsOf(api) : [],
    address && api.wants('vaults', 'earn') ? vaults(api, address) : null,
    address && api.wants('staking', 'earn') ? staking(api, address) : null,
  ])
  if (!address) api.leaveOut('vaults', 'Shares in vaults and staked ORDER are told of an address: add it to this account.')
  return {
    holdings: [...accounts.flatMap(({ tokens, positions }) => [...tokens, ...positions]), ...(shares ?? []), ...(staked ?? [])],
    wallets: [
      ...accounts.map((account) => wallet(account.wallet, null, account.availableUsd)),
      ...(shares?.length ? [wallet('vaults')] : []),
      ...(staked?.length ? [wallet('staking')] : []),
    ],
    positionMode: 'one_way',
  }
}

export const woofipro: Venue = {
  about,
  errors: ERRORS,
  limits,
  // Sizes are in coins.
  refine: (market) => ({ ...market, contractSize: '1' }),
  read,
  // Perpetuals alone: no coin has a price of its own here.
  prices: { tickers: async () => [] },
  async verify(api) {
    const { address } = api
    if (!address && !api.apiKey)
      throw new DomainError('exchange_credentials', sentence`Orderly needs an address.`, {
        fields: { walletAddress: sentence`Required.` },
      })
    await Promise.all([address ? stateOf(api, address) : null, keyedAccount(api, 'unified')])
    return { permissions: api.apiKey ? null : ['read'], positionMode: 'one_way', ipList: null, expiresAt: null, label: null }
  },
  funding: [{}],
  flows: woofiFlows,
}
