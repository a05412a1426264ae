import { z } from 'zod'
import type { OpenOrder } from '../../../domain/orders'
import { sentence } from '../../../language/sentence'
import { flag, maybeText } from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { KeyInfo, Permission } from '../../port'
import { BTC_INDICES } from '../../prices/anchors-then'
import type { AccountApi } from '../../reading/api'
import { unifiedOrders } from '../../reading/orders'
import { type Reading, wallet } from '../../reading/reading'
import { merged } from '../../reading/rows'
import type { Venue } from '../venue'
import { about } from './about'
import { binanceFlows } from './flows'
import { type BinanceGroup, coinMargined, portfolioMargin, usdMargined } from './futures'
import { binanceLeverage } from './leverage'
import { limits } from './limits'
import { binanceOptionMarks, options } from './options'
import { binanceAnchors, binanceTickers } from './prices'
import { binanceSubAccounts, readBinanceSubAccount } from './sub-accounts'
import { binanceTables } from './tables'
import { earn, funding, margin, spot } from './wallets'
import { watch } from './watch'

/**
 * https://developers.binance.com/docs/binance-spot-api-docs/errors and .../usds-margined-futures/error-code. Limits
 * (.../rest-api/limits): weight is counted by address (-1003, HTTP 429 and 418; some `sapi` calls by UID, with the same
 * code), the number of orders (-1015) by account.
 */
const ERRORS: ErrorRules = {
  '-1000': { code: 'exchange_network' },
  '-1001': { code: 'exchange_network' },
  '-1002': { code: 'exchange_permission' },
  '-1003': { code: 'exchange_rate_limit' },
  '-1006': { code: 'exchange_network' },
  '-1007': { code: 'exchange_network' },
  '-1008': { code: 'exchange_rate_limit' },
  '-1015': { code: 'exchange_rate_limit', scope: 'account' },
  '-1016': { code: 'exchange_maintenance' },
  '-1021': { code: 'exchange_clock' },
  '-1022': { code: 'exchange_credentials', field: 'apiSecret' },
  '-1109': { code: 'exchange_permission' },
  '-2008': { code: 'exchange_credentials', field: 'apiKey' },
  '-2014': { code: 'exchange_credentials', field: 'apiKey' },
  // Binance does not say which of the three it is.
  '-2015': {
    code: 'exchange_credentials',
    field: 'apiKey',
    words:
      'Binance refuses this key: it is wrong or deleted, lacks the permission, or is bound to IP addresses that ours is not among.',
  },
  '-2017': { code: 'exchange_credentials', field: 'apiKey', words: 'Binance says that this API key is locked.' },
  // A margin account that was never opened, of all pairs and of one.
  '-3003': { code: 'exchange_refused', unopened: true },
  '-11001': { code: 'exchange_refused', unopened: true },
  '-4087': { code: 'exchange_permission' },
  '-4088': { code: 'exchange_permission' },
}

const Restrictions = z.object({
  ipRestrict: flag.nullish(),
  enableReading: flag.nullish(),
  enableWithdrawals: flag.nullish(),
  enableInternalTransfer: flag.nullish(),
  permitsUniversalTransfer: flag.nullish(),
  enableMargin: flag.nullish(),
  enableFutures: flag.nullish(),
  enableSpotAndMarginTrading: flag.nullish(),
  enablePortfolioMarginTrading: flag.nullish(),
  tradingAuthorityExpirationTime: maybeText,
})
/** Older answers name fewer kinds, but never none. */
const AccountInfo = z
  .looseObject({ isPortfolioMarginRetailEnabled: flag.nullish(), isOptionsEnabled: flag.nullish() })
  .refine((info) => Object.keys(info).some((name) => /^(vipLevel|is\w+Enabled)$/.test(name)), 'tells no kind of account')
const PositionSide = z.object({ dualSidePosition: flag })
const SpotAccount = z.object({ canTrade: flag.nullish(), canWithdraw: flag.nullish(), uid: maybeText })

interface Kind {
  /** Whether the `papi` family replaces the margin and futures wallets. */
  portfolio: boolean
  /** Whether options were opened; null where that is not told. */
  options: boolean | null
}

/** A recording that does not say is asked for its balance; the test networks have neither `sapi` nor `papi`. */
async function kindOf(api: AccountApi): Promise<Kind> {
  if (api.sandbox) return { portfolio: false, options: null }
  const info = await api.tell('Account kind', 'sapiGetAccountInfo', {}, AccountInfo)
  if (info) return { portfolio: info.isPortfolioMarginRetailEnabled === true, options: info.isOptionsEnabled ?? null }
  const portfolio = (await api.tell('Portfolio margin', 'papiGetBalance', {}, z.array(z.unknown()))) !== null
  return { portfolio, options: null }
}

const isPortfolioMargin = async (api: AccountApi) => (await kindOf(api)).portfolio

/** By the names that are kept from one reading to the next. */
const KINDS = {
  no: { portfolio: false, options: null },
  'no, options': { portfolio: false, options: true },
  'no, no options': { portfolio: false, options: false },
  yes: { portfolio: true, options: null },
  'yes, options': { portfolio: true, options: true },
  'yes, no options': { portfolio: true, options: false },
} as const satisfies Record<string, Kind>
type KindName = keyof typeof KINDS
const KIND_NAMES: readonly KindName[] = ['no', 'no, options', 'no, no options', 'yes', 'yes, options', 'yes, no options']

async function nameOfKind(api: AccountApi): Promise<KindName> {
  const { portfolio, options } = await kindOf(api)
  const margin = portfolio ? 'yes' : 'no'
  return options === null ? margin : `${margin}, ${options ? 'options' : 'no options'}`
}

function margined(api: AccountApi, name: KindName): Promise<(BinanceGroup | null)[]> {
  const kind = KINDS[name]
  return Promise.all([
    ...(kind.portfolio ? [portfolioMargin(api)] : [usdMargined(api), coinMargined(api)]),
    ...(kind.portfolio || api.sandbox ? [] : margin(api)),
    ...(api.sandbox ? [] : [options(api, kind.options)]),
  ])
}

async function read(api: AccountApi): Promise<Reading> {
  if (api.subAccount !== undefined) return readBinanceSubAccount(api, api.subAccount)
  const [spotTokens, fund, earnTokens, derivatives] = await Promise.all([
    spot(api),
    api.sandbox ? null : funding(api),
    api.sandbox ? null : earn(api),
    api.byKind('portfolio margin', KIND_NAMES, nameOfKind, margined),
  ])
  const groups = derivatives.filter((group) => group !== null)
  // `LD…` receipts stand for what the earn wallet lists; they count where that wallet could not be read.
  const receipts = [spotTokens, fund].flatMap((found) => found?.receipts ?? [])
  const saved = earnTokens ?? (receipts.length > 0 ? merged(receipts) : null)
  return {
    holdings: [
      ...(spotTokens?.tokens ?? []),
      ...(fund?.tokens ?? []),
      ...(saved ?? []),
      ...groups.flatMap((group) => group.holdings),
    ],
    wallets: [
      ...(spotTokens ? [wallet('spot')] : []),
      ...(fund ? [wallet('funding')] : []),
      ...(saved ? [wallet('earn')] : []),
      ...groups.map((group) => wallet(group.wallet, group.equityUsd ?? null)),
    ],
    positionMode: groups.find((group) => group.positionMode)?.positionMode ?? null,
  }
}

async function verify(api: AccountApi): Promise<KeyInfo> {
  if (api.sandbox) {
    const account = await api.call('privateGetAccount', { omitZeroBalances: true }, SpotAccount)
    return keyInfo([
      'read',
      ...(account.canTrade ? (['trade'] as const) : []),
      ...(account.canWithdraw ? (['withdraw'] as const) : []),
    ])
  }
  const key = await api.call('sapiGetAccountApiRestrictions', {}, Restrictions)
  const permissions: Permission[] = []
  if (key.enableReading !== false) permissions.push('read')
  if (key.enableSpotAndMarginTrading || key.enableFutures || key.enableMargin || key.enablePortfolioMarginTrading)
    permissions.push('trade')
  if (key.enableWithdrawals) permissions.push('withdraw')
  if (key.enableInternalTransfer || key.permitsUniversalTransfer) permissions.push('transfer')
  const [side, account] = await Promise.all([
    api.tell('Position mode', 'fapiPrivateGetAccountConfig', {}, PositionSide),
    api.tell('Number of the account', 'privateGetAccount', { omitZeroBalances: true }, SpotAccount),
  ])
  const expires = Number(key.tradingAuthorityExpirationTime ?? 0)
  return {
    ...keyInfo(permissions),
    uid: account?.uid ?? null,
    positionMode: side ? (side.dualSidePosition ? 'hedge' : 'one_way') : null,
    expiresAt: expires > 0 ? new Date(expires) : null,
  }
}

/** Binance tells whether a key is bound to addresses, never to which. */
function keyInfo(permissions: Permission[]): KeyInfo {
  return { permissions, positionMode: null, ipList: null, expiresAt: null, label: null }
}

// Those that wait for a price are kept by a service of their own since December 2025.
const futuresOrders = unifiedOrders(
  (['linear', 'inverse'] as const).flatMap((subType) => [
    { type: 'swap', subType },
    { type: 'swap', subType, trigger: true },
  ]),
  '',
)

/** Orders of a portfolio margin account lie in the `papi` family: without them the list of the futures account would look like all. */
async function orders(api: AccountApi): Promise<OpenOrder[]> {
  if (await isPortfolioMargin(api))
    throw api.refused(sentence`Ballast does not read the orders of portfolio margin accounts on Binance.`)
  return futuresOrders(api)
}

export const binance: Venue = {
  about,
  errors: ERRORS,
  limits,
  settings: (scope) => ({
    fetchMarkets: { types: scope === 'options' ? ['option'] : ['spot', 'linear', 'inverse'] },
    fetchMargins: false,
    disableFuturesSandboxWarning: true,
    // Its weight is counted here.
    fetchOpenOrders: { warnWithoutSymbol: false },
  }),
  asksAhead: true,
  read,
  verify,
  subAccounts: binanceSubAccounts,
  leverage: binanceLeverage,
  orders,
  tables: binanceTables(isPortfolioMargin),
  optionMarks: binanceOptionMarks,
  prices: { tickers: binanceTickers, anchors: binanceAnchors, anchorsThen: BTC_INDICES },
  funding: [{}, { subType: 'inverse' }],
  flows: binanceFlows,
  watch,
}
