import { Decimal, ZERO } from '../decimal'
import { changesOf, noParts, type Parts } from '../performance/attribution'
import { type PricedFlow, worth } from '../performance/flows'
import { contractOfHeld } from './contract'
import type { TaggedRow } from './tag'
import type { SeenPositions } from './whose'

/** What of an account's gain over a stretch falls to one coin or position of it. */
export interface GainAtom extends TaggedRow {
  symbol: string
  position: boolean
  /** USD; `flows` and `unexplained` are 0. */
  parts: Parts
  /** Why it is not known, in a sentence; null: it is. */
  unknown: string | null
}

/** An account's positions at the two ends of a stretch: unrealised profit in USD, null where it is not known. */
export interface PositionEnds extends SeenPositions {
  first: ReadonlyMap<string, Decimal | null>
  last: ReadonlyMap<string, Decimal | null>
}

export interface PositionGains {
  atoms: GainAtom[]
  /** What their entries changed of each coin. */
  taken: Map<string, Parts>
  /** Change of unrealised profit of all of them; null: of one it is not known. */
  profit: Decimal | null
}

interface Growing {
  parts: Parts
  unknown: string | null
}

/**
 * What each position brought: how its unrealised profit changed, and what entries that name it say. One that was opened
 * and closed in between has its entries alone.
 * @param unpriced coins that had no price for a time: what came in them is in no equity, or not in all
 */
export function positionGains(
  accountId: string,
  { first, last, symbols }: PositionEnds,
  { entries, unpriced }: { entries: readonly { pair: string; flow: PricedFlow }[]; unpriced: ReadonlySet<string> },
): PositionGains {
  const gains = new Map<string, Growing>()
  const of = (symbol: string): Growing => {
    const own = gains.get(symbol) ?? { parts: noParts(), unknown: null }
    gains.set(symbol, own)
    return own
  }
  let profit: Decimal | null = ZERO
  for (const symbol of new Set([...symbols, ...first.keys(), ...last.keys()])) {
    const [before, after] = [profitAt(first, symbol), profitAt(last, symbol)]
    const own = of(symbol)
    if (before === null || after === null) {
      own.unknown = `Of ${symbol} no profit is kept from ${before === null ? 'the beginning' : 'the end'} of that time.`
      profit = null
    } else {
      own.parts.unrealized = after.minus(before)
      profit = profit?.plus(own.parts.unrealized) ?? null
    }
  }
  const taken = new Map<string, Parts>()
  for (const { pair, flow } of entries) {
    const own = of(pair)
    for (const { coin, part, amount, price } of changesOf(flow)) {
      if (part === 'trades') continue
      if (price === null || unpriced.has(coin)) own.unknown ??= `Entries of ${pair} in ${coin} have no price.`
      if (price === null) continue
      const value = worth(amount, price)
      const coins = taken.get(coin) ?? noParts()
      taken.set(coin, coins)
      own.parts[part] = own.parts[part].plus(value)
      coins[part] = coins[part].plus(value)
    }
  }
  const atoms = [...gains].map(([symbol, { parts, unknown }]): GainAtom => {
    const contract = contractOfHeld(symbol)
    // Whether a premium is in an option's profit, in the cash, or in both, differs from exchange to exchange.
    const premium = contract.market === 'option' ? `Of options, as ${symbol}, premiums cannot be told from profit.` : null
    return { accountId, ...contract, symbol, position: true, parts, unknown: unknown ?? premium }
  })
  return { atoms, taken, profit }
}

/** One that was not held there had no profit. */
function profitAt(ends: ReadonlyMap<string, Decimal | null>, symbol: string): Decimal | null {
  const profit = ends.get(symbol)
  return profit === undefined ? ZERO : profit === null ? null : new Decimal(profit)
}
