import { Decimal, ZERO } from '../decimal'

/** A payment: what was put in is negative, what came out or is left at the end positive. */
export interface Payment {
  at: Date
  amount: Decimal
}

const YEAR_MS = 365 * 86_400_000
/** The rates looked through for a change of sign: from nearly all lost to a hundred thousand times as much, per year. */
const LOWEST = 1e-6
const HIGHEST = 1e5
const STEPS = 400

/**
 * Money-weighted return per year, actual/365: the one rate `r` at which `Σ payment ÷ (1 + r)^(days/365) = 0`. Found by
 * bracketing: all changes of sign over the whole range are looked for, so that of several none is taken for the answer.
 * Rates are shares, not money, and come from a search: 15 significant digits.
 * @returns null where there is none, or more than one
 */
export function xirr(payments: readonly Payment[]): Decimal | null {
  const first = payments.reduce<Date | null>((oldest, { at }) => (oldest === null || at < oldest ? at : oldest), null)
  const scale = payments.reduce((most, { amount }) => Decimal.max(most, amount.abs()), ZERO)
  if (first === null || scale.isZero()) return null
  if (!payments.some(({ amount }) => amount.gt(0)) || !payments.some(({ amount }) => amount.lt(0))) return null
  const terms = payments.map(({ at, amount }) => ({
    years: (at.getTime() - first.getTime()) / YEAR_MS,
    amount: amount.div(scale).toNumber(),
  }))
  if (terms.every(({ years }) => years === 0)) return null
  const value = (growth: number) => terms.reduce((sum, { years, amount }) => sum + amount * growth ** -years, 0)
  const roots: number[] = []
  const ratio = (HIGHEST / LOWEST) ** (1 / STEPS)
  let [low, lowValue] = [LOWEST, value(LOWEST)]
  for (let step = 1; step <= STEPS; step++) {
    const high = LOWEST * ratio ** step
    const highValue = value(high)
    if (highValue === 0) roots.push(high)
    else if (lowValue !== 0 && Number.isFinite(lowValue) && Math.sign(lowValue) !== Math.sign(highValue))
      roots.push(bisect(value, low, high))
    ;[low, lowValue] = [high, highValue]
  }
  const [only, ...others] = roots
  return only === undefined || others.length > 0 ? null : new Decimal(only).minus(1).toSignificantDigits(15)
}

/** The root between two growths of which one gives more and one less than nothing. */
function bisect(value: (growth: number) => number, from: number, to: number): number {
  let [low, high] = [from, to]
  const sign = Math.sign(value(low))
  for (let round = 0; round < 200; round++) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) return middle
    if (Math.sign(value(middle)) === sign) low = middle
    else high = middle
  }
  return (low + high) / 2
}
