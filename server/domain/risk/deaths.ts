import { fixed } from '../amounts'
import { Decimal, type DecimalString } from '../decimal'
import { gainOf, isTold, type PoolSums, priceFactor } from './pool'
import { DEATH_STEP, type Factors, factorsOf, HIGHEST_SHOCK, LOWEST_SHOCK } from './shock'
import type { Beta, RiskPosition, Scope } from './types'

export type Direction = 'down' | 'up'

/** Where a pool is liquidated. */
export interface Death {
  /** The shock, a share; 0: it is there now. */
  shock: number
  /** The position that has lost most by then, which is what an exchange begins with; the only one of an isolated pool. */
  symbol: string
  /** Its price then, in its quote currency; null: no mark price is known. */
  price: DecimalString | null
  /** By the exchange's own liquidation price, or reckoned. */
  by: 'exchange' | 'rule'
}

/** Between two looks nothing dies and comes back, or hardly anything. */
const LOOK = 0.025
const PRICE_DIGITS = 8

/** Prices along the whole path, made once for all pools. */
export class Path {
  readonly #factors = new Map<number, Factors>()
  /** Shocks that are looked at, outwards, without 0. */
  readonly looks: Readonly<Record<Direction, readonly number[]>>

  constructor(
    readonly scope: Scope,
    readonly betas: readonly Beta[],
  ) {
    this.looks = { down: looksTo(LOWEST_SHOCK), up: looksTo(HIGHEST_SHOCK) }
  }

  at(shock: number): Factors {
    const found = this.#factors.get(shock)
    if (found) return found
    const made = factorsOf(this.scope, shock, this.betas)
    this.#factors.set(shock, made)
    return made
  }
}

function looksTo(end: number): number[] {
  const count = Math.round(Math.abs(end) / LOOK)
  return Array.from({ length: count }, (_, at) => Number(((end * (at + 1)) / count).toFixed(6)))
}

/**
 * The first shock on the way at which a pool is liquidated, to a hundredth of a per cent outwards; null: on none, or nobody
 * can say (`isTold`).
 * @param added USD that were put into it
 */
export function deathShock(pool: PoolSums, path: Path, direction: Direction, added = 0): number | null {
  if (!isTold(pool.pool)) return null
  if (pool.isDead(path.at(0), added)) return 0
  let alive = 0
  for (const look of path.looks[direction]) {
    if (pool.isDead(path.at(look), added)) return between(pool, path, { alive, dead: look }, added)
    alive = look
  }
  return null
}

/** The edge between two shocks, in whole steps of a hundredth of a per cent. */
function between(pool: PoolSums, path: Path, ends: { alive: number; dead: number }, added: number): number {
  let [alive, dead] = [Math.round(ends.alive / DEATH_STEP), Math.round(ends.dead / DEATH_STEP)]
  while (Math.abs(dead - alive) > 1) {
    const middle = Math.round((alive + dead) / 2)
    const shock = Number((middle * DEATH_STEP).toFixed(4))
    // Not kept: hardly ever asked for twice.
    if (pool.isDead(factorsOf(path.scope, shock, path.betas), added)) dead = middle
    else alive = middle
  }
  return Number((dead * DEATH_STEP).toFixed(4))
}

/** Which position of a pool dies, and at which price. */
export function deathOf(pool: PoolSums, path: Path, shock: number): Death | null {
  const factors = factorsOf(path.scope, shock, path.betas)
  const worst = pool.pool.positions
    .map((position) => ({ position, gain: gainOf(position, factors) }))
    .reduce<{ position: RiskPosition; gain: Decimal } | null>(
      (least, each) => (least === null || each.gain.lt(least.gain) ? each : least),
      null,
    )?.position
  if (!worst) return null
  const price = worst.mark === null || worst.option ? null : new Decimal(worst.mark).times(priceFactor(worst, factors))
  return {
    shock,
    symbol: worst.symbol,
    price: price === null ? null : fixed(price.toSignificantDigits(PRICE_DIGITS), 18),
    by: pool.pool.liquidationFactor === null ? 'rule' : 'exchange',
  }
}
