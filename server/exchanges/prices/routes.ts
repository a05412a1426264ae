import { Decimal } from '../../domain/decimal'
import { isStable } from '../../domain/stablecoins'

/** One market (or index) that turns a coin into another, at a rate. */
export interface Leg {
  from: string
  to: string
  /** `to` per `from`. */
  rate: Decimal
  /** As shown in a price's route: `ABC-BTC`, the market's pair whichever way it is walked. */
  label: string
  /** Traded in 24 hours, in `to`; null where the exchange does not tell. */
  volume: Decimal | null
  /** Of another exchange than the account's own. */
  foreign?: boolean
}

/** A way to USD and what is to be said of it. */
export interface Route {
  legs: readonly Leg[]
  usd: Decimal
  /** Why it is not the way that the rule alone would take, or that the ways disagree; null where there is nothing to say. */
  why: string | null
  /** False where the ways of this coin disagree and nothing tells which is right. */
  firm: boolean
}

/**
 * Coins that a route may pass through, preferred first. Besides these every other stablecoin and national currency, as
 * the exchange has them (IDR, INR, MXN, ZAR, AUD …).
 */
const HUBS = 'USDT USDC USD FDUSD EUR KRW TRY JPY BRL BTC ETH BNB OKB KCS GT BGB HT CRO'.split(' ')
const RANK = new Map<string, number>(HUBS.map((code, index) => [code, index]))
export const isHub = (code: string) => RANK.has(code) || isStable(code)
/** Of a hub among hubs; a coin that is none comes last. */
export const rankOf = (code: string) => RANK.get(code) ?? HUBS.length

/** Ways of one coin that are further apart than this do not agree. */
const FAR = new Decimal('0.05')
/** Hub markets that are given up one after the other before what is left is taken as it is. */
const MAX_ROUNDS = 20

/** Another exchange's leg weighs more than any number of one's own; then the number of legs, then the hubs passed. */
const costOf = ({ to, foreign }: Leg) => (foreign ? 1_000_000 : 0) + 1_000 + rankOf(to)

interface Way {
  legs: readonly Leg[]
  usd: Decimal
  cost: number
}

const ARRIVED: Way = { legs: [], usd: new Decimal(1), cost: 0 }

/** The legs of one exchange, or of several with the account's own first. */
export class Rates {
  /** Legs that lead to a hub; no other leads on. */
  readonly #from = new Map<string, Leg[]>()
  readonly #dropped = new Set<Leg>()
  #hubs: ReadonlyMap<string, Way> | undefined
  readonly #said = new Map<string, string>()

  constructor(legs: Iterable<Leg>) {
    for (const leg of legs) {
      if (!isHub(leg.to)) continue
      const known = this.#from.get(leg.from)
      if (known) known.push(leg)
      else this.#from.set(leg.from, [leg])
    }
  }

  /**
   * The way from a coin to USD over the hubs: beginning on its own exchange, with the fewest legs of others, of these the shortest, of equally
   * short ones that over the preferred hub, then that of the earlier legs. A market that is far (5 %) from the other ways
   * of its coin decides nothing: by what is traded there where all tell it, else by the number of ways that agree. Null:
   * there is no way.
   */
  route(code: string): Route | null {
    const ways = this.#ways(code, this.#solved())
    const chosen = decide(ways)
    if (!chosen) return null
    const { way, why, firm } = chosen
    const said = [why, this.#said.get(code), ...way.legs.map(({ to }) => this.#said.get(to))].filter((line) => line != null)
    return { legs: way.legs, usd: way.usd, why: said.length > 0 ? said.join('; ') : null, firm }
  }

  /** The way of each hub, without the hub markets that are far from the rest. */
  #solved(): ReadonlyMap<string, Way> {
    if (this.#hubs) return this.#hubs
    let hubs = this.#shortest()
    for (let round = 0; round < MAX_ROUNDS && this.#drop(hubs); round += 1) hubs = this.#shortest()
    this.#hubs = hubs
    return hubs
  }

  /** Gives up the first leg of a hub's way that its other ways contradict; false when there is none. */
  #drop(hubs: ReadonlyMap<string, Way>): boolean {
    for (const [hub, { legs }] of hubs) {
      const first = legs[0]
      const chosen = decide(this.#ways(hub, hubs))
      if (first === undefined || !chosen?.firm || chosen.why === null || chosen.way.legs[0] === first) continue
      this.#dropped.add(first)
      this.#said.set(hub, chosen.why)
      return true
    }
    return false
  }

  /** Bellman and Ford's way over the few hubs, from USD backwards. */
  #shortest(): Map<string, Way> {
    const found = new Map<string, Way>([['USD', ARRIVED]])
    const hubs = [...this.#from].filter(([code]) => code !== 'USD' && isHub(code))
    for (let changed = true; changed; ) {
      changed = false
      for (const [code, legs] of hubs) {
        for (const leg of legs) {
          const onward = this.#dropped.has(leg) ? undefined : found.get(leg.to)
          const way = onward && joined(leg, onward)
          if (!way || way.cost >= (found.get(code)?.cost ?? Number.POSITIVE_INFINITY)) continue
          found.set(code, way)
          changed = true
        }
      }
    }
    return found
  }

  /** Each of a coin's markets followed by the way of its hub, preferred first: those of its own exchange before any other. */
  #ways(code: string, hubs: ReadonlyMap<string, Way>): Way[] {
    const ways = (this.#from.get(code) ?? []).flatMap((leg) => {
      const onward = this.#dropped.has(leg) ? undefined : hubs.get(leg.to)
      return onward && !onward.legs.some(({ from }) => from === code) ? [joined(leg, onward)] : []
    })
    const elsewhere = ({ legs }: Way) => Number(legs[0]?.foreign ?? false)
    return ways.sort((a, b) => elsewhere(a) - elsewhere(b) || a.cost - b.cost)
  }
}

function joined(leg: Leg, onward: Way): Way {
  return { legs: [leg, ...onward.legs], usd: leg.rate.times(onward.usd), cost: costOf(leg) + onward.cost }
}

/** The preferred way among those that most speak for; ways of another exchange speak, and are chosen only where the own has none. */
function decide(ways: readonly Way[]): { way: Way; why: string | null; firm: boolean } | null {
  const first = ways[0]
  if (!first) return null
  const apart = ways.find((way) => !agree(way, first))
  if (!apart) return { way: first, why: null, firm: true }
  const volumes = ways.map(tradedUsd)
  const told = volumes.every((volume) => volume !== null)
  const weights = new Map(ways.map((way, index) => [way, (told ? volumes[index] : null) ?? new Decimal(1)]))
  const weigh = (some: readonly Way[]) => some.reduce((sum, way) => sum.plus(weights.get(way) ?? 0), new Decimal(0))
  const half = weigh(ways).div(2)
  const own = ways.filter((way) => !way.legs[0]?.foreign)
  for (const way of own.length > 0 ? own : ways) {
    const voices = ways.filter((other) => agree(way, other))
    if (!weigh(voices).gt(half)) continue
    const contrary = ways.find((other) => !agree(way, other))
    return { way, why: contrary ? whyNot(contrary, way, told) : null, firm: told || voices.length > 1 }
  }
  return { way: first, why: `${labelOf(apart)} says ${distance(apart, first)}`, firm: false }
}

function agree(a: Way, b: Way): boolean {
  return a.usd.minus(b.usd).abs().lte(Decimal.max(a.usd, b.usd).times(FAR))
}

/** What is traded in 24 hours on a way's first market, in USD. */
function tradedUsd({ legs, usd }: Way): Decimal | null {
  const leg = legs[0]
  if (!leg || leg.volume === null) return null
  return leg.volume.times(usd.div(leg.rate))
}

function whyNot(passed: Way, chosen: Way, byVolume: boolean): string {
  return `${labelOf(passed)} is passed over: ${distance(passed, chosen)} than ${byVolume ? 'where more is traded' : 'the other ways'}`
}

const labelOf = (way: Way) => way.legs[0]?.label ?? 'USD'

/** `12 % less`, of one way against another. */
function distance(way: Way, other: Way): string {
  if (other.usd.isZero()) return 'otherwise'
  const share = way.usd.div(other.usd).minus(1).times(100)
  return `${share
    .abs()
    .toDecimalPlaces(share.abs().gte(10) ? 0 : 1)
    .toFixed()} % ${share.isNegative() ? 'less' : 'more'}`
}

/** Both ways through a market. `price` is quote per base and not zero; `quoteVolume` what is traded in 24 hours, in quote. */
export function marketLegs(
  base: string,
  quote: string,
  price: Decimal,
  label: string,
  quoteVolume: Decimal | null = null,
): Leg[] {
  const baseVolume = quoteVolume?.div(price) ?? null
  return [
    { from: base, to: quote, rate: price, label, volume: quoteVolume },
    { from: quote, to: base, rate: new Decimal(1).div(price), label, volume: baseVolume },
  ]
}
