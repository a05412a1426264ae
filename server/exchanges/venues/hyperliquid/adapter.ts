import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { Holding, PositionHolding, TokenHolding, WalletType } from '../../../domain/types'
import { DomainError } from '../../../errors'
import { add, amount, isZero, maybeAmount, nonZero, subtract } from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { Market } from '../../ccxt/markets'
import type { AccountApi } from '../../reading/api'
import { type Reading, type Ticker, wallet } from '../../reading/reading'
import { held, marginToken, plainToken, position } from '../../reading/rows'
import type { Venue } from '../venue'
import { about } from './about'
import { spotCode } from './codes'
import { hyperliquidFlows } from './flows'
import { hyperliquidLeverage } from './leverage'
import { limits } from './limits'
import { watch } from './watch'

/** All questions are `POST /info` with a `type`. https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/info-endpoint */
const ASK = 'publicPostInfo'

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

const Summary = z.object({ accountValue: amount, totalMarginUsed: amount })
const Position = z.object({
  coin: z.string(),
  szi: amount,
  entryPx: maybeAmount,
  positionValue: amount,
  unrealizedPnl: amount,
  liquidationPx: maybeAmount,
  marginUsed: amount,
  leverage: z.object({ type: z.string(), value: amount }),
})
type Position = z.output<typeof Position>
const Clearinghouse = z.object({
  marginSummary: Summary,
  crossMaintenanceMarginUsed: maybeAmount,
  withdrawable: maybeAmount,
  assetPositions: z.array(z.object({ position: Position })),
})
const Spot = z.object({ balances: z.array(z.object({ coin: z.string(), total: amount, hold: maybeAmount })) })
const Staking = z.object({ delegated: amount, undelegated: maybeAmount, totalPendingWithdrawal: maybeAmount })
const Vaults = z.array(z.object({ equity: amount }))
/** A bare JSON string, which ccxt hands on with its quotes. */
const Word = z.string().transform((text) => text.replaceAll('"', ''))
const Role = z.object({ role: z.string(), data: z.object({ master: z.string().nullish() }).nullish() })
const SubAccounts = z.array(z.object({ name: z.string(), subAccountUser: z.string() })).nullish()
const Vault = z.object({ name: z.string() })
const Mids = z.record(z.string(), amount)

/** `BTC`, or `flx:CRCL` on an exchange that others run on the same chain (HIP-3). */
function marketOf(coin: string, api: AccountApi): Promise<Market> {
  const base = api.code(coin).replace(':', '-')
  return api.market(coin, { counts: 'coins', settle: 'USDC', type: 'swap' }, ({ all }) =>
    all.find((market) => market.contract && (market.base === base || market.id === coin)),
  )
}

/**
 * `marginUsed` of an isolated position holds its profit; what was put up is without. The mark price is not sent: it is
 * the value over the size.
 */
async function holding(row: Position, name: WalletType, api: AccountApi): Promise<PositionHolding | null> {
  if (isZero(row.szi)) return null
  const isolated = row.leverage.type === 'isolated'
  const short = row.szi.startsWith('-')
  return position(await marketOf(row.coin, api), {
    wallet: name,
    contracts: row.szi,
    side: 'net',
    markPrice: new Decimal(row.positionValue).div(row.szi).abs().toDecimalPlaces(10).toFixed(),
    notional: short ? `-${row.positionValue}` : row.positionValue,
    unrealizedProfit: row.unrealizedPnl,
    initialMargin: row.marginUsed,
    marginBalance: isolated ? subtract(row.marginUsed, row.unrealizedPnl) : null,
    leverage: row.leverage.value,
    entryPrice: row.entryPx,
    liquidationPrice: nonZero(row.liquidationPx),
    marginMode: isolated ? 'isolated' : 'cross',
  })
}

interface Perps {
  wallet: WalletType
  /** The coin that margins this exchange's positions. */
  coin: string
  state: z.output<typeof Clearinghouse>
  positions: PositionHolding[]
}

/** `flx:CRCL` is of the exchange `flx`, `BTC` of Hyperliquid itself. */
function isOf(coin: string, dex: string): boolean {
  return dex === '' ? !coin.includes(':') : coin.startsWith(`${dex}:`)
}

async function perps(api: AccountApi, user: string, dex: string, name: WalletType): Promise<Perps | null> {
  const state = await api.ask(name, ASK, { type: 'clearinghouseState', user, ...(dex === '' ? {} : { dex }) }, Clearinghouse)
  // A recording may answer for several exchanges with one and the same state.
  if (state === null || !state.assetPositions.every(({ position: { coin } }) => isOf(coin, dex))) return null
  const positions = held(await Promise.all(state.assetPositions.map(({ position: row }) => holding(row, name, api))))
  return { wallet: name, coin: await collateral(dex, positions, api), state, positions }
}

async function collateral(dex: string, positions: readonly PositionHolding[], api: AccountApi): Promise<string> {
  const [first] = positions
  if (first) return first.settle
  if (dex === '') return 'USDC'
  const { all } = await api.markets()
  return all.find((market) => market.contract && market.base.startsWith(`${dex.toUpperCase()}-`))?.settle ?? 'USDC'
}

function profit(positions: readonly PositionHolding[]): DecimalString {
  return add(...positions.map((row) => row.unrealizedProfit)) ?? '0'
}

/** Account value = money put in + profit of all positions. */
function margined({ wallet: name, coin, state, positions }: Perps): TokenHolding | null {
  const { accountValue, totalMarginUsed } = state.marginSummary
  const unrealizedProfit = profit(positions)
  return marginToken({
    wallet: name,
    symbol: coin,
    size: subtract(accountValue, unrealizedProfit),
    unrealizedProfit,
    initialMargin: totalMarginUsed,
    maintMargin: state.crossMaintenanceMarginUsed,
    marginBalance: accountValue,
    available: state.withdrawable,
  })
}

/** One balance for spot and perpetuals: the money lies in the spot state, and profit is on top of it. */
function unifiedTokens(
  spot: z.output<typeof Spot>,
  open: readonly PositionHolding[],
  maintMargin: DecimalString | null,
  api: AccountApi,
) {
  return held(
    spot.balances.map((row) => {
      const code = spotCode(row.coin, api)
      const mine = open.filter((item) => item.settle === code)
      if (mine.length === 0) return plainToken('unified', code, row.total, subtract(row.total, row.hold))
      const unrealizedProfit = profit(mine)
      return marginToken({
        wallet: 'unified',
        symbol: code,
        size: row.total,
        unrealizedProfit,
        initialMargin: add(...mine.map((item) => item.initialMargin)),
        maintMargin: code === 'USDC' ? maintMargin : null,
        marginBalance: add(row.total, unrealizedProfit),
        available: subtract(row.total, row.hold),
      })
    }),
  )
}

/** HYPE that is staked or on its way back, and shares of vaults (USDC). */
async function earn(api: AccountApi, user: string): Promise<TokenHolding[] | null> {
  if (!api.wants('earn')) return null
  const [staked, vaults] = await Promise.all([
    api.ask('earn', ASK, { type: 'delegatorSummary', user }, Staking),
    api.ask('earn', ASK, { type: 'userVaultEquities', user }, Vaults),
  ])
  if (staked === null && vaults === null) return null
  const hype = staked && (add(staked.delegated, staked.undelegated, staked.totalPendingWithdrawal) ?? '0')
  const shares = vaults && (add(...vaults.map((row) => row.equity)) ?? '0')
  return held([
    hype === null ? null : plainToken('earn', 'HYPE', hype, null),
    shares === null ? null : plainToken('earn', 'USDC', shares, null),
  ])
}

function userOf(api: AccountApi): string {
  if (api.address) return api.address
  throw new DomainError('exchange_credentials', 'Hyperliquid needs a wallet address.', { fields: { walletAddress: 'Required.' } })
}

/** Exchanges that others run on the same chain (HIP-3), from the markets: asking for their list is dear in weight. */
async function dexNames(api: AccountApi): Promise<string[]> {
  const { all } = await api.markets()
  return [...new Set(all.flatMap((market) => dexOf(market, api.structure(market)) ?? []))]
}

const Structure = z.object({ info: z.object({ dex: z.string() }) })

/**
 * Coins that every exchange on the chain (HIP-3) means alike; other names may be shares or goods (`xyz:GAS`, `xyz:META`) that
 * share a ticker with a coin, and stay what they are.
 */
const COINS: ReadonlySet<string> = new Set(
  'BTC ETH SOL XRP BNB DOGE ADA HYPE AVAX LINK SUI TRX LTC BCH XMR ZEC NEAR DOT UNI AAVE ENA PEPE kPEPE kSHIB kBONK BONK SHIB FARTCOIN PUMP'.split(
    ' ',
  ),
)

/** A contract of `hyna:BTC` is exposure to BTC. */
function refine(market: Market): Market {
  const [, name] = /^[A-Z0-9]+-(\w+)$/i.exec(market.coin) ?? []
  if (!market.contract || name === undefined || !market.base.includes('-')) return market
  return COINS.has(name) ? { ...market, coin: name } : market
}

/** ccxt writes `flx:CRCL` as `FLX-CRCL`. */
function dexOf(market: Market, structure: unknown): string | null {
  if (!market.contract || !market.base.includes('-')) return null
  const parsed = Structure.safeParse(structure)
  return parsed.success ? parsed.data.info.dex : (market.base.split('-')[0] ?? '').toLowerCase()
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
  ])
  const unified = mode === 'unifiedAccount' || mode === 'portfolioMargin'
  // An account is at home on few of the exchanges on the chain; the others have nothing to show.
  const used = held([main, ...others]).filter(({ wallet: name, state, positions }) => {
    if (name === 'perp') return true
    if (main && JSON.stringify(main.state) === JSON.stringify(state)) return false
    return positions.length > 0 || !isZero(state.marginSummary.accountValue)
  })
  const rest: Holding[] = saved ?? []
  const restWallets = saved ? [wallet('earn')] : []
  if (unified && spot) {
    const open = used.flatMap((item) => item.positions).map((row) => ({ ...row, wallet: 'unified' }))
    return {
      holdings: [...unifiedTokens(spot, open, main?.state.crossMaintenanceMarginUsed ?? null, api), ...open, ...rest],
      wallets: [wallet('unified'), ...restWallets],
      positionMode: 'one_way',
    }
  }
  const coins = spot?.balances.map((row) => plainToken('spot', spotCode(row.coin, api), row.total, subtract(row.total, row.hold)))
  return {
    holdings: [...held(used.map(margined)), ...held(coins ?? []), ...used.flatMap((item) => item.positions), ...rest],
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

/** Middle prices of everything in one small call. */
async function tickers(api: AccountApi): Promise<Ticker[]> {
  const [mids, book] = await Promise.all([api.call(ASK, { type: 'allMids' }, Mids), api.markets()])
  return book.all.flatMap((market) => {
    const price = market.contract ? null : nonZero(mids[market.id] ?? null)
    return price === null ? [] : [{ market, price }]
  })
}

export const hyperliquid: Venue = {
  about,
  errors: ERRORS,
  limits,
  // Collateral of HIP-3 markets is known by currency index only.
  without: [],
  shared: ['spotCurrencyMapping'],
  refine,
  settings: () => ({ fetchMarkets: { types: ['spot', 'swap', 'hip3'], hip3: { limit: 50 } } }),
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
    }
  },
  leverage: hyperliquidLeverage,
  prices: { tickers },
  funding: [{}],
  flows: hyperliquidFlows,
  watch,
}

/** Roles of an address that is no account. */
const ROLES: Readonly<Record<string, string>> = {
  agent: 'This is the address of an API wallet. Enter the address of the account that it trades for.',
  missing: 'Hyperliquid has never seen this address.',
}
