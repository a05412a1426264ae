import { z } from 'zod'
import type { Holding, PositionMode, TokenHolding } from '../../../domain/types'
import { add, amount, inside, maybeAmount, maybeText, subtract } from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { KeyInfo, Permission } from '../../port'
import type { AccountApi } from '../../reading/api'
import { owedOf } from '../../reading/held-and-owed'
import { countedBy, unifiedOrders } from '../../reading/orders'
import { type Reading, wallet } from '../../reading/reading'
import { held, marginToken, merged, plainToken } from '../../reading/rows'
import type { SeenFrom, Venue } from '../venue'
import { about } from './about'
import { kucoinFlows } from './flows'
import { type KucoinGroup, kucoinFutures, kucoinUnified } from './futures'
import { kucoinLeverage } from './leverage'
import { limits } from './limits'
import { kucoinSubAccounts, readKucoinSubAccount } from './sub-accounts'

/**
 * https://www.kucoin.com/docs-new/error-code. Limits (https://www.kucoin.com/docs-new/rate-limit): calls with a key are
 * counted by user id, public ones by address, both 429000, with the wait in a header; HTTP 429 of the front door (1015)
 * is the address's.
 */
const ERRORS: ErrorRules = {
  '400001': { code: 'exchange_credentials' },
  '400002': { code: 'exchange_clock' },
  '400003': { code: 'exchange_credentials', field: 'apiKey' },
  '400004': { code: 'exchange_credentials', field: 'password' },
  '400005': { code: 'exchange_credentials', field: 'apiSecret' },
  '400006': { code: 'exchange_ip' },
  '400007': { code: 'exchange_permission' },
  '400303': { code: 'exchange_permission' },
  '400500': { code: 'exchange_permission' },
  '411100': { code: 'exchange_permission' },
  '429000': { code: 'exchange_rate_limit', scope: 'account', resets: { header: 'gw-ratelimit-reset', as: 'milliseconds' } },
  '500000': { code: 'exchange_network' },
  '503000': { code: 'exchange_maintenance' },
}

const Accounts = inside(
  'data',
  z.array(z.object({ currency: z.string(), type: z.string(), balance: amount, available: maybeAmount })),
)
/** `totalBalance` and `availableBalance` are the names of the older calls; interest is owed besides what was borrowed. */
const Side = z
  .object({
    currency: z.string(),
    total: maybeAmount,
    totalBalance: maybeAmount,
    available: maybeAmount,
    availableBalance: maybeAmount,
    liability: maybeAmount,
    interest: maybeAmount,
  })
  .transform(({ total, totalBalance, available, availableBalance, ...row }, context) => {
    const told = total ?? totalBalance
    if (told !== null) return { ...row, total: told, available: available ?? availableBalance }
    context.addIssue({ code: 'custom', message: 'tells no total' })
    return z.NEVER
  })
const CrossMargin = inside('data', z.object({ accounts: z.array(Side) }))
const IsolatedMargin = inside('data', z.object({ assets: z.array(z.object({ baseAsset: Side, quoteAsset: Side })) }))
const Earn = inside(
  'data',
  z.object({
    totalPage: z.coerce.number(),
    items: z.array(z.object({ orderId: maybeText, currency: z.string(), holdAmount: amount })),
  }),
)
const Mode = inside('data', z.object({ selfAccountMode: z.string() }))
const Key = inside(
  'data',
  z
    .object({
      remark: maybeText,
      subName: maybeText,
      permission: maybeText,
      ipWhitelist: maybeText,
      expiredAt: maybeText,
      uid: maybeText,
    })
    .refine(({ permission, uid }) => permission !== null || uid !== null, 'is of no key'),
)

/** Types of the account list → wallets. Margin types come with their loans from calls of their own. */
const WALLETS: Readonly<Record<string, 'funding' | 'spot'>> = { main: 'funding', trade: 'spot', trade_hf: 'spot' }

/** Kinds that have calls of their own, under the names of either version. Options have none that is documented: what the list tells of them counts. */
const OTHER_CALLS = /^(margin|isolated|contract|unified|uta)/i

/** Main and trade accounts in one call. */
async function accounts(api: AccountApi, unified: boolean): Promise<KucoinGroup[]> {
  const wanted = (['funding', 'spot'] as const).filter((name) => (name === 'spot' && unified ? false : api.wants(name)))
  if (wanted.length === 0) return []
  const rows = await api.ask('spot', 'privateGetAccounts', {}, Accounts)
  if (rows === null) {
    for (const name of wanted) if (name !== 'spot') api.leaveOut(name, 'It is read together with the trade account.')
    return []
  }
  // What nobody told of is read under its own name, and never passed over.
  const known = (type: string) => WALLETS[type] !== undefined || OTHER_CALLS.test(type)
  const further = [...new Set(rows.map(({ type }) => type).filter((type) => !known(type)))].filter((type) => api.wants(type))
  const others = further.map((name) => ({
    wallet: name,
    holdings: merged(
      held(
        rows
          .filter(({ type }) => type === name)
          .map((row) => plainToken(name, api.code(row.currency), row.balance, row.available)),
      ),
    ),
  }))
  const main = wanted.map((name) => {
    const mine = rows.filter((row) => WALLETS[row.type] === name)
    return {
      wallet: name,
      holdings: merged(held(mine.map((row) => plainToken(name, api.code(row.currency), row.balance, row.available)))),
    }
  })
  return [...main, ...others]
}

function marginRow(name: string, row: z.output<typeof Side>, api: AccountApi): TokenHolding | null {
  // Interest has a name of its own in older answers alone.
  const borrowed = add(owedOf('KuCoin', [row.liability], api), row.interest) ?? '0'
  return marginToken({
    wallet: name,
    symbol: api.code(row.currency),
    size: subtract(row.total, borrowed),
    amount: row.total,
    borrowed,
    available: row.available,
  })
}

async function crossMargin(api: AccountApi): Promise<KucoinGroup | null> {
  if (!api.wants('margin')) return null
  const found = await api.ask('margin', 'privateGetMarginAccounts', { quoteCurrency: 'USDT', queryType: 'ALL' }, CrossMargin)
  return found && { wallet: 'margin', holdings: merged(held(found.accounts.map((row) => marginRow('margin', row, api)))) }
}

async function isolatedMargin(api: AccountApi): Promise<KucoinGroup | null> {
  const name = 'isolated_margin'
  if (!api.wants(name, 'margin')) return null
  const found = await api.ask(name, 'privateGetIsolatedAccounts', { quoteCurrency: 'USDT', queryType: 'ALL' }, IsolatedMargin)
  const sides = found?.assets.flatMap(({ baseAsset, quoteAsset }) => [baseAsset, quoteAsset]) ?? []
  return found && { wallet: name, holdings: merged(held(sides.map((row) => marginRow(name, row, api)))) }
}

async function earn(api: AccountApi): Promise<KucoinGroup | null> {
  if (!api.wants('earn')) return null
  const rows = await api.pages(
    'earn',
    { currentPage: 1, pageSize: 500 },
    {
      read: (params) => api.ask('earn', 'earnGetEarnHoldAssets', params, Earn),
      rows: (page: z.output<typeof Earn>) => page.items,
      id: ({ orderId }) => orderId,
      next: (page, { currentPage }) =>
        Number(currentPage) < page.totalPage ? { currentPage: Number(currentPage) + 1, pageSize: 500 } : null,
    },
  )
  if (rows === null) return null
  return {
    wallet: 'earn',
    holdings: merged(held(rows.map((row) => plainToken('earn', api.code(row.currency), row.holdAmount, null)))),
  }
}

async function read(api: AccountApi): Promise<Reading> {
  if (api.subAccount !== undefined) return readKucoinSubAccount(api, api.subAccount)
  const told = await api.tell('Account mode', 'utaPrivateGetAccountMode', {}, Mode)
  const unified = told?.selfAccountMode === 'UNIFIED'
  const [main, ...others] = await Promise.all([
    accounts(api, unified),
    unified ? kucoinUnified(api) : kucoinFutures(api),
    unified ? null : crossMargin(api),
    isolatedMargin(api),
    earn(api),
  ])
  const groups = [...main, ...held(others)]
  const holdings: Holding[] = groups.flatMap((group) => group.holdings)
  return {
    holdings,
    wallets: groups.map((group) => wallet(group.wallet)),
    positionMode: groups.reduce<PositionMode | null>((mode, group) => mode ?? group.positionMode ?? null, null),
  }
}

/** `permission` is a list of words, `ipWhitelist` of addresses. */
async function verify(api: AccountApi): Promise<KeyInfo> {
  const key = await api.call('privateGetUserApiKey', {}, Key)
  const words = new Set((key.permission ?? '').split(',').map((word) => word.trim().toLowerCase()))
  const permissions: Permission[] = ['read']
  if (['spot', 'futures', 'margin', 'trade', 'unified'].some((word) => words.has(word))) permissions.push('trade')
  if (words.has('withdrawal') || words.has('withdraw')) permissions.push('withdraw')
  if (['transfer', 'allowtransfer', 'innertransfer', 'flextransfers'].some((word) => words.has(word)))
    permissions.push('transfer')
  const ips = (key.ipWhitelist ?? '').split(',').filter((ip) => ip.trim() !== '')
  const expires = Number(key.expiredAt ?? 0)
  return {
    permissions: key.permission === null ? null : permissions,
    positionMode: null,
    ipList: ips.length > 0 ? ips : null,
    expiresAt: expires > 0 ? new Date(expires) : null,
    label: key.subName || key.remark || null,
    uid: key.uid,
  }
}

/** https://www.kucoin.com/docs-new/rest/account-info/account-funding/get-client-ip-address: public, `data` is the address. */
const seenFrom: SeenFrom = {
  url: 'https://api.kucoin.com/api/v1/my-ip',
  address: (answer) => z.object({ code: z.literal('200000'), data: z.union([z.ipv4(), z.ipv6()]) }).parse(answer).data,
}

export const kucoin: Venue = {
  about,
  errors: ERRORS,
  limits,
  settings: () => ({ uta: false, fetchMarkets: { types: ['spot', 'swap', 'future', 'contract'], fetchTickersFees: false } }),
  read,
  flows: kucoinFlows,
  verify,
  subAccounts: kucoinSubAccounts,
  leverage: kucoinLeverage,
  seenFrom,
  orders: unifiedOrders(
    [
      { type: 'swap', pageSize: 50 },
      { type: 'swap', pageSize: 50, trigger: true },
    ],
    ['data.items'],
    countedBy('currentPage', 'page', 50),
  ),
}
