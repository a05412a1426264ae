import { DomainError } from '../../../errors'
import { sentence } from '../../../language/sentence'
import type { ErrorRules } from '../../ccxt/errors'
import type { AccountApi } from '../../reading/api'
import type { Reading } from '../../reading/reading'
import type { Venue } from '../venue'
import { about } from './about'
import { infoOf, rowsOf, subAccountsOf } from './accounts'
import { limits } from './limits'

const UNKNOWN = sentence`Nado knows nothing of this address: it has no sub-account there.`

/** https://docs.nado.xyz/developer-resources/api/errors (2026-11) */
const ERRORS: ErrorRules = {
  '1000': { code: 'exchange_rate_limit' },
  '1015': { code: 'exchange_rate_limit' },
  '2030': { code: 'exchange_rate_limit' },
  '1002': { code: 'exchange_location' },
  '1003': { code: 'exchange_location' },
  '1004': { code: 'exchange_maintenance' },
  '2024': { code: 'exchange_credentials', field: 'walletAddress', words: 'Nado takes this for no address.' },
  'HTTP 403': { code: 'exchange_location' },
  'HTTP 429': { code: 'exchange_rate_limit' },
}

function addressOf(api: AccountApi): string {
  if (api.address) return api.address
  throw new DomainError('exchange_credentials', sentence`Nado needs an address.`, {
    fields: { walletAddress: sentence`Required.` },
  })
}

async function read(api: AccountApi): Promise<Reading> {
  const address = addressOf(api)
  if (!api.wants('unified', 'spot', 'perp', 'future')) return { holdings: [], wallets: [], positionMode: null }
  const accounts = await subAccountsOf(api, address)
  const rows = await Promise.all(accounts.map((subaccount, place) => rowsOf(api, subaccount, place)))
  return {
    holdings: rows.flatMap((one) => one?.holdings ?? []),
    wallets: rows.flatMap((one) => one?.wallet ?? []),
    positionMode: 'one_way',
  }
}

export const nado: Venue = {
  about,
  errors: ERRORS,
  limits,
  // Sizes are in coins.
  refine: (market) => ({ ...market, contractSize: '1' }),
  read,
  // Its newest candles are told where no end is named.
  prices: { candles: { namesEnd: true } },
  async verify(api) {
    const [own = '', ...others] = await subAccountsOf(api, addressOf(api))
    const { exists } = await infoOf(api, own)
    if (exists === false && others.length === 0)
      throw new DomainError('exchange_credentials', UNKNOWN, { fields: { walletAddress: UNKNOWN } })
    return { permissions: ['read'], positionMode: 'one_way', ipList: null, expiresAt: null, label: null }
  },
}
