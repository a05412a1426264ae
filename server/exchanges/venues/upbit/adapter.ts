import { z } from 'zod'
import type { ErrorRules } from '../../ccxt/errors'
import type { KeyInfo } from '../../port'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import type { Venue } from '../venue'
import { about } from './about'
import { limits } from './limits'
import { Pockets, upbitPockets } from './pockets'
import { Coins, coinRows } from './wallets'

/** https://docs.upbit.com/kr/reference/rest-api-guide: the name is the code, the words beside it are Korean. */
const ERRORS: ErrorRules = {
  invalid_access_key: { code: 'exchange_credentials', field: 'apiKey' },
  jwt_verification: { code: 'exchange_credentials', field: 'apiSecret' },
  invalid_query_payload: { code: 'exchange_credentials', field: 'apiSecret' },
  expired_access_key: {
    code: 'exchange_credentials',
    words: 'Upbit says that this key has expired: they last a year. Make a new one.',
  },
  no_authorization_ip: { code: 'exchange_ip' },
  out_of_scope: { code: 'exchange_permission' },
  nonce_used: { code: 'exchange_network' },
  thirdparty_agreement_required: {
    code: 'exchange_refused',
    words: 'Upbit wants an agreement from you (passing on personal data) before its API answers. Look there.',
  },
  pocket_not_found: { code: 'exchange_refused', words: 'Upbit knows no such pocket any more.' },
}

async function read(api: AccountApi): Promise<Reading> {
  if (!api.wants('spot')) return { holdings: [], wallets: [], positionMode: null }
  const pocket = api.subAccount
  const coins = pocket
    ? await api.ask('spot', 'privateGetPocketsAssets', { uuid: pocket }, Coins)
    : await api.ask('spot', 'privateGetAccounts', {}, Coins)
  if (!pocket) api.leaveOut('staking', 'Upbit tells staked coins by no call; whether balances hold them is not documented.')
  return { holdings: coins ? coinRows(coins, api) : [], wallets: coins ? [wallet('spot')] : [], positionMode: null }
}

/** Every key of the account, each with its end. */
const Keys = z.array(z.object({ access_key: z.string(), expire_at: z.string() }))

/** The list of keys needs no permission; that of pockets wants one that most keys should not have. */
async function verify(api: AccountApi): Promise<KeyInfo> {
  await api.call('privateGetAccounts', {}, Coins)
  const [keys, pockets] = await Promise.all([
    api.tell('end of the key', 'privateGetApiKeys', {}, Keys),
    api.tell('pockets', 'privateGetPockets', {}, Pockets),
  ])
  const own = keys?.find(({ access_key }) => access_key === api.apiKey)
  const expires = own ? new Date(own.expire_at) : null
  return {
    permissions: null,
    positionMode: null,
    ipList: null,
    expiresAt: expires && !Number.isNaN(expires.getTime()) ? expires : null,
    label: null,
    uid: pockets?.find(({ type }) => type === 'main')?.uuid ?? null,
  }
}

export const upbit: Venue = { about, errors: ERRORS, limits, read, verify, subAccounts: upbitPockets }
