import { z } from 'zod'
import type { Holding, PositionMode, TokenHolding, WalletType } from '../../../domain/types'
import { DomainError, isPassing } from '../../../errors'
import { add, amount, inside, maybeAmount, maybeText, text } from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { KeyInfo, Permission } from '../../port'
import type { AccountApi } from '../../reading/api'
import { freeAndHeld } from '../../reading/held-and-owed'
import { olderThan, unifiedOrders } from '../../reading/orders'
import { type Reading, wallet } from '../../reading/reading'
import { held, marginToken, merged, plainToken } from '../../reading/rows'
import type { Venue } from '../venue'
import { about } from './about'
import { bitgetFlows } from './flows'
import { type BitgetGroup, bitgetFutures, bitgetUnified } from './futures'
import { bitgetLeverage } from './leverage'
import { limits } from './limits'
import { bitgetSubAccounts, readBitgetSubAccount } from './sub-accounts'
import { bitgetTables } from './tables'
import { watch } from './watch'

/**
 * https://www.bitget.com/api-doc/common/error-code/restapi. Limits: calls with a key are counted by UID and all together
 * by address; the same 429 answers both, so it is taken for the address's.
 */
const ERRORS: ErrorRules = {
  '40002': { code: 'exchange_credentials', field: 'apiKey' },
  '40005': { code: 'exchange_clock' },
  '40006': { code: 'exchange_credentials', field: 'apiKey' },
  '40008': { code: 'exchange_clock' },
  '40009': { code: 'exchange_credentials', field: 'apiSecret' },
  '40010': { code: 'exchange_network' },
  '40011': { code: 'exchange_credentials', field: 'password' },
  '40012': { code: 'exchange_credentials', field: 'password', words: 'Bitget refuses the key or its passphrase.' },
  '40014': { code: 'exchange_permission' },
  '40015': { code: 'exchange_network' },
  '40018': { code: 'exchange_ip' },
  '40037': { code: 'exchange_credentials', field: 'apiKey' },
  '40038': { code: 'exchange_ip' },
  '40085': { code: 'exchange_refused', words: 'Bitget tells this of classic accounts only.' },
  '40200': { code: 'exchange_maintenance' },
  '40725': { code: 'exchange_network' },
  '40808': { code: 'exchange_refused' },
  '429': { code: 'exchange_rate_limit' },
  '45001': { code: 'exchange_network' },
}

const Spot = inside('data', z.array(z.object({ coin: z.string(), available: amount, frozen: maybeAmount, locked: maybeAmount })))
const MarginRow = z.object({
  coin: z.string(),
  available: maybeAmount,
  borrow: amount,
  interest: amount,
  net: amount,
  totalAmount: amount,
})
const Margin = inside('data', z.array(MarginRow))
const Funding = inside('data', z.array(z.object({ coin: z.string(), available: amount, frozen: maybeAmount })))
const Earn = inside('data', z.array(z.object({ coin: z.string(), amount })))
const Settings = inside(
  'data',
  z
    .looseObject({ holdMode: maybeText, uid: maybeText })
    // What is not told is null by now.
    .refine((told) => Object.entries(told).some(([name, value]) => /Mode$/.test(name) && value != null), 'tells no mode'),
)
const AnyAssets = inside('data', z.object({ assets: z.array(z.unknown()) }))
const Info = inside(
  'data',
  z.object({
    userId: text,
    authorities: z.array(z.string()).nullish(),
    ips: z.union([z.string(), z.array(z.string())]).nullish(),
  }),
)
/** Of a key for unified accounts. */
const UnifiedInfo = inside(
  'data',
  z.object({
    userId: maybeText,
    ips: z.union([z.string(), z.array(z.string())]).nullish(),
    permType: maybeText,
    permissions: z.array(z.string()).nullish(),
  }),
)

async function spot(api: AccountApi): Promise<BitgetGroup | null> {
  if (!api.wants('spot')) return null
  const rows = await api.ask('spot', 'privateSpotGetV2SpotAccountAssets', {}, Spot)
  return (
    rows && {
      wallet: 'spot',
      holdings: held(
        rows.map((row) =>
          plainToken(
            'spot',
            api.code(row.coin),
            freeAndHeld('spot', row.available, [row.frozen, row.locked], api),
            row.available,
          ),
        ),
      ),
    }
  )
}

/** Beside a unified account it has a call of its own: the older one refuses there. */
async function funding(api: AccountApi, unified: boolean): Promise<BitgetGroup | null> {
  if (!api.wants('funding')) return null
  const calls = ['privateUtaGetV3AccountFundingAssets', 'privateSpotGetV2AccountFundingAssets']
  const rows = await api.ask('funding', unified ? calls : 'privateSpotGetV2AccountFundingAssets', {}, Funding)
  const row = ({ coin, available, frozen }: z.output<typeof Funding>[number]) =>
    plainToken('funding', api.code(coin), freeAndHeld('funding', available, [frozen], api), available)
  return rows && { wallet: 'funding', holdings: held(rows.map(row)) }
}

async function earn(api: AccountApi): Promise<BitgetGroup | null> {
  if (!api.wants('earn')) return null
  const rows = await api.ask('earn', 'privateEarnGetV2EarnAccountAssets', {}, Earn)
  return (
    rows && {
      wallet: 'earn',
      holdings: merged(held(rows.map((row) => plainToken('earn', api.code(row.coin), row.amount, null)))),
    }
  )
}

/** Net of loans and interest; a coin that is in several isolated pairs is one row. */
async function margin(api: AccountApi, name: WalletType, method: string): Promise<BitgetGroup | null> {
  if (!api.wants(name, 'margin')) return null
  const rows = await api.ask(name, method, {}, Margin)
  const tokens: (TokenHolding | null)[] = (rows ?? []).map((row) =>
    marginToken({
      wallet: name,
      symbol: api.code(row.coin),
      size: row.net,
      amount: row.totalAmount,
      borrowed: add(row.borrow, row.interest) ?? '0',
      available: row.available,
    }),
  )
  return rows && { wallet: name, holdings: merged(held(tokens)) }
}

function classic(api: AccountApi): Promise<(BitgetGroup | null)[]> {
  return Promise.all([
    spot(api),
    margin(api, 'margin', 'privateMarginGetV2MarginCrossedAccountAssets'),
    margin(api, 'isolated_margin', 'privateMarginGetV2MarginIsolatedAccountAssets'),
    bitgetFutures(api, 'perp', ['USDT-FUTURES', 'USDC-FUTURES']),
    bitgetFutures(api, 'coinm', ['COIN-FUTURES']),
  ])
}

/** Whether the account is a unified one (UTA); a recording that does not say is asked for its assets. */
async function isUnified(api: AccountApi): Promise<boolean> {
  if ((await api.tell('Account kind', 'privateUtaGetV3AccountSettings', {}, Settings)) !== null) return true
  return (await api.tell('Account kind', 'privateUtaGetV3AccountAssets', {}, AnyAssets)) !== null
}

async function read(api: AccountApi): Promise<Reading> {
  if (api.subAccount !== undefined) return readBitgetSubAccount(api, api.subAccount)
  const saved = earn(api)
  // A failure of it is told below, after those of the wallets that are asked for in the meantime.
  saved.catch(() => undefined)
  const unified = await isUnified(api)
  const found = await Promise.all([
    unified ? bitgetUnified(api).then((group) => [group]) : classic(api),
    funding(api, unified).then((group) => [group]),
    saved.then((group) => [group]),
  ])
  const groups = held(found.flat())
  const holdings: Holding[] = groups.flatMap((group) => group.holdings)
  return {
    holdings,
    wallets: groups.map((group) => wallet(group.wallet, group.equityUsd ?? null)),
    positionMode: groups.reduce<PositionMode | null>((mode, group) => mode ?? group.positionMode ?? null, null),
  }
}

/** What `authorities` allow beside reading: order (`coow`, `stow`, `smow`), position (`cpow`), wallet transfer and withdrawal. */
const WRITES: Readonly<Record<string, Permission>> = {
  coow: 'trade',
  cpow: 'trade',
  stow: 'trade',
  smow: 'trade',
  wtow: 'transfer',
  wwow: 'withdraw',
}

/** What a classic call answers to a unified account. */
const UNIFIED_ONLY = '40085'

/** The answer, or the refusal that stands. @throws DomainError that passes */
async function refusedOr<T>(call: Promise<T>): Promise<T | DomainError> {
  return call.catch((error: unknown) => {
    if (error instanceof DomainError && !isPassing(error.code)) return error
    throw error
  })
}

function addressesOf(ips: string | readonly string[] | null | undefined): string[] | null {
  const found = (typeof ips === 'string' ? ips.split(',') : (ips ?? [])).map((ip) => ip.trim()).filter((ip) => ip !== '')
  return found.length > 0 ? found : null
}

/**
 * What a key for unified accounts may do: `permType` is told as `readonly` and as `read_only`, `permissions` stand for what it may do
 * where it may write. Null where neither is told. https://www.bitget.com/api-doc/uta/account/Get-Account-Info (2026-11)
 */
function unifiedPermissions(info: z.output<typeof UnifiedInfo> | null): Permission[] | null {
  if (info === null || info.permType === null || !info.permissions) return null
  if (!/write/i.test(info.permType)) return ['read']
  const may = (word: RegExp) => info.permissions?.some((name) => word.test(name)) === true
  return [
    'read',
    ...(may(/trade/i) ? (['trade'] as const) : []),
    ...(may(/withdraw/i) ? (['withdraw'] as const) : []),
    ...(may(/transfer/i) ? (['transfer'] as const) : []),
  ]
}

/**
 * A key of a unified account is refused by every classic call, and all new accounts are unified: the account is asked first
 * which kind it is, and that answer proves the key. Each kind has a call of its own for permissions and addresses.
 * https://www.bitget.com/api-doc/spot/account/Get-Account-Info, …/uta/account/Get-Account-Setting
 */
async function verify(api: AccountApi): Promise<KeyInfo> {
  const unified = await refusedOr(api.call('privateUtaGetV3AccountSettings', {}, Settings))
  if (!(unified instanceof DomainError)) {
    const mode = unified.holdMode
    const told = await api.tell('Permissions', 'privateUtaGetV3AccountInfo', {}, UnifiedInfo)
    return {
      permissions: unifiedPermissions(told),
      positionMode: mode === 'hedge_mode' ? 'hedge' : mode === 'one_way_mode' ? 'one_way' : null,
      ipList: addressesOf(told?.ips),
      expiresAt: null,
      label: null,
      uid: unified.uid ?? told?.userId ?? null,
    }
  }
  const info = await refusedOr(api.call('privateSpotGetV2SpotAccountInfo', {}, Info))
  // A unified account whose key lacks the permission: what it said first says more.
  if (info instanceof DomainError) throw info.exchangeError?.includes(UNIFIED_ONLY) ? unified : info
  const permissions = info.authorities && [
    ...new Set<Permission>(['read', ...info.authorities.flatMap((name) => WRITES[name] ?? [])]),
  ]
  return {
    permissions: permissions ?? null,
    positionMode: null,
    ipList: addressesOf(info.ips),
    expiresAt: null,
    label: null,
    uid: info.userId,
  }
}

export const bitget: Venue = {
  about,
  errors: ERRORS,
  limits,
  // Markets of the classic API carry the same ids as the unified one.
  settings: () => ({ uta: false }),
  read,
  verify,
  subAccounts: bitgetSubAccounts,
  leverage: bitgetLeverage,
  tables: bitgetTables,
  orders: unifiedOrders(
    (['USDT-FUTURES', 'USDC-FUTURES', 'COIN-FUTURES'] as const).flatMap((productType) => [
      { type: 'swap', productType, limit: 100 },
      { type: 'swap', productType, limit: 100, planType: 'profit_loss' },
      { type: 'swap', productType, limit: 100, planType: 'normal_plan' },
      { type: 'swap', productType, limit: 100, planType: 'track_plan' },
    ]),
    ['data.entrustedList'],
    olderThan('idLessThan', 100),
  ),
  flows: bitgetFlows,
  watch,
}
