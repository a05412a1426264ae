import { type Decimal, ZERO } from '../decimal'
import type { FlowKind } from '../flows/types'
import {
  addParts,
  attributeChanges,
  changesOf,
  noParts,
  type Part,
  type Parts,
  pricedBy,
  sumOfParts,
} from '../performance/attribution'
import { addCoins, type ChainPoint, type CoinSum, stepsOf } from '../performance/chain'
import { isExternal, kindOf, type PricedFlow, usdOf } from '../performance/flows'
import type { ExternalFlow } from '../performance/types'
import { type GainAtom, type PositionEnds, positionGains } from './position-gains'
import { taggedRow } from './tag'
import { whoseIs } from './whose'

/** One account's gain over a stretch taken apart. Amounts in USD. */
export interface AccountGain {
  /** The readings between which it is. */
  from: Date
  to: Date
  opened: Decimal
  closed: Decimal
  /** The account begins within the stretch, with what it held then. */
  begins: boolean
  /** Change of equity without what came and went. */
  gain: Decimal
  /** The same by what it is made of; `flows` is 0. */
  parts: Parts
  atoms: GainAtom[]
  /** What falls to no coin and no position: with the atoms it is the gain, to the last digit. */
  rest: Decimal
  /** Of `rest`, what neither entries nor profits of positions tell; null: the profit of a position is not known. */
  untold: Decimal | null
  /** Of a coin, what came or went of it and no entry tells. */
  unexplained: ReadonlyMap<string, Decimal>
  /** Entries that are of positions and name none, by kind: nobody can tell whose they are. */
  nameless: ReadonlyMap<FlowKind, number>
  /** What came and went, at its time. */
  put: ExternalFlow[]
  /** Coins that came or went without a price. */
  leftOut: string[]
}

export interface GainInput {
  accountId: string
  /** In the order of time, at least two; what was held is known at both ends. */
  points: readonly ChainPoint[]
  flows: readonly PricedFlow[]
  begins: boolean
  positions: PositionEnds
}

/** What of a coin's change is gain of holding it: not what positions brought in, nor what trades were above the market. */
const OF_COINS = ['interest', 'fees', 'rewards'] as const satisfies readonly Part[]

/**
 * Takes an account's gain apart into what its coins and its positions brought. A position's is the change of its unrealised
 * profit, and all entries of income and costs that name it; a coin's is what its price made of what was held, and its interest,
 * rewards and fees. Null where what was held at an end is not known.
 */
export function accountGain({ accountId, points, flows, begins, positions }: GainInput): AccountGain | null {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || first === last || first.coins === null || last.coins === null) return null
  const coins = new Map<string, CoinSum>()
  let parts = noParts()
  const put: ExternalFlow[] = begins ? [{ at: first.at, value: first.equity }] : []
  const leftOut = new Set<string>()
  const owned: { pair: string; flow: PricedFlow }[] = []
  const nameless = new Map<FlowKind, number>()
  const doubtful = new Set<string>()
  for (const { before, after, within } of stepsOf(points, flows)) {
    const priced = pricedBy(before, after, within)
    const step = attributeChanges(before, after, priced)
    parts = addParts(parts, step.parts)
    addCoins(coins, step.coins)
    for (const flow of priced) {
      if (isExternal(flow)) {
        const value = usdOf(flow)
        if (value === null) leftOut.add(flow.coin)
        else put.push({ at: flow.at, value })
        continue
      }
      const whose = whoseIs(flow, positions)
      if (whose.of === 'position') owned.push({ pair: whose.pair, flow })
      if (whose.of !== 'nobody') continue
      nameless.set(kindOf(flow), (nameless.get(kindOf(flow)) ?? 0) + 1)
      for (const { coin } of changesOf(flow)) doubtful.add(coin)
    }
  }
  const unpriced = new Set([...coins.values()].flatMap((coin) => (coin.unpriced ? [coin.coin] : [])))
  const held = positionGains(accountId, positions, { entries: owned, unpriced })
  const atoms = [
    ...held.atoms,
    ...[...coins.values()].map((coin) => coinAtom(accountId, coin, held.taken.get(coin.coin), doubtful.has(coin.coin))),
  ]
  const gain = last.equity.minus(first.equity).minus(parts.flows)
  const told = atoms.reduce((sum, atom) => sum.plus(sumOfParts(atom.parts)), ZERO)
  return {
    ...{ from: first.at, to: last.at, opened: first.equity, closed: last.equity, begins },
    ...{ gain, parts: { ...parts, flows: ZERO }, atoms, rest: gain.minus(told) },
    untold: held.profit && parts.unexplained.plus(parts.unrealized).minus(held.profit),
    unexplained: new Map([...coins.values()].map(({ coin, parts: own }) => [coin, own.unexplained])),
    ...{ nameless, put, leftOut: [...leftOut].sort() },
  }
}

/** @param taken what of the coin's changes is of positions @param doubtful fees were paid in it that may be of positions */
function coinAtom(
  accountId: string,
  { coin, parts: own, trades, unpriced }: CoinSum,
  taken: Parts | undefined,
  doubtful: boolean,
): GainAtom {
  const parts = { ...noParts(), prices: own.prices.minus(trades) }
  for (const part of OF_COINS) parts[part] = own[part].minus(taken?.[part] ?? 0)
  return {
    ...taggedRow(accountId, { assetType: 'token', base: coin, marketType: '' }),
    ...{ symbol: coin, position: false, parts },
    unknown: unpriced
      ? `${coin} had no price for a time.`
      : doubtful
        ? `Fees in ${coin} name no position, so nobody can tell whether they are of one.`
        : null,
  }
}
