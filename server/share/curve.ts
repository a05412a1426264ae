import { Decimal, type DecimalString } from '../domain/decimal'
import type { SharedCurve } from '../domain/share'

/** A curve as two paths of a picture: its line, broken where nothing is known, and the area beneath. */
export interface DrawnCurve {
  line: string
  area: string
  low: DecimalString
  high: DecimalString
  first: { at: Date; value: DecimalString }
  last: { at: Date; value: DecimalString }
}

/** Null with fewer than two points that are known. */
export function drawCurve({ points }: SharedCurve, width: number, height: number): DrawnCurve | null {
  const told = points.flatMap(({ at, value }) => (value === null ? [] : [{ at, value }]))
  const [first, last] = [told[0], told.at(-1)]
  if (!first || !last || told.length < 2) return null
  const values = told.map(({ value }) => new Decimal(value))
  const [low, high] = [Decimal.min(...values), Decimal.max(...values)]
  const span = high.minus(low)
  const [from, until] = [first.at.getTime(), last.at.getTime()]
  const x = (at: Date) => (((at.getTime() - from) / (until - from || 1)) * width).toFixed(1)
  // A curve that never moves lies in the middle.
  const y = (value: DecimalString) =>
    (span.isZero() ? height / 2 : new Decimal(1).minus(new Decimal(value).minus(low).div(span)).times(height).toNumber()).toFixed(
      1,
    )
  const runs: { x: string; y: string }[][] = [[]]
  for (const { at, value } of points) {
    if (value === null) runs.push([])
    else runs.at(-1)?.push({ x: x(at), y: y(value) })
  }
  const drawn = runs.filter((run) => run.length > 0)
  const line = drawn.map((run) => run.map((point, nth) => `${nth === 0 ? 'M' : 'L'}${point.x} ${point.y}`).join('')).join('')
  const area = drawn
    .map((run) => {
      const path = run.map((point) => `L${point.x} ${point.y}`).join('')
      return `M${run[0]?.x ?? 0} ${height}${path}L${run.at(-1)?.x ?? 0} ${height}Z`
    })
    .join('')
  return { line, area, low: low.toFixed(), high: high.toFixed(), first, last }
}
