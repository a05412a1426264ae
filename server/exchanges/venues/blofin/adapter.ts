import { z } from 'zod'
import type { PositionMode, WalletType } from '../../../domain/types'
import { inside, maybeText, text } from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { KeyInfo, Permission } from '../../port'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import type { Venue } from '../venue'
import { about } from './about'
import { blofinLeverage } from './leverage'
import { limits } from './limits'
import { Account, Coins, coinRows, type Futures, futuresRows, Positions } from './wallets'

/** https://docs.blofin.com/index.html#error-code. Limits are counted by address; HTTP 403 is the front door's word for too many. */
const ERRORS: ErrorRules = {
  '152401': { code: 'exchange_credentials', field: 'apiKey' },
  '152402': { code: 'exchange_credentials', field: 'apiKey' },
  '152404': { code: 'exchange_permission' },
  '152405': { code: 'exchange_clock' },
  '152406': { code: 'exchange_ip' },
  '152407': { code: 'exchange_network' },
  '152408': { code: 'exchange_credentials', field: 'password' },
  '152409': { code: 'exchange_credentials', field: 'apiSecret' },
  '152410': { code: 'exchange_clock' },
  'HTTP 403': { code: 'exchange_rate_limit', waitSeconds: 300 },
  '429': { code: 'exchange_rate_limit', waitSeconds: 300 },
}

/** Accounts whose coins margin nothing, as `accountType` names them. */
const PLAIN: readonly [wallet: WalletType, accountType: string][] = [
  ['funding', 'funding'],
  ['spot', 'spot'],
  ['earn', 'earn'],
]

async function plain(api: AccountApi, [name, accountType]: (typeof PLAIN)[number]) {
  if (!api.wants(name)) return null
  const rows = await api.ask(name, 'privateGetAssetBalances', { accountType }, Coins)
  return rows && { wallet: name, tokens: coinRows(name, rows, api), positions: [], mode: null }
}

/** What a copy trader leads or follows with has an account and positions of its own. */
const MARGINED = {
  perp: { account: 'privateGetAccountBalance', positions: 'privateGetAccountPositions' },
  'copy trading': {
    account: 'privateGetCopytradingAccountBalance',
    positions: 'privateGetCopytradingAccountPositionsByContract',
  },
} as const

async function margined(api: AccountApi, name: keyof typeof MARGINED): Promise<Futures | null> {
  // The test system has no copy trading.
  if ((api.sandbox && name !== 'perp') || !api.wants(name, 'perp')) return null
  const [account, positions] = await Promise.all([
    api.ask(name, MARGINED[name].account, {}, Account),
    api.ask(name, MARGINED[name].positions, {}, Positions),
  ])
  return account === null && positions === null ? null : futuresRows(name, account, positions, api)
}

async function read(api: AccountApi): Promise<Reading> {
  const found = await Promise.all([margined(api, 'perp'), margined(api, 'copy trading'), ...PLAIN.map((one) => plain(api, one))])
  const groups = found.filter((group) => group !== null)
  return {
    holdings: groups.flatMap(({ tokens, positions }) => [...tokens, ...positions]),
    wallets: groups.map((group) => wallet(group.wallet)),
    positionMode: groups.reduce<PositionMode | null>((mode, group) => mode ?? group.mode, null),
  }
}

const Key = inside(
  'data',
  z.object({
    apiName: maybeText,
    /** Of every key; what has none is no answer about one. */
    uid: text,
    readOnly: maybeText,
    ips: z.array(z.string()).nullish(),
    expireTime: maybeText,
  }),
)

/** `readOnly` is 1 for a key that reads alone; of one that writes it is not told what: withdrawing is a permission since 2026. */
async function verify(api: AccountApi): Promise<KeyInfo> {
  const key = await api.call('privateGetUserQueryApikey', {}, Key)
  const permissions: Permission[] | null = key.readOnly === '1' ? ['read'] : null
  const expires = Number(key.expireTime ?? 0)
  return {
    permissions,
    positionMode: null,
    ipList: key.ips && key.ips.length > 0 ? key.ips : null,
    expiresAt: expires > 0 ? new Date(expires) : null,
    label: key.apiName || null,
    uid: key.uid,
  }
}

export const blofin: Venue = {
  about,
  errors: ERRORS,
  limits,
  // A nonce is refused for a minute once it was used, and ccxt takes the millisecond: calls of one key go one by one.
  growingNonces: true,
  read,
  verify,
  leverage: blofinLeverage,
}
