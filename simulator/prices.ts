import { COIN_BY_CODE, type Coin } from './markets/coins'
import type { SimMarket } from './markets/market'
import { decimalsOf, optionPrice } from './pricing'
import { hash, normal, randomFrom, share } from './random'

const STEP_MS = 1_000
/** A gap longer than this (a machine that slept) is walked as if it had been this long. */
const MAX_CATCH_UP = 3_600
/** Per step; with the pull back to the start this keeps a coin within some per cent of where it began. */
const SIGMA = 0.0003
const PULL = 0.0008

interface Walk {
  coin: Coin
  random: () => number
  /** Logarithm of price ÷ starting price after `steps` steps. */
  log: number
  steps: number
}

/** Prices that ledgers ask for; they hold while prices are frozen. */
export interface LedgerPrices {
  /** Coin → USD on every venue. */
  coins: ReadonlyMap<string, string>
  /** `venue/marketKey` → price. */
  markets: ReadonlyMap<string, string>
}

export type PriceKind = 'mark' | 'last' | 'index'

/**
 * One USD price a coin, moved by a walk that depends on seed, coin and step alone; every market of every venue is priced
 * from it, so venues, spot, perpetuals and inverse contracts agree. Randomness is made of floats; what leaves is rounded
 * to the market's price step as a decimal string. Precedence: a price set by hand, the ledgers' while frozen, the walk.
 */
export class Prices {
  readonly #seed: number
  readonly #now: () => number
  readonly #walks = new Map<string, Walk>()
  /** What all coins share, by step. */
  readonly #tide: number[] = [0]
  readonly #tideRandom: () => number
  #steps = 0
  #lastAdvance: number
  #frozen: boolean
  #ledger: LedgerPrices = { coins: new Map(), markets: new Map() }
  readonly #setCoins = new Map<string, string>()
  readonly #setMarkets = new Map<string, string>()

  constructor(options: { seed: number; now: () => number; frozen: boolean }) {
    this.#seed = options.seed
    this.#now = options.now
    this.#frozen = options.frozen
    this.#lastAdvance = options.now()
    this.#tideRandom = randomFrom(hash(`${options.seed} tide`))
  }

  get frozen(): boolean {
    return this.#frozen
  }

  /** Steps walked since the start. */
  get steps(): number {
    this.#advance()
    return this.#steps
  }

  freeze(): void {
    this.#advance()
    this.#frozen = true
  }

  unfreeze(): void {
    if (!this.#frozen) return
    this.#frozen = false
    this.#lastAdvance = this.#now()
  }

  /** Walks on by `count` seconds, frozen or not. */
  step(count = 1): void {
    this.#advance()
    this.#steps += count
  }

  /** Sets a coin's USD price on all venues until `clear`. */
  setCoin(coin: string, usd: string): void {
    this.#setCoins.set(coin, usd)
  }

  /** Sets one market's mark, last and index price until `clear`. */
  setMarket(venue: string, key: string, price: string): void {
    this.#setMarkets.set(`${venue}/${key}`, price)
  }

  clear(): void {
    this.#setCoins.clear()
    this.#setMarkets.clear()
  }

  setLedgerPrices(prices: LedgerPrices): void {
    this.#ledger = prices
  }

  /** In the quote currency (options of coin-settled venues: in the settlement coin), a multiple of the market's tick. */
  price(venue: string, market: SimMarket, kind: PriceKind): string {
    const name = `${venue}/${market.key}`
    const set = this.#setMarkets.get(name) ?? (this.#frozen ? this.#ledger.markets.get(name) : undefined)
    if (set !== undefined) return set
    const index = (this.coinUsd(market.coin) * market.multiplier) / this.coinUsd(market.quoteCoin)
    return onTick(kind === 'index' ? index : this.#traded(name, market, index, kind), market.tick)
  }

  /** USD; throws for a coin that does not exist. */
  coinUsd(code: string): number {
    const set = this.#setCoins.get(code) ?? (this.#frozen ? this.#ledger.coins.get(code) : undefined)
    if (set !== undefined) return Number(set)
    const walk = this.#walk(code)
    const { coin } = walk
    if (coin.code === 'USD') return 1
    this.#advance()
    this.#walkTo(walk, this.#steps)
    // Six significant digits, as markets quote: spot and inverse of one coin then differ by the stablecoin alone.
    return Number((coin.usd * Math.exp(walk.log)).toPrecision(6))
  }

  /** USD where it was when the simulator began; throws for a coin that does not exist. */
  startUsd(code: string): number {
    const set = this.#frozen ? this.#ledger.coins.get(code) : undefined
    return set === undefined ? Number(this.#walk(code).coin.usd.toPrecision(6)) : Number(set)
  }

  #traded(name: string, market: SimMarket, index: number, kind: PriceKind): number {
    if (market.type === 'option') return optionPrice(market, index, this.#now()) / (market.settle === market.base ? index : 1)
    const noise = kind === 'last' ? 0.00004 * Math.sin(this.#steps / 7 + share(name) * 6) : 0
    if (market.type === 'future' && market.expiry !== null)
      return index * (1 + noise + 0.06 * Math.max(0, (market.expiry - this.#now()) / 31_536_000_000))
    // Inverse perpetuals stay on the index: they are how a stablecoin is priced in USD where no USD market exists.
    if (market.type === 'spot' || market.inverse) return index
    return index * (1 + noise + 0.0002 * Math.sin(this.#steps / 90 + share(`${name} basis`) * 6))
  }

  #advance(): void {
    if (this.#frozen) return
    const passed = Math.floor((this.#now() - this.#lastAdvance) / STEP_MS)
    if (passed <= 0) return
    this.#lastAdvance += passed * STEP_MS
    this.#steps += Math.min(passed, MAX_CATCH_UP)
  }

  #walk(code: string): Walk {
    let walk = this.#walks.get(code)
    if (!walk) {
      const coin = COIN_BY_CODE.get(code)
      if (!coin) throw new Error(`the price walk knows no coin ${code}`)
      walk = { coin, random: randomFrom(hash(`${this.#seed} ${code}`)), log: 0, steps: 0 }
      this.#walks.set(code, walk)
    }
    return walk
  }

  #walkTo(walk: Walk, steps: number): void {
    while (this.#tide.length <= steps) this.#tide.push(normal(this.#tideRandom))
    const { kind } = walk.coin
    for (; walk.steps < steps; walk.steps++) {
      const own = normal(walk.random)
      if (kind === 'coin' || kind === 'other')
        walk.log += SIGMA * (0.8 * (this.#tide[walk.steps] ?? 0) + 0.9 * own) - PULL * walk.log
      // Stablecoins and fiat tremble within a few basis points.
      else walk.log += 0.000004 * own - PULL * walk.log
    }
  }
}

function onTick(price: number, tick: string): string {
  const size = Number(tick)
  return (Math.max(1, Math.round(price / size)) * size).toFixed(decimalsOf(tick))
}
