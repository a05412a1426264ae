import { z } from 'zod'
import type { TokenHolding } from '../../../domain/types'
import { add, amount } from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { KeyInfo } from '../../port'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import { held, plainToken } from '../../reading/rows'
import type { Venue } from '../venue'
import { about } from './about'
import { limits } from './limits'

const SHUT_OUT = 300

/** https://apidocs.bithumb.com/docs/api-주요-에러-코드: the name is the code, the words beside it are Korean. */
const ERRORS: ErrorRules = {
  invalid_access_key: { code: 'exchange_credentials', field: 'apiKey' },
  jwt_verification: { code: 'exchange_credentials', field: 'apiSecret' },
  invalid_query_payload: { code: 'exchange_credentials', field: 'apiSecret' },
  expired_access_key: {
    code: 'exchange_credentials',
    words: 'Bithumb says that this key has expired: they last a year. Make a new one.',
  },
  expired_jwt: { code: 'exchange_clock' },
  NotAllowIP: { code: 'exchange_ip' },
  out_of_scope: { code: 'exchange_permission' },
  blocked_member_id: { code: 'exchange_refused', words: 'Bithumb has closed its service to this account for now. Ask there.' },
  server_error: { code: 'exchange_network' },
  '429': { code: 'exchange_rate_limit', waitSeconds: SHUT_OUT },
  'HTTP 429': { code: 'exchange_rate_limit', waitSeconds: SHUT_OUT },
}

/**
 * https://apidocs.bithumb.com/reference/전체-계좌-조회 (2.1.5): `balance` is what orders may use, `locked` what they hold beside it. Won
 * are a coin as any other.
 */
const Coins = z.array(z.object({ currency: z.string(), balance: amount, locked: amount }))

const coinRows = (coins: z.output<typeof Coins>, api: AccountApi): TokenHolding[] =>
  held(
    coins.map(({ currency, balance, locked }) =>
      plainToken('spot', api.code(currency), add(balance, locked) ?? balance, balance),
    ),
  )

async function read(api: AccountApi): Promise<Reading> {
  if (!api.wants('spot')) return { holdings: [], wallets: [], positionMode: null }
  const coins = await api.ask('spot', 'privateGetV1Accounts', {}, Coins)
  api.leaveOut('staking', 'Bithumb tells staked and lent coins by no call; whether balances hold them is not documented.')
  return { holdings: coins ? coinRows(coins, api) : [], wallets: coins ? [wallet('spot')] : [], positionMode: null }
}

/** Every key of the account, each with its end. */
const Keys = z.array(z.object({ access_key: z.string(), expire_at: z.string() }))

async function verify(api: AccountApi): Promise<KeyInfo> {
  await api.call('privateGetV1Accounts', {}, Coins)
  const keys = await api.tell('end of the key', 'privateGetV1ApiKeys', {}, Keys)
  const own = keys?.find(({ access_key }) => access_key === api.apiKey)
  const expires = own ? new Date(own.expire_at) : null
  return {
    permissions: null,
    positionMode: null,
    ipList: null,
    expiresAt: expires && !Number.isNaN(expires.getTime()) ? expires : null,
    label: null,
  }
}

export const bithumb: Venue = { about, errors: ERRORS, limits, read, verify }
