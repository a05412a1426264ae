import { Decimal, text } from './decimal'
import type { Exchange } from './exchange'
import { COIN_BY_CODE } from './markets/coins'
import type { SimMarket } from './markets/market'
import { DAY, HOUR } from './movement'
import { PAST_STEP_SECONDS, PastWalk } from './past-walk'
import { decimalsOf } from './pricing'

/** Candles of an hour, whose closes are the prices that the demo's past has: both walk back from where the simulator began. */

/** How far back anything is known. */
const REACH = 60 * DAY
const STEP = PAST_STEP_SECONDS * 1000

/** Prices of the time before the simulator began; since then they stand where it began. */
export class PastPrices {
  readonly #walk = new PastWalk(REACH / STEP)

  constructor(
    private readonly began: number,
    /** What a coin was worth in USD when it began. */
    private readonly startUsd: (coin: string) => number,
  ) {}

  /** In the quote currency; null further back than anything is known. */
  at(market: SimMarket, moment: number): string | null {
    if (moment < this.began - REACH || market.type === 'option') return null
    const price = (this.#usd(market.coin, moment) * market.multiplier) / this.#usd(market.quoteCoin, moment)
    return Math.max(Number(market.tick), price).toFixed(Math.max(decimalsOf(market.tick), 8))
  }

  #usd(coin: string, moment: number): number {
    const kind = COIN_BY_CODE.get(coin)?.kind
    const step = Math.floor((this.began - moment) / STEP) - 1
    const walks = step >= 0 && (kind === 'coin' || kind === 'other')
    return this.startUsd(coin) * (walks ? (this.#walk.of(coin)[step] ?? 1) : 1)
  }
}

export interface Candle {
  /** When it opened, ms. */
  at: number
  open: string
  high: string
  low: string
  close: string
  /** Base coins. */
  volume: string
  /** The same in quote currency. */
  turnover: string
}

/** Candles that open in [from, to], the hour under way among them, oldest first. */
export function hourCandles(market: SimMarket, exchange: Exchange, from: number, to: number): Candle[] {
  const now = exchange.now()
  const volume = new Decimal(exchange.volume24h(market.key)).div(24)
  const found: Candle[] = []
  for (let at = Math.ceil(from / HOUR) * HOUR; at <= Math.min(to, now); at += HOUR) {
    const open = exchange.pastPrice(market.key, at)
    const close = exchange.pastPrice(market.key, Math.min(at + HOUR, now))
    if (open === null || close === null || at < market.listedAt) continue
    const [high, low] = [Decimal.max(open, close).times('1.001'), Decimal.min(open, close).times('0.999')]
    const turnover = text(volume.times(close), 4)
    found.push({ at, open, high: text(high, 8), low: text(low, 8), close, volume: text(volume, 8), turnover })
  }
  return found
}

/** Whole milliseconds of a parameter; null where it is not there. */
export function momentIn(query: URLSearchParams, name: string, unit = 1): number | null {
  const value = query.get(name)
  return value === null || value === '' ? null : Number(value) * unit
}

export function limitIn(query: URLSearchParams, standard: number, most: number): number {
  return Math.min(most, Math.max(1, Number(query.get('limit') ?? standard) || standard))
}
