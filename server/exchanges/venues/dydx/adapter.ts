import { DomainError } from '../../../errors'
import { sentence } from '../../../language/sentence'
import type { ErrorRules } from '../../ccxt/errors'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import type { Venue } from '../venue'
import { about } from './about'
import { accountsOf, rowsOf, walletOf } from './accounts'
import { addressOf } from './address'
import { coins, stakes, vault } from './chain'
import { dydxFlows } from './flows'
import { limits } from './limits'

const UNKNOWN = sentence`dYdX knows nothing of this address: it has no sub-account, no stakes and no coins there.`

/**
 * The indexer's words and `NotFound` (5) of a node say that there is nothing of it; 3 that the address is none. HTTP 404 alone says
 * that nobody answers there: it is no account with nothing in it.
 */
const ERRORS: ErrorRules = {
  '3': { code: 'exchange_credentials', field: 'walletAddress', words: 'This is no address of dYdX: it begins with dydx1.' },
  '5': { code: 'exchange_refused', unopened: true },
  '…No subaccounts found': { code: 'exchange_refused', unopened: true },
  '…No subaccount found': { code: 'exchange_refused', unopened: true },
  'HTTP 429': { code: 'exchange_rate_limit' },
  'HTTP 403': { code: 'exchange_location' },
}

async function read(api: AccountApi): Promise<Reading> {
  const address = addressOf(api)
  const [accounts, shares, staked, loose] = await Promise.all([
    api.wants('perp', 'future') ? accountsOf(api, address) : [],
    api.wants('vaults') ? vault(api, address) : null,
    api.wants('staking') ? stakes(api, address) : null,
    api.wants('chain') ? coins(api, address) : null,
  ])
  const beside = [...(shares ?? []), ...(staked ?? []), ...(loose ?? [])]
  return {
    holdings: [...(await rowsOf(accounts, api)), ...beside],
    wallets: [...new Set([...accounts.map(walletOf), ...beside.map((row) => row.wallet)])].map((name) => wallet(name)),
    positionMode: 'one_way',
  }
}

export const dydx: Venue = {
  about,
  errors: ERRORS,
  limits,
  // Sizes are in coins.
  refine: (market) => ({ ...market, contractSize: '1' }),
  read,
  flows: dydxFlows,
  // Perpetuals alone: no coin has a price of its own here.
  prices: { tickers: async () => [] },
  async verify(api) {
    const address = addressOf(api)
    const accounts = await accountsOf(api, address)
    if (accounts.length === 0) {
      const elsewhere = await Promise.all([stakes(api, address), coins(api, address)])
      if (elsewhere.every((rows) => !rows?.length))
        throw new DomainError('exchange_credentials', UNKNOWN, { fields: { walletAddress: UNKNOWN } })
    }
    return { permissions: ['read'], positionMode: 'one_way', ipList: null, expiresAt: null, label: null }
  },
}
