import { Decimal, type DecimalString } from '../decimal'

/** Less of it is noise: both a share of equity and an amount in USD must be passed. */
const SHARE = new Decimal('0.005')
const USD = 10

/**
 * Whether what is unexplained of a day wants attention: more than 0.5 % of equity and more than 10 USD. Of an account that
 * holds nothing any more the equity at its beginning counts.
 */
export function wantsAttention(day: { opened: DecimalString; closed: DecimalString; unexplained: DecimalString }): boolean {
  const amount = new Decimal(day.unexplained).abs()
  return amount.gt(USD) && amount.gt(equityOf(day).times(SHARE))
}

/** Share of equity that an amount of a day is; 1 where there was none. */
export function shareOf(amount: DecimalString, day: { opened: DecimalString; closed: DecimalString }): Decimal {
  const equity = equityOf(day)
  return equity.isZero() ? new Decimal(1) : new Decimal(amount).abs().div(equity)
}

const equityOf = ({ opened, closed }: { opened: DecimalString; closed: DecimalString }) =>
  Decimal.max(new Decimal(opened).abs(), new Decimal(closed).abs())
