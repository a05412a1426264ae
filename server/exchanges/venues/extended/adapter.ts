import { z } from 'zod'
import type { ErrorRules } from '../../ccxt/errors'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import type { Venue } from '../venue'
import { about } from './about'
import { limits } from './limits'
import { accounts, NAME, prove, rowsOf } from './wallets'

/** https://api.docs.extended.exchange/#error-responses (2026-11) */
const ERRORS: ErrorRules = {
  '400': { code: 'exchange_refused' },
  '401': { code: 'exchange_credentials', field: 'apiKey' },
  '403': { code: 'exchange_permission' },
  '404': { code: 'exchange_refused', unopened: true },
  'HTTP 404': { code: 'exchange_refused', unopened: true },
  '429': { code: 'exchange_rate_limit' },
  '500': { code: 'exchange_network' },
  '1006': { code: 'exchange_network' },
  '1010': { code: 'exchange_maintenance' },
  'HTTP 401': { code: 'exchange_credentials', field: 'apiKey' },
}

/** Sub-accounts hardly ever change. */
const SELDOM = 15
const Known = z.object({ label: z.string().nullable(), others: z.array(z.string()) })

async function read(api: AccountApi): Promise<Reading> {
  const [rows, known] = await Promise.all([
    api.wants(NAME, 'perp', 'spot', 'future') ? rowsOf(api) : null,
    api.seldom('accounts', SELDOM, Known, () => accounts(api)),
  ])
  if (known && known.others.length > 0)
    api.leaveOut('sub-accounts', `Each is read by a key of its own, where that is added: ${known.others.join(', ')}.`)
  const names = new Set(rows?.holdings.map((row) => row.wallet))
  return {
    holdings: rows?.holdings ?? [],
    wallets: [
      ...(rows ? [wallet(NAME, rows.equityUsd, rows.availableUsd)] : []),
      ...(names.has('vaults') ? [wallet('vaults')] : []),
    ],
    positionMode: 'one_way',
  }
}

export const extended: Venue = {
  about,
  errors: ERRORS,
  limits,
  // Sizes are in coins.
  refine: (market) => ({ ...market, contractSize: '1' }),
  // What came and went names its asset by number only.
  without: [],
  shared: ['currenciesByNumericId'],
  read,
  prices: { candles: { namesEnd: true } },
  async verify(api) {
    await prove(api)
    const known = await accounts(api)
    return { permissions: ['read'], positionMode: 'one_way', ipList: null, expiresAt: null, label: known?.label ?? null }
  },
}
