import type { ErrorRules } from '../../ccxt/errors'
import type { KeyInfo } from '../../port'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import { held } from '../../reading/rows'
import type { Venue } from '../venue'
import { about } from './about'
import { limits } from './limits'
import { cryptocomSubAccounts } from './sub-accounts'
import { Balances, coinRows, isolatedById, Positions, positionRow, Stakes, stakeRows } from './wallets'

/** https://exchange-docs.crypto.com/exchange/v1/rest-ws/index.html#response-and-reason-codes. Limits are counted by key and method. */
const ERRORS: ErrorRules = {
  '40101': {
    code: 'exchange_credentials',
    words: 'Crypto.com refuses the key or its secret. A key of the app is none of the Exchange.',
  },
  '40102': { code: 'exchange_clock' },
  '40103': { code: 'exchange_ip' },
  '40104': { code: 'exchange_permission' },
  '40801': { code: 'exchange_network' },
  '42901': { code: 'exchange_rate_limit', scope: 'account' },
  '50001': { code: 'exchange_network' },
}

const BALANCE = 'v1PrivatePostPrivateUserBalance'

async function trading(api: AccountApi) {
  if (!api.wants('unified', 'spot', 'margin', 'perp', 'future')) return null
  const [balances, positions] = await Promise.all([
    api.ask('unified', BALANCE, {}, Balances),
    api.ask('unified', 'v1PrivatePostPrivateGetPositions', {}, Positions),
  ])
  if (balances === null && positions === null) return null
  const accounts = balances?.data ?? []
  const isolated = isolatedById(accounts)
  const open = held(await Promise.all((positions?.data ?? []).map((row) => positionRow(row, isolated, api))))
  return [...coinRows(accounts, api), ...open]
}

async function earn(api: AccountApi) {
  // Staking is no part of the test system.
  if (api.sandbox || !api.wants('earn')) return null
  const found = await api.ask('earn', 'v1PrivatePostPrivateStakingGetStakingPosition', {}, Stakes)
  return found && stakeRows(found.data, api)
}

async function read(api: AccountApi): Promise<Reading> {
  const [main, saved] = await Promise.all([trading(api), earn(api)])
  return {
    holdings: [...(main ?? []), ...(saved ?? [])],
    wallets: [...(main ? [wallet('unified')] : []), ...(saved ? [wallet('earn')] : [])],
    positionMode: main ? 'one_way' : null,
  }
}

/** Crypto.com tells nothing of a key. */
async function verify(api: AccountApi): Promise<KeyInfo> {
  await api.call(BALANCE, {}, Balances)
  return { permissions: null, positionMode: 'one_way', ipList: null, expiresAt: null, label: null }
}

export const cryptocom: Venue = {
  about,
  errors: ERRORS,
  limits,
  growingNonces: true,
  read,
  verify,
  subAccounts: cryptocomSubAccounts,
}
