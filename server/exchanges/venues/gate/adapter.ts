import { z } from 'zod'
import type { Holding, PositionMode } from '../../../domain/types'
import { amount, maybeAmount, maybeText, subtract, text } from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { KeyInfo } from '../../port'
import type { AccountApi } from '../../reading/api'
import { freeAndHeld, owedOf } from '../../reading/held-and-owed'
import { countedBy, unifiedOrders } from '../../reading/orders'
import { type Reading, wallet } from '../../reading/reading'
import { held, marginToken, merged, plainToken } from '../../reading/rows'
import type { Venue } from '../venue'
import { about } from './about'
import { gateFlows } from './flows'
import { type GateGroup, gateFutures, gateUnified } from './futures'
import { gateLeverage } from './leverage'
import { limits } from './limits'
import { gateOptionMarks } from './option-marks'
import { gateOptions, optionSize } from './options'
import { gateSubAccounts } from './sub-accounts'
import { gateTables } from './tables'

const RESETS = { header: 'x-gate-ratelimit-reset-timestamp', as: 'unix seconds' } as const

/**
 * Labels, https://www.gate.com/docs/developers/apiv4/en/#label-list. Limits (…/#frequency-limit-rule): calls with a key
 * are counted by UID, public ones by address; the end of a window stands in a header.
 */
const ERRORS: ErrorRules = {
  INVALID_KEY: { code: 'exchange_credentials', field: 'apiKey' },
  INVALID_CREDENTIALS: { code: 'exchange_credentials' },
  INVALID_SIGNATURE: { code: 'exchange_credentials', field: 'apiSecret' },
  IP_FORBIDDEN: { code: 'exchange_ip' },
  FORBIDDEN: { code: 'exchange_permission' },
  READ_ONLY: { code: 'exchange_permission' },
  REQUEST_EXPIRED: { code: 'exchange_clock' },
  TOO_MANY_REQUESTS: { code: 'exchange_rate_limit', scope: 'account', resets: RESETS },
  TOO_FAST: { code: 'exchange_rate_limit' },
  SERVER_ERROR: { code: 'exchange_network' },
  INTERNAL: { code: 'exchange_network' },
  TOO_BUSY: { code: 'exchange_network' },
  ACCOUNT_LOCKED: { code: 'exchange_permission' },
  // What Gate says of a wallet that was never opened.
  USER_NOT_FOUND: { code: 'exchange_refused', unopened: true },
  CROSS_ACCOUNT_NOT_FOUND: { code: 'exchange_refused', unopened: true },
}

const Spot = z.array(z.object({ currency: z.string(), available: amount, locked: maybeAmount }))
const MarginSide = z.object({
  currency: z.string(),
  available: amount,
  locked: maybeAmount,
  borrowed: maybeAmount,
  interest: maybeAmount,
})
const Margin = z.array(z.object({ base: MarginSide, quote: MarginSide }))
const Lends = z.array(z.object({ currency: z.string(), amount }))
const Mode = z.object({ mode: z.string() })
const Detail = z.object({
  user_id: text,
  ip_whitelist: z.array(z.string()).nullish(),
  key: z.object({ mode: maybeText }).nullish(),
})

async function spot(api: AccountApi): Promise<GateGroup | null> {
  if (!api.wants('spot')) return null
  const rows = await api.ask('spot', 'privateSpotGetAccounts', {}, Spot)
  const row = ({ currency, available, locked }: z.output<typeof Spot>[number]) =>
    plainToken('spot', api.code(currency), freeAndHeld('spot', available, [locked], api), available)
  return rows && { wallet: 'spot', holdings: held(rows.map(row)) }
}

/** Each isolated pair is an account of its own; a coin that is in several is one row. */
async function isolatedMargin(api: AccountApi): Promise<GateGroup | null> {
  const name = 'isolated_margin'
  if (!api.wants(name, 'margin')) return null
  const pairs = await api.ask(name, 'privateMarginGetAccounts', {}, Margin)
  const tokens = (pairs ?? [])
    .flatMap(({ base, quote }) => [base, quote])
    .map((side) => {
      const total = freeAndHeld(name, side.available, [side.locked], api)
      const borrowed = owedOf('Gate', [side.borrowed, side.interest], api)
      return marginToken({
        wallet: name,
        symbol: api.code(side.currency),
        size: subtract(total, borrowed),
        amount: total,
        borrowed,
        available: side.available,
      })
    })
  return pairs && { wallet: name, holdings: merged(held(tokens)) }
}

/** The most that a page of lent coins holds. */
const LENDS = 100

/** Coins lent out flexibly. */
async function earn(api: AccountApi): Promise<GateGroup | null> {
  if (!api.wants('earn')) return null
  const rows = await api.pages(
    'earn',
    { page: 1, limit: LENDS },
    {
      read: (params) => api.ask('earn', 'privateEarnGetUniLends', params, Lends),
      rows: (page: z.output<typeof Lends>) => page,
      id: ({ currency }) => currency,
      next: (page, params) => (page.length === LENDS ? { ...params, page: Number(params.page) + 1 } : null),
    },
  )
  return (
    rows && {
      wallet: 'earn',
      holdings: merged(held(rows.map((row) => plainToken('earn', api.code(row.currency), row.amount, null)))),
    }
  )
}

/**
 * Spot and USDT-settled futures lie in the unified account where the user switched to one; futures settled in BTC and
 * dated ones keep wallets of their own.
 */
async function trading(api: AccountApi): Promise<(GateGroup | null)[]> {
  const told = await api.tell('Account mode', 'privateUnifiedGetUnifiedMode', {}, Mode)
  const unified = told !== null && told.mode !== 'classic'
  return Promise.all([
    unified ? gateUnified(api) : spot(api),
    unified ? null : gateFutures(api, { wallet: 'perp', kind: 'futures', settle: 'usdt' }),
    gateFutures(api, { wallet: 'coinm', kind: 'futures', settle: 'btc' }),
    gateFutures(api, { wallet: 'delivery', kind: 'delivery', settle: 'usdt' }),
    // On portfolio margin options lie in the unified account.
    told?.mode === 'portfolio' || api.sandbox ? null : gateOptions(api),
  ])
}

async function read(api: AccountApi): Promise<Reading> {
  const [main, isolated, saved] = await Promise.all([trading(api), isolatedMargin(api), earn(api)])
  const groups = held([...main, isolated, saved])
  const holdings: Holding[] = groups.flatMap((group) => group.holdings)
  return {
    holdings,
    wallets: groups.map((group) => wallet(group.wallet, group.equityUsd ?? null, group.availableUsd ?? null)),
    positionMode: groups.reduce<PositionMode | null>((mode, group) => mode ?? group.positionMode ?? null, null),
  }
}

/** Gate tells the addresses a key is bound to, not what it may do. */
async function verify(api: AccountApi): Promise<KeyInfo> {
  const detail = await api.call('privateAccountGetDetail', {}, Detail)
  const ips = detail.ip_whitelist ?? []
  return {
    permissions: null,
    positionMode: null,
    ipList: ips.length > 0 ? ips : null,
    expiresAt: null,
    label: null,
    uid: detail.user_id,
  }
}

export const gate: Venue = {
  about,
  errors: ERRORS,
  limits,
  settings: (scope) => ({
    fetchMarkets: { types: scope === 'options' ? ['option'] : ['spot', 'swap', 'future'] },
    unifiedAccount: false,
  }),
  refine: optionSize,
  read,
  verify,
  subAccounts: gateSubAccounts,
  flows: gateFlows,
  leverage: gateLeverage,
  tables: gateTables,
  optionMarks: gateOptionMarks,
  orders: unifiedOrders(
    (['usdt', 'btc'] as const).flatMap((settle) => [
      { type: 'swap', settle, limit: 100 },
      { type: 'swap', settle, limit: 100, trigger: true },
    ]),
    '',
    countedBy('offset', 'offset', 100),
  ),
}
