import { z } from 'zod'
import { DomainError } from '../../../errors'
import { type Sentence, sentence } from '../../../language/sentence'
import { isZero } from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { AccountApi } from '../../reading/api'
import { unifiedOrders } from '../../reading/orders'
import { type Reading, wallet } from '../../reading/reading'
import { held } from '../../reading/rows'
import type { Venue } from '../venue'
import { about } from './about'
import { ASK } from './codes'
import { earn } from './earn'
import { hyperliquidFlows } from './flows'
import { hyperliquidLeverage } from './leverage'
import { limits } from './limits'
import { tickers } from './outcomes'
import { dexNames, margined, perps, refine } from './perps'
import { coins, Spot, unifiedCoins } from './spot'
import { hyperliquidSubAccounts, nameSubAccounts, SubAccounts } from './sub-accounts'
import { hyperliquidTables } from './tables'
import { watch } from './watch'

/**
 * Limits, https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/rate-limits: what is asked is counted by IP
 * address (HTTP 429), what an account does (here: leverage) by its wallet besides.
 */
const ERRORS: ErrorRules = {
  '…Too many cumulative requests': { code: 'exchange_rate_limit', scope: 'account' },
  'HTTP 422': {
    code: 'exchange_credentials',
    field: 'walletAddress',
    words: 'Hyperliquid takes this for no wallet address. It begins with 0x and has 40 digits after that.',
  },
  'HTTP 403': { code: 'exchange_permission' },
}

const Role = z.object({ role: z.string(), data: z.object({ master: z.string().nullish() }).nullish() })
const Vault = z.object({ name: z.string() })
/** A bare JSON string, which ccxt hands on with its quotes. */
const Word = z.string().transform((text) => text.replaceAll('"', ''))

/**
 * What `userAbstraction` may say, and whether all money then lies in the spot state. `dexAbstraction` only moves collateral
 * between the exchanges on the chain. https://hyperliquid.gitbook.io/hyperliquid-docs/trading/account-abstraction-modes
 */
const POOLED: ReadonlyMap<string, boolean> = new Map([
  ['default', false],
  ['disabled', false],
  ['dexAbstraction', false],
  ['unifiedAccount', true],
  ['portfolioMargin', true],
])

function userOf(api: AccountApi): string {
  if (api.address) return api.address
  throw new DomainError('exchange_credentials', sentence`Hyperliquid needs a wallet address.`, {
    fields: { walletAddress: sentence`Required.` },
  })
}

async function read(api: AccountApi): Promise<Reading> {
  const user = userOf(api)
  const wantsPerps = api.wants('perp', 'future', 'unified')
  const wantsSpot = api.wants('spot', 'unified')
  const [mode, main, others, spot, saved] = await Promise.all([
    api.tell('Account mode', ASK, { type: 'userAbstraction', user }, Word),
    wantsPerps ? perps(api, user, '', 'perp') : null,
    wantsPerps ? dexNames(api).then((names) => Promise.all(names.map((dex) => perps(api, user, dex, `perp:${dex}`)))) : [],
    wantsSpot ? api.ask('spot', ASK, { type: 'spotClearinghouseState', user }, Spot) : null,
    earn(api, user),
    nameSubAccounts(api, user),
  ])
  const pooled = mode === null ? false : POOLED.get(mode)
  if (pooled === undefined)
    api.doubts.push(`Hyperliquid calls the mode of this account “${mode}”, which is not known here: money may be counted twice.`)
  // An account is at home on few of the exchanges on the chain; the others have nothing to show.
  const used = held([main, ...others]).filter(({ wallet: name, state, positions }) => {
    if (name === 'perp') return true
    if (main && JSON.stringify(main.state) === JSON.stringify(state)) return false
    return positions.length > 0 || !isZero(state.marginSummary.accountValue)
  })
  const rest = saved ?? []
  const restWallets = saved ? [wallet('earn')] : []
  if (pooled && spot) {
    const open = used.flatMap((item) => item.positions).map((row) => ({ ...row, wallet: 'unified' }))
    return {
      holdings: [...unifiedCoins(spot, used, api), ...open, ...rest],
      wallets: [wallet('unified'), ...restWallets],
      positionMode: 'one_way',
    }
  }
  return {
    holdings: [
      ...held(used.map(margined)),
      ...(spot ? coins('spot', spot, api) : []),
      ...used.flatMap((item) => item.positions),
      ...rest,
    ],
    // The summary is in the collateral coin, so it is no figure in USD.
    wallets: [...used.map((item) => wallet(item.wallet)), ...(spot ? [wallet('spot')] : []), ...restWallets],
    positionMode: 'one_way',
  }
}

/** The name of a vault, or the one that its owner gave to a sub-account. */
async function labelOf(api: AccountApi, role: string, master: string | null): Promise<string | null> {
  const user = userOf(api)
  if (role === 'vault') return (await api.tell('Label', ASK, { type: 'vaultDetails', vaultAddress: user }, Vault))?.name || null
  if (role !== 'subAccount' || master === null) return null
  const known = await api.tell('Label', ASK, { type: 'subAccounts', user: master }, SubAccounts)
  return known?.find(({ subAccountUser }) => subAccountUser.toLowerCase() === user.toLowerCase())?.name || null
}

/**
 * ccxt loads the markets of ten exchanges on the chain unless told otherwise, and says nothing of the others. It asks for each up to
 * this number even where the answer was no list at all: the bound is what then leaves.
 */
const MOST_DEXES = 100

export const hyperliquid: Venue = {
  about,
  errors: ERRORS,
  limits,
  // Collateral of HIP-3 markets is known by currency index only.
  without: [],
  shared: ['spotCurrencyMapping'],
  refine,
  settings: () => ({ fetchMarkets: { types: ['spot', 'swap', 'hip3'], hip3: { limit: MOST_DEXES } } }),
  /** One market of each exchange on the chain tells that there is such an exchange. */
  alsoNeeds: ({ all }) => [
    ...new Map(
      all.flatMap((market) => (market.contract && market.base.includes('-') ? [[market.base.split('-')[0], market]] : [])),
    ).values(),
  ],
  read,
  async verify(api) {
    const { role, data } = await api.call(ASK, { type: 'userRole', user: userOf(api) }, Role)
    const refusal = ROLES[role]
    if (refusal) throw new DomainError('exchange_credentials', refusal, { fields: { walletAddress: refusal } })
    return {
      permissions: api.canSign ? ['read', 'trade'] : ['read'],
      positionMode: 'one_way',
      ipList: null,
      expiresAt: null,
      label: await labelOf(api, role, data?.master ?? null),
      // Whether it was named alone or as a sub-account beside its main account's address.
      uid: userOf(api).toLowerCase(),
    }
  },
  subAccounts: (api) => hyperliquidSubAccounts(api, userOf(api)),
  leverage: hyperliquidLeverage,
  // Of the exchange's own market; those of exchanges on its chain are asked for one by one, and not here.
  tables: hyperliquidTables,
  orders: (api) => unifiedOrders([{ user: userOf(api) }], '')(api),
  prices: { tickers, candles: { namesEnd: true } },
  funding: [{}],
  flows: hyperliquidFlows,
  watch,
}

/** Roles of an address that is no account. */
const ROLES: Readonly<Record<string, Sentence>> = {
  agent: sentence`This is the address of an API wallet. Enter the address of the account that it trades for.`,
  missing: sentence`Hyperliquid has never seen this address.`,
}
