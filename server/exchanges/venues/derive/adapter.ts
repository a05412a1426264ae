import { DomainError } from '../../../errors'
import { sentence } from '../../../language/sentence'
import type { ErrorRules } from '../../ccxt/errors'
import type { AccountApi } from '../../reading/api'
import type { Reading } from '../../reading/reading'
import type { Venue } from '../venue'
import { about } from './about'
import { rowsOf, subAccounts, walletAt } from './accounts'
import { deriveFlows } from './flows'
import { limits } from './limits'
import { deriveOptionMarks } from './option-marks'

/** https://docs.derive.xyz/reference/error-codes (2026-11) */
const ERRORS: ErrorRules = {
  '-32000': { code: 'exchange_rate_limit' },
  '-32603': { code: 'exchange_network' },
  '14000': { code: 'exchange_credentials', field: 'walletAddress', words: 'Derive has no account of this address.' },
  '14001': { code: 'exchange_credentials', field: 'uid', words: 'Derive has no sub-account of this number.' },
  '14002': { code: 'exchange_credentials', field: 'uid', words: 'This sub-account was withdrawn from Derive.' },
  '14013': { code: 'exchange_credentials', field: 'walletAddress' },
  '14014': { code: 'exchange_credentials', field: 'privateKey', words: 'Derive refuses the signature of this session key.' },
  '14020': { code: 'exchange_credentials', field: 'walletAddress' },
  '14023': { code: 'exchange_credentials', field: 'privateKey', words: 'This session key belongs to no wallet of this address.' },
  '14026': { code: 'exchange_credentials', field: 'privateKey', words: 'Derive does not know this session key.' },
  '14029': { code: 'exchange_ip' },
  '14030': { code: 'exchange_credentials', field: 'privateKey', words: 'This session key has expired.' },
  '14031': { code: 'exchange_permission' },
  '16000': { code: 'exchange_location' },
  '16001': { code: 'exchange_permission' },
  'HTTP 429': { code: 'exchange_rate_limit' },
}

/** @throws DomainError where nothing names the account */
function ensureNamed(api: AccountApi): void {
  if (!api.canSign && !api.uid)
    throw new DomainError(
      'exchange_credentials',
      sentence`Derive needs the number of a sub-account, or a session key for all of them.`,
      {
        fields: { uid: sentence`This, or a session key.` },
      },
    )
}

async function read(api: AccountApi): Promise<Reading> {
  ensureNamed(api)
  if (!api.wants('unified', 'spot', 'perp', 'future', 'option')) return { holdings: [], wallets: [], positionMode: null }
  const accounts = await subAccounts(api)
  if (accounts === null) api.leaveOut('unified', 'No recorded answer for private/get_all_portfolios.')
  const rows = await Promise.all((accounts ?? []).map((account, place) => rowsOf(account, walletAt(place), api)))
  return {
    holdings: rows.flatMap(({ tokens, positions }) => [...tokens, ...positions]),
    wallets: rows.map((one) => one.wallet),
    positionMode: 'one_way',
  }
}

export const derive: Venue = {
  about,
  errors: ERRORS,
  limits,
  keyed: ({ walletAddress }) => ({ deriveWalletAddress: walletAddress }),
  // Sizes are in coins.
  refine: (market) => ({ ...market, contractSize: '1' }),
  read,
  // No call tells all prices at once, nor hourly ones: others price its coins.
  prices: { tickers: async () => [] },
  async verify(api) {
    ensureNamed(api)
    const accounts = await subAccounts(api)
    const only = accounts?.length === 1 ? accounts[0]?.label : null
    return {
      permissions: api.canSign ? null : ['read'],
      positionMode: 'one_way',
      ipList: null,
      expiresAt: null,
      label: only || null,
    }
  },
  flows: deriveFlows,
  optionMarks: deriveOptionMarks,
}
