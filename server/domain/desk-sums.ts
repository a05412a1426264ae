import type { AccountFigures } from './account-figures'
import { fixed, NOTIONAL_DECIMALS, usd } from './amounts'
import { baseCoin } from './coins'
import { Decimal, type DecimalString } from './decimal'
import { type CoinSums, exposureRows } from './exposure'
import type { ExposureRow } from './views'

/**
 * Sums that are taken back again must hold every digit: what is left after an account went would else depend on when it
 * came. More digits than any sum of amounts has; nothing is divided with them.
 */
const Exact = Decimal.clone({ precision: 2000 })
const NOTHING = new Exact(0)

/** A sum, and of how many it is: one of nothing is not known, which zero would be. */
interface Sum {
  value: Decimal
  of: number
}

interface ExposedSums extends CoinSums {
  of: number
}

/**
 * Totals over a desk's accounts that follow each account's change: what it added is taken out and what it adds now put in,
 * so that a change costs what that account holds, however many there are. The same to the last digit as adding all up.
 */
export class DeskSums {
  private readonly equity = sum()
  private readonly gross = sum()
  private readonly net = sum()
  private readonly profit = sum()
  private readonly coins = new Map<string, ExposedSums>()
  /** How many rows of a coin have no value. */
  private readonly partial = new Map<string, number>()
  private readonly tokens = new Map<string, Sum>()

  add(figures: AccountFigures): void {
    this.enter(figures, 1)
  }

  /** Takes out what `add` put in. */
  remove(figures: AccountFigures): void {
    this.enter(figures, -1)
  }

  /** USD; null while nothing is known. */
  totals(): Record<'equity' | 'grossExposure' | 'netExposure' | 'unrealizedProfit', DecimalString | null> {
    const notional = ({ value, of }: Sum) => (of === 0 ? null : fixed(value, NOTIONAL_DECIMALS))
    const money = ({ value, of }: Sum) => usd(of === 0 ? null : value)
    return {
      equity: money(this.equity),
      grossExposure: notional(this.gross),
      netExposure: notional(this.net),
      unrealizedProfit: money(this.profit),
    }
  }

  /** As `exposureByBase` of all assets. */
  exposure(): ExposureRow[] {
    return exposureRows(this.coins, this.partial)
  }

  /** What each token adds to equity, USD. */
  held(): { key: string; label: string; value: Decimal }[] {
    return [...this.tokens].map(([symbol, { value }]) => ({ key: symbol, label: symbol, value: new Decimal(value) }))
  }

  private enter(figures: AccountFigures, sign: 1 | -1): void {
    into(this.equity, figures.equity, sign)
    into(this.gross, figures.grossExposure, sign)
    into(this.net, figures.netExposure, sign)
    into(this.profit, figures.unrealizedProfit, sign)
    for (const asset of figures.exposed) this.enterExposed(asset, sign)
    for (const { symbol, value } of figures.held) {
      const token = this.tokens.get(symbol) ?? sum()
      into(token, value, sign)
      if (token.of === 0) this.tokens.delete(symbol)
      else this.tokens.set(symbol, token)
    }
  }

  private enterExposed({ base, position, notional }: AccountFigures['exposed'][number], sign: 1 | -1): void {
    const coin = baseCoin(base)
    if (notional === null) {
      const rows = (this.partial.get(coin) ?? 0) + sign
      if (rows === 0) this.partial.delete(coin)
      else this.partial.set(coin, rows)
      return
    }
    const sums = this.coins.get(coin) ?? { spot: NOTHING, positions: NOTHING, long: NOTHING, short: NOTHING, of: 0 }
    const amount = new Exact(notional)
    const value = sign === 1 ? amount : amount.negated()
    if (position) sums.positions = sums.positions.plus(value)
    else sums.spot = sums.spot.plus(value)
    if (amount.isNegative()) sums.short = sums.short.plus(value)
    else sums.long = sums.long.plus(value)
    sums.of += sign
    if (sums.of === 0) this.coins.delete(coin)
    else this.coins.set(coin, sums)
  }
}

function sum(): Sum {
  return { value: NOTHING, of: 0 }
}

function into(sum: Sum, amount: DecimalString | null, sign: 1 | -1): void {
  if (amount === null) return
  sum.value = sign === 1 ? sum.value.plus(amount) : sum.value.minus(amount)
  sum.of += sign
}
