import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { PositionHolding, TokenHolding, WalletType } from '../../../domain/types'
import { add, amount, isZero, maybeAmount, maybeText, nonZero, subtract } from '../../ccxt/amounts'
import type { Market } from '../../ccxt/markets'
import type { AccountApi } from '../../reading/api'
import { held, marginToken, position } from '../../reading/rows'
import { ASK } from './codes'

/** Perpetuals of Hyperliquid itself and of the exchanges that others run on its chain (HIP-3). */

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
export const Clearinghouse = z.object({
  marginSummary: Summary,
  crossMaintenanceMarginUsed: maybeAmount,
  withdrawable: maybeAmount,
  assetPositions: z.array(z.object({ position: Position })),
  /** Of the answer: two that are alike to the moment are one. */
  time: maybeText,
})

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

export interface Perps {
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

export async function perps(api: AccountApi, user: string, dex: string, name: WalletType): Promise<Perps | null> {
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

export function profit(positions: readonly PositionHolding[]): DecimalString {
  return add(...positions.map((row) => row.unrealizedProfit)) ?? '0'
}

/** Account value = money put in + profit of all positions. */
export function margined({ wallet: name, coin, state, positions }: Perps): TokenHolding | null {
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

/** Exchanges that others run on the same chain (HIP-3), from the markets: asking for their list is dear in weight. */
export async function dexNames(api: AccountApi): Promise<string[]> {
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
export function refine(market: Market): Market {
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
