import type { SimMarket } from './markets/market'
import type { Venue } from './venue'

/** One venue's markets by key, id and alias, and which of them prices a currency code. */
export class MarketBook {
  readonly venue: Venue
  readonly all: readonly SimMarket[]
  readonly #byName = new Map<string, SimMarket>()
  readonly #coins = new Map<string, { coin: string; multiplier: number }>()

  constructor(venue: Venue, now: number) {
    this.venue = venue
    this.all = venue.markets(now)
    for (const market of this.all) {
      if (this.#byName.has(market.key)) throw new Error(`${venue.id} has two markets ${market.key}`)
      this.#byName.set(market.key, market)
    }
    for (const market of this.all)
      for (const name of [market.id, market.alias]) if (name !== null && !this.#byName.has(name)) this.#byName.set(name, market)
    for (const market of this.all) {
      if (market.type === 'option') continue
      if (!this.#coins.has(market.base)) this.#coins.set(market.base, { coin: market.coin, multiplier: market.multiplier })
      if (!this.#coins.has(market.quote)) this.#coins.set(market.quote, { coin: market.quoteCoin, multiplier: 1 })
    }
  }

  /** By key, id or alias; a bare id that spot and derivatives share means the derivative. */
  find(name: string): SimMarket | undefined {
    return this.#byName.get(name)
  }

  /** Every market that a ledger's price name means: spot and derivative of a shared id. */
  named(name: string): SimMarket[] {
    const found = [this.#byName.get(name), this.#byName.get(`spot:${name}`)]
    return found.filter((market, i): market is SimMarket => market !== undefined && found.indexOf(market) === i)
  }

  open(now: number): readonly SimMarket[] {
    return this.all.filter((market) => market.expiry === null || market.expiry > now)
  }

  /** The coin of the price walk behind one of the venue's currency codes; undefined if no market of it has the code. */
  coin(code: string): { coin: string; multiplier: number } | undefined {
    return this.#coins.get(code)
  }
}
