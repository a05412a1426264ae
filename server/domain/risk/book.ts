import { usd } from '../amounts'
import { joinBounds } from '../bound'
import { Decimal, type DecimalString, ZERO } from '../decimal'
import type { EquityBound } from '../types'
import { type Death, type Direction, deathOf, deathShock, Path } from './deaths'
import { PoolSums } from './pool'
import { exactFactor, type Factors, HIGHEST_SHOCK, LOWEST_SHOCK } from './shock'
import type { Beta, RiskAccount, Scope } from './types'

/** Points of the curve: every two hundredths from the lowest shock to the highest. */
const CURVE_STEP = 0.02

/** An account at one shock. USD; null: not known. */
export interface ShockedAccount {
  accountId: string
  equity: DecimalString | null
  bound: EquityBound
  /** Of its worst pool that still stands; null: nothing is margined, or it is not known. */
  marginRatio: DecimalString | null
  /** Pools that are liquidated on the way there. */
  liquidated: { wallet: string; symbol: string; kind: 'cross' | 'isolated' }[]
}

/** All accounts at one shock. */
export interface ShockedBook {
  accounts: ShockedAccount[]
  /** Σ over accounts whose equity is known. */
  total: DecimalString
  bound: EquityBound
  /** What the total is away from that of now is to all that moves. */
  changeBound: EquityBound
  /** Accounts that the total leaves out. */
  leftOut: number
}

interface PoolOf {
  sums: PoolSums
  deaths: Record<Direction, Death | null>
}

interface AccountOf {
  account: RiskAccount
  /** Null: not known. */
  equity: Decimal | null
  coins: { coin: string; value: Decimal }[]
  pools: PoolOf[]
}

/** Where something may be liquidated on the way of which nobody can say when, equity there is not certain. */
const boundAt = ({ bound, untold }: RiskAccount, shock: number): EquityBound =>
  shock !== 0 && untold.length > 0 ? 'uncertain' : bound

/**
 * A whole book under other prices of one scope. Where each pool is liquidated is found once; any shock is then a few
 * multiplications an account.
 *
 * A pool that is liquidated on the way is worth nothing from then on: what is left of the margin of a cross wallet, or of an
 * isolated position, goes to the exchange (its liquidation fees and insurance fund). Of an isolated position whose margin is
 * not known the loss at its liquidation stays. What the account holds elsewhere goes on moving.
 */
export class ShockedBookOf {
  readonly path: Path
  readonly #accounts: AccountOf[]

  constructor(
    accounts: readonly RiskAccount[],
    readonly scope: Scope,
    betas: readonly Beta[],
  ) {
    this.path = new Path(scope, betas)
    this.#accounts = accounts.map((account) => ({
      account,
      equity: account.equity === null || account.unknown.length > 0 ? null : new Decimal(account.equity),
      coins: account.coins.map(({ coin, value }) => ({ coin, value: new Decimal(value) })),
      pools: account.pools.map((pool) => {
        const sums = new PoolSums(pool)
        const death = (direction: Direction) => {
          const shock = deathShock(sums, this.path, direction)
          return shock === null ? null : deathOf(sums, this.path, shock)
        }
        return { sums, deaths: { down: death('down'), up: death('up') } }
      }),
    }))
  }

  /** Every account and their sum at a shock (a share). */
  at(shock: number): ShockedBook {
    const factors = this.path.at(shock)
    let total: Decimal = ZERO
    const accounts = this.#accounts.map((each) => {
      const { value, marginRatio, liquidated } = this.#account(each, shock, factors)
      if (value !== null) total = total.plus(value)
      return {
        accountId: each.account.accountId,
        equity: usd(value),
        bound: boundAt(each.account, shock),
        marginRatio,
        liquidated,
      }
    })
    // What is left out can only add to a total, as in every sum; what it does under other prices nobody knows.
    const bound = joinBounds(accounts.map(({ equity, bound }) => (equity === null ? 'at_least' : bound)))
    return {
      accounts,
      total: usd(total) ?? '0',
      bound,
      changeBound: shock === 0 || bound === 'exact' ? 'exact' : 'uncertain',
      leftOut: accounts.filter(({ equity }) => equity === null).length,
    }
  }

  /** The sum over the whole path. */
  curve(): { shock: number; total: DecimalString }[] {
    const count = Math.round((HIGHEST_SHOCK - LOWEST_SHOCK) / CURVE_STEP)
    return Array.from({ length: count + 1 }, (_, at) => {
      const shock = Number((LOWEST_SHOCK + at * CURVE_STEP).toFixed(2))
      const factors = this.path.at(shock)
      const sum = this.#accounts.reduce<Decimal>(
        (all, each) => all.plus(this.#account(each, shock, factors, false).value ?? 0),
        ZERO,
      )
      return { shock, total: usd(sum) ?? '0' }
    })
  }

  /** What of an account dies first each way; null: nothing on the path. */
  deaths(accountId: string): Record<Direction, Death | null> {
    const found = this.#accounts.find(({ account }) => account.accountId === accountId)
    return { down: this.#first(found, 'down'), up: this.#first(found, 'up') }
  }

  /** First deaths of all accounts one way, the nearest first. */
  firstDeaths(direction: Direction): { account: RiskAccount; death: Death }[] {
    return this.#accounts
      .flatMap((each) => {
        const death = this.#first(each, direction)
        return death ? [{ account: each.account, death }] : []
      })
      .sort(
        (a, b) => Math.abs(a.death.shock) - Math.abs(b.death.shock) || (a.account.accountName < b.account.accountName ? -1 : 1),
      )
  }

  /** Accounts of which nobody can say, of all that they hold, when it is liquidated. */
  withoutDeath(): RiskAccount[] {
    return this.#accounts
      .filter(({ account, equity }) => equity === null || account.untold.length > 0)
      .map(({ account }) => account)
  }

  #first(found: AccountOf | undefined, direction: Direction): Death | null {
    let nearest: Death | null = null
    for (const { deaths } of found?.pools ?? []) {
      const death = deaths[direction]
      if (death !== null && (nearest === null || Math.abs(death.shock) < Math.abs(nearest.shock))) nearest = death
    }
    return nearest
  }

  #account({ equity, coins, pools }: AccountOf, shock: number, factors: Factors, withRatio = true) {
    const liquidated: ShockedAccount['liquidated'] = []
    let worst: Decimal | null = null
    let known = true
    let gain: Decimal = ZERO
    for (const { coin, value } of coins) {
      if (factors(coin) !== 1) gain = gain.plus(value.times(exactFactor(factors, coin).minus(1)))
    }
    for (const { sums, deaths } of pools) {
      const death = deaths[shock < 0 ? 'down' : 'up']
      const isDead = shock !== 0 && death !== null && Math.abs(shock) >= Math.abs(death.shock)
      if (isDead) {
        const { wallet, kind } = sums.pool
        gain = gain.plus(sums.balance?.negated() ?? sums.gain(this.path.at(death.shock)))
        liquidated.push({ wallet, kind, symbol: death.symbol })
        continue
      }
      gain = gain.plus(sums.gain(factors))
      if (!withRatio) continue
      const ratio = sums.ratio(factors)
      if (ratio === null) known = known && sums.pool.positions.length === 0
      else if (worst === null || ratio.gt(worst)) worst = ratio
    }
    return {
      value: equity?.plus(gain) ?? null,
      marginRatio: known && equity !== null ? (worst?.toDecimalPlaces(6).toFixed() ?? null) : null,
      liquidated,
    }
  }
}
