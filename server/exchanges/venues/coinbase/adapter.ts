import { z } from 'zod'
import type { TokenHolding, WalletType } from '../../../domain/types'
import { DomainError } from '../../../errors'
import { sentence } from '../../../language/sentence'
import { amount, flag, maybeAmount, maybeText } from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { KeyInfo, Permission } from '../../port'
import type { AccountApi, Params } from '../../reading/api'
import { freeAndHeld } from '../../reading/held-and-owed'
import { type Reading, wallet } from '../../reading/reading'
import { held, merged, plainToken } from '../../reading/rows'
import type { Venue } from '../venue'
import { about } from './about'
import { coinbaseFlows } from './flows'
import { type CoinbaseGroup, coinbaseFutures, coinbasePerps } from './futures'
import { limits } from './limits'
import { coinbaseStaked } from './staked'
import { coinbaseSubAccounts } from './sub-accounts'

/**
 * https://docs.cdp.coinbase.com/coinbase-app/api-architecture/error-messages. Limits (…/rate-limiting): calls with a key
 * are counted by key.
 */
const ERRORS: ErrorRules = {
  '…request timestamp expired': { code: 'exchange_clock' },
  '…IP address not allowed': { code: 'exchange_ip' },
  '…Too many requests': { code: 'exchange_rate_limit', scope: 'account' },
  '…Missing required scopes': { code: 'exchange_permission' },
  'HTTP 401': {
    code: 'exchange_credentials',
    words:
      "Coinbase refuses this key. Check that name and private key are of one key, that it was not deleted, and this server's clock.",
  },
  PERMISSION_DENIED: { code: 'exchange_permission' },
  unauthorized: { code: 'exchange_permission' },
}

/** What is free and what orders hold are apart. */
const Account = z.object({
  uuid: maybeText,
  currency: z.string(),
  available_balance: z.object({ value: amount }),
  hold: z.object({ value: maybeAmount }).nullish(),
  type: maybeText,
  platform: maybeText,
})
const Page = z.object({ accounts: z.array(Account), has_next: flag.nullish(), cursor: maybeText })

/** The older call, which recordings of ccxt hold: one balance, orders included. */
const OldAccount = z.object({
  type: maybeText,
  balance: z.object({ amount, currency: z.string() }),
})
const OldPage = z
  .object({ data: z.array(OldAccount), pagination: z.object({ next_starting_after: maybeText }).nullish() })
  .transform(({ data, pagination }) => ({ old: data, next: pagination?.next_starting_after ?? null }))

const NewPage = Page.transform(({ accounts, has_next, cursor }) => ({ accounts, next: has_next ? cursor : null }))
const AnyPage = z.union([NewPage, OldPage])

const Key = z.object({
  can_view: flag.nullish(),
  can_trade: flag.nullish(),
  can_transfer: flag.nullish(),
  portfolio_type: maybeText,
  portfolio_uuid: maybeText,
})
const Portfolios = z.object({ portfolios: z.array(z.object({ name: z.string(), uuid: z.string() })) })

/** Wallets of derivatives have calls of their own, and would count twice. */
const ELSEWHERE: ReadonlySet<string> = new Set(['ACCOUNT_PLATFORM_INTX', 'ACCOUNT_PLATFORM_CFM_CONSUMER'])

function token(row: z.output<typeof Account>, api: AccountApi): TokenHolding | null {
  if (row.type === 'ACCOUNT_TYPE_PERP_FUTURES' || (row.platform !== null && ELSEWHERE.has(row.platform))) return null
  const name: WalletType = row.type === 'ACCOUNT_TYPE_VAULT' ? 'vault' : 'spot'
  const free = row.available_balance.value
  return plainToken(name, api.code(row.currency), freeAndHeld(name, free, [row.hold?.value ?? null], api), free)
}

function oldToken({ type, balance }: z.output<typeof OldAccount>, api: AccountApi): TokenHolding | null {
  return plainToken(type === 'vault' ? 'vault' : 'spot', api.code(balance.currency), balance.amount, null)
}

type Row = z.output<typeof Account> | z.output<typeof OldAccount>

const METHODS = ['v3PrivateGetBrokerageAccounts', 'v2PrivateGetAccounts'] as const

/** All pages of the wallets of the portfolio that the key is bound to; a coin has one wallet or several. */
async function brokerage(api: AccountApi): Promise<{ groups: CoinbaseGroup[]; accounts: ReadonlySet<string> }> {
  if (!api.wants('spot')) return { groups: [], accounts: new Set() }
  const rows = await api.pages(
    'spot',
    { limit: 250 },
    {
      read: async (params) => api.ask('spot', METHODS, params, AnyPage),
      rows: (page: z.output<typeof AnyPage>): readonly Row[] => ('old' in page ? page.old : page.accounts),
      id: (row) => ('uuid' in row && row.uuid ? `${row.uuid} ${row.currency} ${row.type}` : null),
      next: (page, params): Params | null => {
        if (page.next === null || page.next === '') return null
        return 'old' in page ? { ...params, starting_after: page.next } : { ...params, cursor: page.next }
      },
    },
  )
  if (rows === null) return { groups: [], accounts: new Set() }
  const tokens = held(rows.map((row) => ('currency' in row ? token(row, api) : oldToken(row, api))))
  const vault = tokens.some((row) => row.wallet === 'vault')
  return {
    groups: [{ wallet: 'spot', holdings: merged(tokens) }, ...(vault ? [{ wallet: 'vault', holdings: [] }] : [])],
    accounts: new Set(rows.flatMap((row) => ('uuid' in row ? (row.uuid ?? []) : []))),
  }
}

async function read(api: AccountApi): Promise<Reading> {
  const coins = brokerage(api)
  const listed = coins.then(({ accounts }) => accounts)
  // Its failure is told by `coins`.
  listed.catch(() => undefined)
  const [{ groups: spot }, perps, futures, staked] = await Promise.all([
    coins,
    coinbasePerps(api),
    coinbaseFutures(api),
    coinbaseStaked(api, listed),
  ])
  const groups = held([...spot, ...perps, futures, staked])
  return {
    holdings: groups.flatMap((group) => group.holdings),
    wallets: groups.map((group) => wallet(group.wallet, group.equityUsd ?? null)),
    positionMode: perps.length > 0 || futures !== null ? 'one_way' : null,
  }
}

async function verify(api: AccountApi): Promise<KeyInfo> {
  const key = await api.call('v3PrivateGetBrokerageKeyPermissions', {}, Key)
  const permissions: Permission[] = []
  if (key.can_view) permissions.push('read')
  if (key.can_trade) permissions.push('trade')
  // Coinbase's transfer permission lets coins out of the account as well.
  if (key.can_transfer) permissions.push('withdraw', 'transfer')
  if (!key.can_view) {
    throw new DomainError('exchange_permission', sentence`This Coinbase key may not view accounts. Give it the permission View.`)
  }
  // A key sees one portfolio; only those that a person made have a name of their own.
  const named = Boolean(key.portfolio_uuid) && key.portfolio_type !== 'DEFAULT'
  const known = named ? await api.tell('Label', 'v3PrivateGetBrokeragePortfolios', {}, Portfolios) : null
  const label = known?.portfolios.find(({ uuid }) => uuid === key.portfolio_uuid)?.name || null
  return { permissions, positionMode: null, ipList: null, expiresAt: null, label, uid: key.portfolio_uuid }
}

export const coinbase: Venue = {
  about,
  errors: ERRORS,
  limits,
  read,
  verify,
  subAccounts: coinbaseSubAccounts,
  flows: coinbaseFlows,
}
