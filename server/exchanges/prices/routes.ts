import { Decimal } from '../../domain/decimal'

/** One market (or index) that turns a coin into another, at a rate. */
export interface Leg {
  from: string
  to: string
  /** `to` per `from`. */
  rate: Decimal
  /** As shown in a price's route: `ABC-BTC`, the market's pair whichever way it is walked. */
  label: string
}

/** Coins that a route may pass through, preferred first. */
export const HUBS = ['USDT', 'USDC', 'USD', 'EUR', 'BTC', 'ETH'] as const
const RANK = new Map<string, number>(HUBS.map((code, index) => [code, index]))

/** The legs of one exchange, or of several with the account's own first. */
export class Rates {
  readonly #from = new Map<string, Leg[]>()

  constructor(legs: Iterable<Leg>) {
    for (const leg of legs) {
      const known = this.#from.get(leg.from)
      if (known) known.push(leg)
      else this.#from.set(leg.from, [leg])
    }
  }

  /**
   * The shortest way from a coin to USD over the hubs; of equally short ones that over the preferred hub, then that of
   * the earlier legs. Null: there is none.
   */
  route(code: string): Leg[] | null {
    let paths: Leg[][] = this.#legs(code).map((leg) => [leg])
    const seen = new Set([code])
    while (paths.length > 0) {
      const arrived = paths.find((path) => path.at(-1)?.to === 'USD')
      if (arrived) return arrived
      const reached = new Map<string, Leg[]>()
      for (const path of paths) {
        const at = path.at(-1)?.to
        if (at !== undefined && RANK.has(at) && !seen.has(at) && !reached.has(at)) reached.set(at, path)
      }
      for (const hub of reached.keys()) seen.add(hub)
      const ranked = [...reached].sort(([a], [b]) => (RANK.get(a) ?? 0) - (RANK.get(b) ?? 0))
      paths = ranked.flatMap(([hub, path]) => this.#legs(hub).map((leg) => [...path, leg]))
    }
    return null
  }

  #legs(code: string): readonly Leg[] {
    return this.#from.get(code) ?? []
  }
}

/** Both ways through a market. `price` is quote per base and not zero. */
export function marketLegs(base: string, quote: string, price: Decimal, label: string): Leg[] {
  return [
    { from: base, to: quote, rate: price, label },
    { from: quote, to: base, rate: new Decimal(1).div(price), label },
  ]
}
