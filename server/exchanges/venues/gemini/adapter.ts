import { z } from 'zod'
import { flag, maybeText } from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { KeyInfo, Permission } from '../../port'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import type { Venue } from '../venue'
import { about } from './about'
import { limits } from './limits'
import { Balances, balanceRows, Positions, positionRows, Staked, stakedRows } from './wallets'

/** https://docs.gemini.com/rest-api/#error-codes */
const ERRORS: ErrorRules = {
  InvalidApiKey: { code: 'exchange_credentials', field: 'apiKey' },
  InvalidSignature: { code: 'exchange_credentials', field: 'apiSecret' },
  InvalidNonce: {
    code: 'exchange_clock',
    words:
      'Gemini refuses the order of requests (nonce): another program uses the same key, or the clock was set back. Give Ballast a key of its own.',
  },
  MissingRole: { code: 'exchange_permission' },
  RateLimit: { code: 'exchange_rate_limit' },
  RateLimited: { code: 'exchange_rate_limit' },
  Maintenance: { code: 'exchange_maintenance' },
  // Of an account that is not one of derivatives.
  AccountNotOfTypeRequired: { code: 'exchange_refused', unopened: true },
}

async function read(api: AccountApi): Promise<Reading> {
  const [balances, staked, open] = await Promise.all([
    api.wants('spot') ? api.ask('spot', 'privatePostV1Balances', {}, Balances) : null,
    api.wants('earn') ? api.ask('earn', 'privatePostV1BalancesStaking', {}, Staked) : null,
    api.wants('perp', 'future') ? api.ask('perp', 'privatePostV1Positions', {}, Positions) : null,
  ])
  return {
    holdings: [
      ...(balances ? balanceRows(balances, api) : []),
      ...(staked ? stakedRows(staked, api) : []),
      ...(open ? await positionRows(open, api) : []),
    ],
    wallets: [...(balances ? [wallet('spot')] : []), ...(staked ? [wallet('earn')] : []), ...(open ? [wallet('perp')] : [])],
    positionMode: open?.length ? 'one_way' : null,
  }
}

const Roles = z.object({ isAuditor: flag, isFundManager: flag, isTrader: flag })
const Account = z.object({ account: z.object({ accountName: maybeText }) })

/** Roles are a key's own: an auditor reads alone. */
async function verify(api: AccountApi): Promise<KeyInfo> {
  const roles = await api.call('privatePostV1Roles', {}, Roles)
  const account = await api.tell('account', 'privatePostV1Account', {}, Account)
  const permissions: Permission[] = [
    'read',
    ...(roles.isTrader ? (['trade'] as const) : []),
    ...(roles.isFundManager ? (['withdraw'] as const) : []),
  ]
  return {
    permissions,
    positionMode: null,
    ipList: null,
    expiresAt: null,
    label: account?.account.accountName || null,
  }
}

export const gemini: Venue = { about, errors: ERRORS, limits, growingNonces: true, read, verify }
