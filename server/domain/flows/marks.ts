import { usd } from '../amounts'
import { Decimal, ZERO } from '../decimal'
import type { FlowMark } from '../views'

/** What of an entry a mark tells. */
export type MarkedFlow = FlowMark['first'][number]

/** Entries that a mark names. */
const MOST_NAMED = 3

/**
 * Entries gathered into marks: those of one stretch of `width` milliseconds are one, so that a chart has as many as it can
 * show, however many entries there are. In the order of time.
 */
export function marksOf(flows: readonly MarkedFlow[], from: Date, width: number): FlowMark[] {
  const stretches = new Map<number, MarkedFlow[]>()
  for (const flow of flows) {
    const stretch = Math.floor((flow.at.getTime() - from.getTime()) / width)
    const own = stretches.get(stretch)
    if (own) own.push(flow)
    else stretches.set(stretch, [flow])
  }
  return [...stretches].sort(([a], [b]) => a - b).map(([, own]) => markOf(own))
}

function markOf(flows: readonly MarkedFlow[]): FlowMark {
  const times = flows.map(({ at }) => at.getTime())
  const values = flows.flatMap(({ value }) => (value === null ? [] : [new Decimal(value)]))
  const sum = (all: readonly Decimal[]) => usd(all.reduce((total, value) => total.plus(value.abs()), ZERO)) ?? '0'
  const size = ({ value }: MarkedFlow) => new Decimal(value ?? 0).abs()
  return {
    from: new Date(Math.min(...times)),
    to: new Date(Math.max(...times)),
    in: sum(values.filter((value) => value.gt(0))),
    out: sum(values.filter((value) => value.lt(0))),
    entries: flows.length,
    unvalued: [...new Set(flows.flatMap(({ value, coin }) => (value === null ? [coin] : [])))].sort(),
    first: [...flows].sort((a, b) => size(b).cmp(size(a)) || a.at.getTime() - b.at.getTime()).slice(0, MOST_NAMED),
  }
}

/** Marks that stand closer than `apart` become one; `place` is where the middle of one stands. */
export function crowded(marks: readonly FlowMark[], place: (at: Date) => number, apart: number): FlowMark[] {
  const kept: { mark: FlowMark; at: number }[] = []
  for (const mark of marks) {
    const at = place(middleOf(mark))
    const last = kept.at(-1)
    if (last && at - last.at < apart) last.mark = joined(last.mark, mark)
    else kept.push({ mark, at })
  }
  return kept.map(({ mark }) => mark)
}

export const middleOf = ({ from, to }: FlowMark) => new Date((from.getTime() + to.getTime()) / 2)

function joined(one: FlowMark, other: FlowMark): FlowMark {
  const plus = (a: string, b: string) => new Decimal(a).plus(b).toFixed()
  const size = ({ value }: MarkedFlow) => new Decimal(value ?? 0).abs()
  return {
    from: new Date(Math.min(one.from.getTime(), other.from.getTime())),
    to: new Date(Math.max(one.to.getTime(), other.to.getTime())),
    in: plus(one.in, other.in),
    out: plus(one.out, other.out),
    entries: one.entries + other.entries,
    unvalued: [...new Set([...one.unvalued, ...other.unvalued])].sort(),
    first: [...one.first, ...other.first].sort((a, b) => size(b).cmp(size(a))).slice(0, MOST_NAMED),
  }
}
