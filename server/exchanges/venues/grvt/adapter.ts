import { z } from 'zod'
import type { ErrorRules } from '../../ccxt/errors'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import type { Venue } from '../venue'
import { about } from './about'
import { limits } from './limits'
import { accountOf, accountsOf, funding } from './wallets'

/** https://api-docs.grvt.io/#error-codes (2026-11) */
const ERRORS: ErrorRules = {
  '1000': { code: 'exchange_credentials', field: 'apiKey' },
  '1001': { code: 'exchange_permission' },
  '1002': { code: 'exchange_network' },
  '1006': { code: 'exchange_rate_limit' },
  '1008': { code: 'exchange_ip' },
  '…failed to receive auth-cookie': { code: 'exchange_credentials', field: 'apiKey', words: 'GRVT does not know this API key.' },
  'HTTP 401': { code: 'exchange_credentials', field: 'apiKey' },
}

/** A session by the key alone; by a wallet's private key where an account was added before keys were asked for. */
async function signedIn(api: AccountApi): Promise<void> {
  await api.call(api.apiKey ? 'signInWithApiKey' : 'signInWithPrivateKey', [], z.unknown())
}

async function read(api: AccountApi): Promise<Reading> {
  await signedIn(api)
  const trading = api.wants('unified', 'perp', 'future') ? await accountsOf(api) : []
  const [accounts, above] = await Promise.all([
    Promise.all(trading.map((id, place) => accountOf(api, id, place))),
    api.wants('funding') ? funding(api) : null,
  ])
  api.leaveOut('vaults', 'Shares in strategies and vaults are not read.')
  return {
    holdings: [...accounts.flatMap(({ tokens, positions }) => [...tokens, ...positions]), ...(above ?? [])],
    wallets: [...accounts.flatMap((account) => account.wallet ?? []), ...(above ? [wallet('funding')] : [])],
    positionMode: 'one_way',
  }
}

export const grvt: Venue = {
  about,
  errors: ERRORS,
  limits,
  // Sizes are in coins.
  refine: (market) => ({ ...market, contractSize: '1' }),
  read,
  async verify(api) {
    await signedIn(api)
    await accountsOf(api)
    return { permissions: api.canSign ? null : ['read'], positionMode: 'one_way', ipList: null, expiresAt: null, label: null }
  },
  // Perpetuals alone: no coin has a price of its own here.
  prices: { tickers: async () => [] },
}
