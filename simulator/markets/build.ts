import { COIN_BY_CODE } from './coins'
import { marketKey, type SimMarket } from './market'

const DAY = 86_400_000

/** What a venue says about a market; the rest follows from the coins' prices. */
export type MarketPlan = Pick<SimMarket, 'id' | 'type' | 'base' | 'quote'> & Partial<SimMarket>

/** Fills price and amount steps from the reference price. Throws on a coin that the price walk does not know. */
export function buildMarket(plan: MarketPlan): SimMarket {
  const { coin: baseCoin, multiplier } = plan.coin
    ? { coin: plan.coin, multiplier: plan.multiplier ?? 1 }
    : splitMultiplier(plan.base)
  const quoteCoin = plan.quoteCoin ?? plan.quote
  const price = (usdOf(baseCoin) * multiplier) / usdOf(quoteCoin)
  const contractSize = plan.contractSize ?? '1'
  const unitUsd = plan.inverse ? Number(contractSize) : usdOf(baseCoin) * multiplier * Number(contractSize)
  const lot = plan.lot ?? (plan.inverse ? '1' : lotFor(unitUsd, plan.type))
  return {
    key: marketKey(plan.type, plan.id),
    settle: null,
    inverse: false,
    contractSize,
    tick: tickFor(price),
    lot,
    minAmount: lot,
    maxAmount: step(Math.max(3, 7 - Math.floor(Math.log10(unitUsd)))),
    minNotional: plan.type === 'spot' ? minSpotNotional(plan.quote) : '5',
    maxLeverage: null,
    maintenanceRate: '0.005',
    expiry: null,
    strike: null,
    optionType: null,
    listedAt: Date.UTC(2019, 6, 1) + (baseCoin.length * 97 + baseCoin.charCodeAt(0)) * DAY,
    alias: null,
    ...plan,
    coin: baseCoin,
    multiplier,
    quoteCoin,
  }
}

/** Perpetuals of small coins come in thousands: `1000PEPE` is 1,000 PEPE. */
export function splitMultiplier(base: string): { coin: string; multiplier: number } {
  const match = /^(1000000|10000|1000)([A-Z].*)$/.exec(base)
  if (!match || COIN_BY_CODE.has(base)) return { coin: base, multiplier: 1 }
  return { coin: match[2] ?? base, multiplier: Number(match[1]) }
}

/** How a venue of USDT perpetuals names a coin's contract: cheap coins in thousands. */
export function perpBase(coin: string): string {
  const usd = usdOf(coin)
  if (usd < 0.00001) return `1000000${coin}`
  return usd < 0.001 ? `1000${coin}` : coin
}

export function usdOf(coin: string): number {
  const known = COIN_BY_CODE.get(coin)
  if (!known) throw new Error(`the price walk knows no coin ${coin}`)
  return known.usd
}

/** Most traded coins get the highest leverage and the lowest maintenance margin, as everywhere. */
export function leverageFor(rank: number): { maxLeverage: string; maintenanceRate: string } {
  if (rank < 2) return { maxLeverage: '100', maintenanceRate: '0.005' }
  if (rank < 30) return { maxLeverage: '75', maintenanceRate: '0.0065' }
  if (rank < 120) return { maxLeverage: '50', maintenanceRate: '0.01' }
  return { maxLeverage: rank < 300 ? '25' : '12.5', maintenanceRate: '0.02' }
}

/** Six significant digits of the reference price. */
export function tickFor(price: number): string {
  return step(Math.floor(Math.log10(price)) - 5)
}

/** A step worth about a cent (spot) or some tens of dollars (contracts). */
function lotFor(unitUsd: number, type: SimMarket['type']): string {
  const exponent = -Math.floor(Math.log10(unitUsd))
  return step(type === 'spot' ? exponent - 2 : Math.min(exponent + 1, 1))
}

function minSpotNotional(quote: string): string {
  if (quote === 'BTC') return '0.0001'
  if (quote === 'ETH') return '0.001'
  return quote === 'TRY' ? '100' : '5'
}

/** Ten to the power, written out: `0.0001`, `1000`. */
export function step(exponent: number): string {
  return exponent >= 0 ? `1${'0'.repeat(exponent)}` : `0.${'0'.repeat(-exponent - 1)}1`
}

export interface Expiry {
  /** Milliseconds, 08:00 UTC on a Friday as on every large exchange. */
  at: number
  alias: 'WEEK' | 'MONTH' | 'QUARTER' | 'NEXT-QUARTER'
}

/** The dated contracts that are open at `now`: this week's, this month's and the next two quarters', each once. */
export function expiries(now: number): Expiry[] {
  const found = new Map<number, Expiry>()
  const add = (at: number, alias: Expiry['alias']) => found.set(at, { at, alias })
  add(nextFriday(now + DAY), 'WEEK')
  const quarters: number[] = []
  for (let i = 0; quarters.length < 2; i++) {
    const at = lastFriday(now, i)
    if (at > now + 40 * DAY && new Date(at).getUTCMonth() % 3 === 2) quarters.push(at)
    else if (at > now + 10 * DAY && !found.has(at) && ![...found.values()].some((e) => e.alias === 'MONTH')) add(at, 'MONTH')
  }
  add(quarters[0] ?? 0, 'QUARTER')
  add(quarters[1] ?? 0, 'NEXT-QUARTER')
  return [...found.values()].sort((a, b) => a.at - b.at)
}

function nextFriday(from: number): number {
  const date = new Date(from)
  const at = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + ((12 - date.getUTCDay()) % 7), 8)
  return at > from ? at : at + 7 * DAY
}

function lastFriday(now: number, monthsAhead: number): number {
  const date = new Date(now)
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + monthsAhead + 1, 0, 8))
  return last.getTime() - ((last.getUTCDay() + 2) % 7) * DAY
}

/** Seven strikes around the reference price, rounded as exchanges round them; the middle one is at the money. */
export function strikes(coin: string): number[] {
  const usd = usdOf(coin)
  const unit = 10 ** Math.floor(Math.log10(usd)) / 2
  const middle = Math.round(usd / unit) * unit
  return [-3, -2, -1, 0, 1, 2, 3].map((n) => middle + n * unit).filter((strike) => strike > 0)
}
