import { Decimal, ZERO } from '../decimal'
import { optionPrice } from './black-scholes'
import { exactFactor, type Factors } from './shock'
import { maintenanceNear, maintenanceOf, measuredAt } from './tiers'
import type { OptionTerms, RiskPool, RiskPosition } from './types'

const ONE: Decimal = new Decimal(1)

/** What a position's price is multiplied with, in its quote currency: of `ETH:PERP-BTC` Ether's factor by Bitcoin's. */
export function priceFactor({ coin, quoteCoin }: Pick<RiskPosition, 'coin' | 'quoteCoin'>, factors: Factors): Decimal {
  const factor = exactFactor(factors, coin)
  return quoteCoin === null ? factor : factor.div(exactFactor(factors, quoteCoin))
}

/** What the coin of a quanto's profit and maintenance is multiplied with; 1 of all others. */
const settleFactor = ({ payoff, settleCoin }: RiskPosition, factors: Factors): Decimal =>
  payoff === 'quanto' && settleCoin !== null ? exactFactor(factors, settleCoin) : ONE

/** What a position adds to what it is worth now, USD. Nothing, to the last digit, where no price moved. */
export function gainOf(position: RiskPosition, factors: Factors): Decimal {
  const { option, payoff } = position
  if (option) return optionGain(option, factors(position.coin), payoff === 'inverse')
  return new Decimal(position.notional).times(priceFactor(position, factors).minus(1)).times(settleFactor(position, factors))
}

/**
 * An option's worth by Black-Scholes at the moved price less that at the price of now, its volatility and its time as they
 * are. One that is settled in its coin is worth coins, which the collateral moves with the price already: those are taken
 * off again.
 */
function optionGain(option: OptionTerms, factor: number, inCoins: boolean): Decimal {
  if (factor === 1) return ZERO
  const underlying = Number(option.underlying)
  const input = { ...option, strike: Number(option.strike) }
  const now = optionPrice({ ...input, underlying })
  const then = optionPrice({ ...input, underlying: underlying * factor })
  const each = then - now * (inCoins ? factor : 1)
  return new Decimal(each.toPrecision(12)).times(option.size)
}

/**
 * How much more maintenance margin a position takes, USD. By the exchange's table where that is known; else it stays the
 * share of the value that it is now. An inverse contract is one on dollars, whose value stays; options' stays as it is.
 */
export function maintenanceGain(position: RiskPosition, factors: Factors): Decimal {
  const { option, payoff, maint, tiers } = position
  if (option !== null) return ZERO
  if (tiers !== null) {
    const [now, then] = [measuredAt(position, ONE), measuredAt(position, priceFactor(position, factors))]
    if (now !== null && then !== null) return maintenanceOf(tiers, then).minus(maintenanceOf(tiers, now))
  }
  if (payoff === 'inverse') return ZERO
  const factor = priceFactor(position, factors).times(settleFactor(position, factors))
  return maint === null ? ZERO : new Decimal(maint).times(factor.minus(1))
}

/** What moves in one coin, of a pool or beside it: USD that go with its price, and maintenance margin that does. */
interface Line {
  coin: string
  value: Decimal
  maint: Decimal
}

/** Numbers are searched with: by so little of a sum they miss an edge. */
const EDGE = 1e-12

/** Whether it can be said at all when a pool is liquidated. */
export const isTold = ({ liquidationFactor, balance, maint }: RiskPool): boolean =>
  liquidationFactor !== null || (balance !== null && maint !== null)

/** A pool whose like parts are summed up, so that thousands of positions follow a slider. */
export class PoolSums {
  readonly balance: Decimal | null
  readonly maint: Decimal | null
  readonly #lines: readonly Line[]
  /** The same as numbers, for searching. */
  readonly #near: readonly { coin: string; value: number; maint: number }[]
  readonly #curved: readonly RiskPosition[]
  /** Those that go straight with their price, and whose maintenance follows a table; and that as numbers. */
  readonly #tabled: readonly { position: RiskPosition; gainNear: (factor: number) => number }[]
  readonly #balanceNear: number
  readonly #maintNear: number

  constructor(readonly pool: RiskPool) {
    this.balance = pool.balance === null ? null : new Decimal(pool.balance)
    this.maint = pool.maint === null ? null : new Decimal(pool.maint)
    const lines = new Map<string, Line>()
    const add = (coin: string, value: Decimal, maint: Decimal) => {
      const line = lines.get(coin)
      lines.set(coin, { coin, value: value.plus(line?.value ?? 0), maint: maint.plus(line?.maint ?? 0) })
    }
    for (const { coin, value } of pool.coins) add(coin, new Decimal(value), ZERO)
    const straight = ({ option, payoff, quoteCoin }: RiskPosition) => option === null && payoff !== 'quanto' && quoteCoin === null
    const tabled: { position: RiskPosition; gainNear: (factor: number) => number }[] = []
    for (const position of pool.positions) {
      if (!straight(position)) continue
      const gainNear = position.tiers && maintenanceNear(position.tiers, position)
      if (gainNear) tabled.push({ position, gainNear })
      const moves = !gainNear && position.payoff === 'linear' && position.maint !== null
      add(position.coin, new Decimal(position.notional), moves ? new Decimal(position.maint ?? 0) : ZERO)
    }
    this.#lines = [...lines.values()]
    this.#near = this.#lines.map(({ coin, value, maint }) => ({ coin, value: value.toNumber(), maint: maint.toNumber() }))
    this.#curved = pool.positions.filter((position) => !straight(position))
    this.#tabled = tabled
    this.#balanceNear = this.balance?.toNumber() ?? 0
    this.#maintNear = this.maint?.toNumber() ?? 0
  }

  /** What its balance gains, USD. */
  gain(factors: Factors): Decimal {
    let sum: Decimal = ZERO
    for (const { coin, value } of this.#lines) {
      if (factors(coin) !== 1) sum = sum.plus(value.times(exactFactor(factors, coin).minus(1)))
    }
    for (const position of this.#curved) sum = sum.plus(gainOf(position, factors))
    return sum
  }

  /** Maintenance margin ÷ margin balance; 1 or more is liquidation. Null: one of them is not known. */
  ratio(factors: Factors): Decimal | null {
    if (this.balance === null || this.maint === null) return null
    const balance = this.balance.plus(this.gain(factors))
    let maint = this.maint
    for (const { coin, maint: moving } of this.#lines) {
      if (factors(coin) !== 1 && !moving.isZero()) maint = maint.plus(moving.times(exactFactor(factors, coin).minus(1)))
    }
    for (const position of this.#curved) maint = maint.plus(maintenanceGain(position, factors))
    for (const { position } of this.#tabled) {
      if (factors(position.coin) !== 1) maint = maint.plus(maintenanceGain(position, factors))
    }
    if (balance.gt(0)) return maint.div(balance)
    return maint.gt(0) ? new Decimal(1) : null
  }

  /**
   * Whether it is liquidated at these prices, by numbers: for searching, never for money.
   * @param added USD that were put into it
   */
  isDead(factors: Factors, added = 0): boolean {
    const [only] = this.pool.positions
    if (this.pool.liquidationFactor !== null && only) {
      // The exchange's own price; what is added moves it by as much as the position then may lose more.
      const beyond = Number(only.notional) * (priceFactor(only, factors).toNumber() - Number(this.pool.liquidationFactor))
      return beyond + added <= EDGE * Math.abs(Number(only.notional))
    }
    if (this.balance === null || this.maint === null) return false
    let [balance, maint] = [this.#balanceNear + added, this.#maintNear]
    for (const line of this.#near) {
      const moved = factors(line.coin) - 1
      balance += line.value * moved
      maint += line.maint * moved
    }
    for (const { position, gainNear } of this.#tabled) maint += gainNear(factors(position.coin))
    for (const position of this.#curved) {
      balance += gainOf(position, factors).toNumber()
      maint += maintenanceGain(position, factors).toNumber()
    }
    return maint > 0 && balance - maint <= EDGE * (Math.abs(this.#balanceNear) + this.#maintNear)
  }
}
