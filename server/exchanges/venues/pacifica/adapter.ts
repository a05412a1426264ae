import { DomainError } from '../../../errors'
import { sentence } from '../../../language/sentence'
import type { ErrorRules } from '../../ccxt/errors'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import { held, plainToken } from '../../reading/rows'
import type { Venue } from '../venue'
import { about } from './about'
import { Account, NAME, rowsOf, vaults } from './account'
import { limits } from './limits'

const UNKNOWN = 'Pacifica has no account of this address.'

/** https://docs.pacifica.fi/api-documentation/api/error-codes (2026-11); a code is the exchange's own where the status is 422. */
const ERRORS: ErrorRules = {
  '1': { code: 'exchange_credentials', field: 'walletAddress', words: UNKNOWN },
  '…Account not found': { code: 'exchange_credentials', field: 'walletAddress', words: UNKNOWN },
  '…Invalid public key': {
    code: 'exchange_credentials',
    field: 'walletAddress',
    words: 'This is no address of Pacifica: it is that of a Solana wallet.',
  },
  '14': { code: 'exchange_network' },
  '403': { code: 'exchange_location' },
  '429': { code: 'exchange_rate_limit' },
  '500': { code: 'exchange_network' },
  '503': { code: 'exchange_maintenance' },
  '504': { code: 'exchange_timeout' },
  'HTTP 403': { code: 'exchange_location' },
  'HTTP 429': { code: 'exchange_rate_limit' },
}

function addressOf(api: AccountApi): string {
  if (api.address) return api.address
  throw new DomainError('exchange_credentials', sentence`Pacifica needs an address.`, {
    fields: { walletAddress: sentence`Required.` },
  })
}

async function read(api: AccountApi): Promise<Reading> {
  const address = addressOf(api)
  const [rows, shares] = await Promise.all([
    api.wants(NAME, 'perp', 'spot', 'future') ? rowsOf(api, address) : null,
    api.wants('vaults', 'earn') ? vaults(api, address) : null,
  ])
  const invested = held([shares === null ? null : plainToken('vaults', 'USDC', shares, null)])
  return {
    holdings: [...(rows?.holdings ?? []), ...invested],
    wallets: [
      ...(rows ? [wallet(NAME, rows.equityUsd, rows.availableUsd)] : []),
      ...(invested.length > 0 ? [wallet('vaults')] : []),
    ],
    positionMode: 'one_way',
  }
}

export const pacifica: Venue = {
  about,
  errors: ERRORS,
  limits,
  // Sizes are in coins.
  refine: (market) => ({ ...market, contractSize: '1' }),
  read,
  async verify(api) {
    await api.call('publicGetAccount', { account: addressOf(api) }, Account)
    return { permissions: ['read'], positionMode: 'one_way', ipList: null, expiresAt: null, label: null }
  },
}
