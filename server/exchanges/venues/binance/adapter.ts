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
  .looseObject({ isPortfolioMarginRetailEnabled: flag.nullish() })
  .refine((info) => Object.keys(info).some((name) => /^(vipLevel|is\w+Enabled)$/.test(name)), 'tells no kind of account')
const PositionSide = z.object({ dualSidePosition: flag })
const SpotAccount = z.object({ canTrade: flag.nullish(), canWithdraw: flag.nullish(), uid: maybeText })

/**
 * Whether the `papi` family replaces the margin and futures wallets. A recording that does not say is asked for its
 * balance; the test networks have neither `sapi` nor `papi`.
 */
async function isPortfolioMargin(api: AccountApi): Promise<boolean> {
  if (api.sandbox) return false
  const info = await api.tell('Account kind', 'sapiGetAccountInfo', {}, AccountInfo)
  if (info) return info.isPortfolioMarginRetailEnabled === true
  return (await api.tell('Portfolio margin', 'papiGetBalance', {}, z.array(z.unknown()))) !== null
}

async function margined(api: AccountApi, portfolio: 'yes' | 'no'): Promise<(BinanceGroup | null)[]> {
  if (portfolio === 'yes') return [await portfolioMargin(api)]
  return Promise.all([usdMargined(api), coinMargined(api), ...(api.sandbox ? [] : margin(api))])
}

async function read(api: AccountApi): Promise<Reading> {
  if (api.subAccount !== undefined) return readBinanceSubAccount(api, api.subAccount)
  const [spotTokens, fund, earnTokens, derivatives] = await Promise.all([
    spot(api),
    api.sandbox ? null : funding(api),
    api.sandbox ? null : earn(api),
    api.byKind('portfolio margin', ['yes', 'no'], async (asked) => ((await isPortfolioMargin(asked)) ? 'yes' : 'no'), margined),
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
  settings: () => ({
    fetchMarkets: { types: ['spot', 'linear', 'inverse'] },
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
  prices: { tickers: binanceTickers, anchors: binanceAnchors, anchorsThen: BTC_INDICES },
  funding: [{}, { subType: 'inverse' }],
  flows: binanceFlows,
  watch,
}
