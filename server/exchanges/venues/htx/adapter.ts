import { z } from 'zod'
import type { Holding, PositionMode, TokenHolding, WalletType } from '../../../domain/types'
import { absolute, add, amount, inside, isZero, maybeAmount, maybeText, subtract, text } from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { Market } from '../../ccxt/markets'
import type { KeyInfo, Permission } from '../../port'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import { held, marginToken, merged, plainToken } from '../../reading/rows'
import type { Venue } from '../venue'
import { about } from './about'
import { Accounts, ASK, plainWallet } from './accounts'
import { htxFlows } from './flows'
import { type HtxGroup, htxInverse, htxLinear } from './futures'
import { htxLeverage } from './leverage'
import { limits } from './limits'
import { htxSubAccounts } from './sub-accounts'

/**
 * https://www.htx.com/en-us/opend/newApiPages/ (spot: words, futures: numbers). Limits (there too, at each call): those
 * with a key are counted by UID, public ones by address.
 */
const ERRORS: ErrorRules = {
  '…Incorrect Access key': { code: 'exchange_credentials', field: 'apiKey' },
  '…Verification failure': { code: 'exchange_credentials', field: 'apiSecret' },
  '…API key has no permission': { code: 'exchange_permission' },
  '…Incorrect IP': { code: 'exchange_ip' },
  '…IP is not in the whitelist': { code: 'exchange_ip' },
  '…Timestamp': { code: 'exchange_clock' },
  'api-signature-check-failed': { code: 'exchange_credentials', field: 'apiSecret' },
  'api-signature-not-valid': { code: 'exchange_credentials' },
  'base-request-exceed-frequency-limit': { code: 'exchange_rate_limit', scope: 'account' },
  'rate-too-many-requests': { code: 'exchange_rate_limit', scope: 'account' },
  'system-maintenance': { code: 'exchange_maintenance' },
  'gateway-internal-error': { code: 'exchange_network' },
  'account-get-accounts-inexistent-error': { code: 'exchange_refused', unopened: true },
  '403': { code: 'exchange_credentials' },
  '1003': { code: 'exchange_credentials', field: 'apiSecret' },
  '1032': { code: 'exchange_rate_limit', scope: 'account' },
  // A contract account that was never opened.
  '1010': { code: 'exchange_refused', unopened: true },
  '1220': { code: 'exchange_refused', unopened: true },
  // An account of another kind than the call is for.
  '4002': { code: 'exchange_refused' },
  '4007': { code: 'exchange_refused' },
}

/** One coin takes several rows: `trade` and `frozen` are held, `loan` and `interest` owed (negative). */
const Row = z.object({ currency: z.string(), type: z.string(), balance: amount })
const List = z.object({ list: z.array(Row).nullable() })
const Balance = inside('data', List)
const Isolated = inside('data', z.array(List))

const Uid = inside('data', text)
const Keys = inside(
  'data',
  z.array(
    z.object({ accessKey: z.string(), note: maybeText, permission: maybeText, ipAddresses: maybeText, validDays: maybeAmount }),
  ),
)

/** What may be borrowed or moved out is stated in rows of its own and is no balance. */
const SAID_ONLY = /-available$/

function tokens(list: readonly z.output<typeof Row>[], name: WalletType, api: AccountApi): TokenHolding[] {
  const ids = [...new Set(list.map((row) => row.currency))]
  return held(
    ids.map((id) => {
      const rows = list.filter((row) => row.currency === id && !SAID_ONLY.test(row.type))
      const sum = (...types: readonly string[]) =>
        add(...rows.filter((row) => types.includes(row.type)).map((row) => row.balance))
      const owed = absolute(sum('loan', 'interest') ?? '0')
      const others = rows.map((row) => row.type).filter((type) => type !== 'loan' && type !== 'interest')
      const total = sum(...others) ?? '0'
      const symbol = api.code(id)
      const available = sum('trade')
      if (isZero(owed)) return plainToken(name, symbol, total, available)
      return marginToken({ wallet: name, symbol, size: subtract(total, owed), amount: total, borrowed: owed, available })
    }),
  )
}

/** The account's id first, as every other call wants it. */
async function wallets(api: AccountApi): Promise<HtxGroup[]> {
  const accounts = await api.ask('spot', ASK, {}, Accounts)
  const has = (...types: readonly string[]) => accounts === null || accounts.some(({ type }) => types.includes(type))
  const plain = (accounts ?? []).map(async ({ id, type }): Promise<HtxGroup | null> => {
    const name = plainWallet(type)
    if (name === null || !api.wants(name)) return null
    const params = { 'account-id': id }
    const found = await api.ask(name, 'spotPrivateGetV1AccountAccountsAccountIdBalance', params, Balance)
    return found && { wallet: name, holdings: tokens(found.list ?? [], name, api) }
  })
  const cross = async (): Promise<HtxGroup | null> => {
    if (!has('super-margin', 'cross-margin') || !api.wants('margin')) return null
    const found = await api.ask('margin', 'spotPrivateGetV1CrossMarginAccountsBalance', {}, Balance)
    return found && { wallet: 'margin', holdings: tokens(found.list ?? [], 'margin', api) }
  }
  const isolated = async (): Promise<HtxGroup | null> => {
    const name = 'isolated_margin'
    if (!has('margin') || !api.wants(name, 'margin')) return null
    const found = await api.ask(name, 'spotPrivateGetV1MarginAccountsBalance', {}, Isolated)
    return found && { wallet: name, holdings: merged(found.flatMap(({ list }) => tokens(list ?? [], name, api))) }
  }
  return held(await Promise.all([...plain, cross(), isolated()]))
}

async function read(api: AccountApi): Promise<Reading> {
  const [coins, linear, swaps, futures] = await Promise.all([
    wallets(api),
    htxLinear(api),
    htxInverse(api, 'swap'),
    htxInverse(api, 'future'),
  ])
  const groups = held([...coins, linear, swaps, futures])
  const holdings: Holding[] = groups.flatMap((group) => group.holdings)
  const names = [...new Set(groups.map((group) => group.wallet))]
  return {
    holdings,
    wallets: names.map((name) => wallet(name, groups.find((group) => group.wallet === name)?.equityUsd ?? null)),
    positionMode: groups.reduce<PositionMode | null>((mode, group) => mode ?? group.positionMode ?? null, null),
  }
}

async function verify(api: AccountApi): Promise<KeyInfo> {
  await api.call(ASK, {}, Accounts)
  const uid = await api.tell('User id', 'spotPrivateGetV2UserUid', {}, Uid)
  const keys = uid === null ? null : await api.tell('Permissions', 'spotPrivateGetV2UserApiKey', { uid }, Keys)
  const key = keys?.find((candidate) => candidate.accessKey === api.apiKey)
  const told = (key?.permission ?? '').split(',')
  const permissions: Permission[] = ['read']
  if (told.includes('trade')) permissions.push('trade')
  if (told.includes('withdraw')) permissions.push('withdraw')
  const ips = (key?.ipAddresses ?? '').split(',').filter((ip) => ip !== '')
  return {
    permissions: key?.permission ? permissions : null,
    positionMode: null,
    ipList: ips.length > 0 ? ips : null,
    expiresAt: null,
    label: key?.note || null,
    uid,
  }
}

/** ccxt gives contracts the leverage limits of spot margin. */
function refine(market: Market): Market {
  return market.contract ? { ...market, maxLeverage: null } : market
}

export const htx: Venue = {
  about,
  errors: ERRORS,
  limits,
  refine,
  read,
  verify,
  subAccounts: htxSubAccounts,
  flows: htxFlows,
  leverage: htxLeverage,
}
