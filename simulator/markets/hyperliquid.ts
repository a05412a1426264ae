import { buildMarket, type MarketPlan, step, usdOf } from './build'
import { BASES } from './coins'
import type { SimMarket } from './market'

/** Spot tokens in the order of their indexes; `coin` is what the price walk knows them as, null: traded nowhere. */
export interface HyperliquidToken {
  name: string
  coin: string | null
  fullName: string | null
  szDecimals: number
}

const WRAPPED: [string, string, string][] = [
  ['UBTC', 'BTC', 'Unit Bitcoin'],
  ['UETH', 'ETH', 'Unit Ethereum'],
  ['USOL', 'SOL', 'Unit Solana'],
  ['UFART', 'FARTCOIN', 'Unit Fartcoin'],
  ['UBONK', 'BONK', 'Unit Bonk'],
]
const NATIVE = ['PURR', 'HYPE', 'HFUN', 'JEFF', 'CATBAL', 'OMNIX', 'PIP', 'SCHIZO', 'VAPOR']
const STABLES: [string, string][] = [
  ['USDC', 'USDC'],
  ['USDT0', 'USDT'],
  ['USDH', 'USDH'],
  ['USDE', 'USDE'],
]

/** Builder-deployed (HIP-3) exchanges on the same chain: shares and metals, each with a collateral of its own. */
export const HIP3_DEXES = [
  {
    name: 'xyz',
    fullName: 'XYZ',
    collateral: 'USDC',
    coins: ['XYZ100', 'TSLA', 'NVDA', 'AAPL', 'GOLD', 'MSFT', 'GOOGL', 'META'],
  },
  { name: 'flx', fullName: 'Felix Exchange', collateral: 'USDH', coins: ['CRCL', 'TSLA', 'COIN', 'GOLD'] },
] as const

export const HYPERLIQUID_TOKENS: readonly HyperliquidToken[] = tokens()

function tokens(): HyperliquidToken[] {
  const list: HyperliquidToken[] = []
  const add = (name: string, coin: string | null, fullName: string | null = null) =>
    list.push({ name, coin, fullName, szDecimals: coin === null ? 0 : sizeDecimals(usdOf(coin)) })
  add('USDC', 'USDC')
  for (const name of NATIVE) add(name, name)
  for (const [name, coin, fullName] of WRAPPED) add(name, coin, fullName)
  for (const [name, coin] of STABLES.slice(1)) add(name, coin)
  for (const coin of BASES.slice(40, 70)) if (!list.some((t) => t.coin === coin)) add(coin, coin)
  // Deployed, held by some, listed by nobody.
  add('RAGE', null)
  add('ILIENS', null)
  return list
}

/** Perpetuals in USDC, those of the HIP-3 exchanges, and spot against USDC. */
export function hyperliquidMarkets(): SimMarket[] {
  const plans: MarketPlan[] = BASES.slice(0, 190).map((coin, rank) => {
    const isThousands = usdOf(coin) < 0.001
    return perp(isThousands ? `k${coin}` : coin, coin, isThousands ? 1000 : 1, 'USDC', maxLeverage(rank))
  })
  for (const dex of HIP3_DEXES)
    for (const coin of dex.coins) plans.push(perp(`${dex.name}:${coin}`, coin, 1, dex.collateral, coin === 'CRCL' ? 3 : 10))
  HYPERLIQUID_TOKENS.filter((token) => token.name !== 'USDC' && token.coin !== null).forEach((token, index) => {
    const coin = token.coin ?? ''
    plans.push({
      // The first pair keeps its name, all later ones go by number.
      id: index === 0 ? `${token.name}/USDC` : `@${index}`,
      type: 'spot',
      base: token.name,
      quote: 'USDC',
      coin,
      lot: step(-token.szDecimals),
      tick: tickOf(usdOf(coin), 8 - token.szDecimals),
      minNotional: '10',
    })
  })
  return plans.map(buildMarket)
}

function perp(id: string, coin: string, multiplier: number, settle: string, leverage: number): MarketPlan {
  const usd = usdOf(coin) * multiplier
  const decimals = sizeDecimals(usd)
  return {
    id,
    type: 'swap',
    base: id,
    quote: settle,
    settle,
    coin,
    multiplier,
    lot: step(-decimals),
    tick: tickOf(usd, 6 - decimals),
    minNotional: '10',
    maxLeverage: String(leverage),
    // Half of the initial margin at the highest leverage.
    maintenanceRate: String(1 / (2 * leverage)),
  }
}

function maxLeverage(rank: number): number {
  if (rank === 0) return 40
  if (rank === 1) return 25
  if (rank < 6) return 20
  return rank < 60 ? 10 : rank < 120 ? 5 : 3
}

function sizeDecimals(usd: number): number {
  return Math.min(5, Math.max(0, Math.floor(Math.log10(usd)) + 1))
}

/** Five significant digits, and no more decimals than the size leaves over. */
function tickOf(usd: number, maxDecimals: number): string {
  return step(Math.min(0, Math.max(Math.floor(Math.log10(usd)) - 4, -maxDecimals)))
}
