import { known } from '../amounts'
import { Decimal, type DecimalString, ZERO } from '../decimal'
import type { EquityAt, ExternalFlow, StretchReturn } from './types'

/** Time-weighted returns: Modified Dietz over each stretch between two points, linked. */

/** A flow larger than this share of what was held at the beginning of a stretch wants finer points. */
const LARGE = new Decimal('0.1')

/** Flows of a stretch: behind its beginning, up to its end. */
export function flowsWithin<F extends { at: Date }>(flows: readonly F[], from: Date, to: Date): F[] {
  return flows.filter(({ at }) => at > from && at <= to)
}

/** A flow by the share of the stretch behind it; to 18 decimals, so that it is the same wherever it is taken out again. */
export function weightedFlow({ at, value }: ExternalFlow, from: Date, to: Date): Decimal {
  const length = to.getTime() - from.getTime()
  return length <= 0
    ? ZERO
    : value
        .times(to.getTime() - at.getTime())
        .div(length)
        .toDecimalPlaces(18)
}

/** All of them weighted so and summed up, divided once: for many that begin within a stretch. */
export function weightedSum(flows: readonly ExternalFlow[], from: Date, to: Date): Decimal {
  const length = to.getTime() - from.getTime()
  if (length <= 0) return ZERO
  const sum = flows.reduce((before, { at, value }) => before.plus(value.times(to.getTime() - at.getTime())), ZERO)
  return sum.div(length)
}

/**
 * Modified Dietz over one stretch: `(E1 − E0 − ΣF) ÷ (E0 + Σ wi·Fi)`, `wi` the share of the stretch behind flow i
 * (Dietz, P. O., 1966; GIPS Guidance Statement on Calculation Methodology). A flow at the end has weight 0. Flows outside of
 * the stretch are passed over.
 */
export function modifiedDietz(start: EquityAt, end: EquityAt, all: readonly ExternalFlow[]): StretchReturn {
  const flows = flowsWithin(all, start.at, end.at)
  let [sum, weighted] = [ZERO, ZERO]
  for (const { at, value } of flows) {
    sum = sum.plus(value)
    weighted = weighted.plus(weightedFlow({ at, value }, start.at, end.at))
  }
  const gain = end.equity.minus(start.equity).minus(sum)
  const base = start.equity.plus(weighted)
  const made = { gain, flows: sum, weighted }
  if (start.equity.lte(0)) return { ...made, factor: null, note: 'no_equity' }
  if (base.lte(0)) return { ...made, factor: null, note: 'no_base' }
  return { ...made, factor: gain.div(base).plus(1), note: null }
}

/**
 * Gain as a share of the equity at the beginning and of what came in since, whenever in the stretch that was: an account of
 * 10,000 USD that begins an hour ago has so much to lose, not the 24th part of it. What went is still part of what could be lost.
 * @returns null where one of them is not known, or nothing was put in
 */
export function shareOfPutIn(of: Record<'gain' | 'opened' | 'flows', DecimalString | null>): Decimal | null {
  const [gain, opened, flows] = [known(of.gain), known(of.opened), known(of.flows)]
  if (gain === null || opened === null || flows === null) return null
  const base = opened.plus(Decimal.max(flows, 0))
  return base.gt(0) ? gain.div(base) : null
}

/** Whether flows are so large that a stretch is to be split by finer points, where there are any. */
export function wantsFinerPoints(start: EquityAt, end: EquityAt, flows: readonly ExternalFlow[]): boolean {
  const most = start.equity.abs().times(LARGE)
  return flowsWithin(flows, start.at, end.at).some(({ value }) => value.abs().gt(most))
}

/**
 * The return over points that follow each other, linked. Where a stretch has none, neither has the whole.
 * @param points in the order of time, at least two
 */
export function linked(points: readonly EquityAt[], flows: readonly ExternalFlow[]): StretchReturn {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || points.length < 2) return { factor: null, note: 'no_points', gain: ZERO, flows: ZERO, weighted: ZERO }
  const whole = modifiedDietz(first, last, flows)
  let factor: Decimal | null = new Decimal(1)
  let note: StretchReturn['note'] = null
  for (let at = 1; at < points.length; at++) {
    const [start, end] = [points[at - 1], points[at]]
    if (!start || !end) continue
    const part = modifiedDietz(start, end, flows)
    factor = factor === null || part.factor === null ? null : factor.times(part.factor)
    note ??= part.note
  }
  return { ...whole, factor, note }
}

/**
 * The return between two points, split by finer ones where flows are large, those again where they still are.
 * @param finer points of each finer width, coarse to fine, each in the order of time
 */
export function splitReturn(
  start: EquityAt,
  end: EquityAt,
  flows: readonly ExternalFlow[],
  finer: readonly (readonly EquityAt[])[],
): StretchReturn {
  const [points, ...rest] = finer
  const whole = modifiedDietz(start, end, flows)
  if (!points || !wantsFinerPoints(start, end, flows)) return whole
  const between = points.filter(({ at }) => at > start.at && at < end.at)
  const chain = [start, ...between, end]
  let factor: Decimal | null = new Decimal(1)
  let note: StretchReturn['note'] = null
  for (let at = 1; at < chain.length; at++) {
    const [from, to] = [chain[at - 1], chain[at]]
    if (!from || !to) continue
    const part = splitReturn(from, to, flows, rest)
    factor = factor === null || part.factor === null ? null : factor.times(part.factor)
    note ??= part.note
  }
  return { ...whole, factor, note }
}

const YEAR_MS = 365 * 86_400_000

/** A factor per year, from one year on; null for less, where it would say what nobody knows. */
export function annualised(factor: Decimal, from: Date, to: Date): Decimal | null {
  const length = to.getTime() - from.getTime()
  if (length < YEAR_MS || factor.lte(0)) return null
  return factor.pow(new Decimal(YEAR_MS).div(length))
}
