import { cn } from '../ui/cn'
import { hueOfSeries, roundOfSeries } from './hues'

/** A disc, a hollow square, a square, a ring (`rounded-sm` is round already at this size): as its line is whole or dashed. */
const SHAPES = [
  'rounded-sm bg-current',
  'rounded-[1px] border-2 border-current',
  'rounded-[1px] bg-current',
  'rounded-full border-2 border-current',
]

/** The mark by which a series is known beside its name: its hue, and a shape of its own where hues repeat. */
export function SeriesSwatch({ index }: { index: number }) {
  return (
    <span aria-hidden className={cn('size-2 shrink-0', SHAPES[roundOfSeries(index)])} style={{ color: hueOfSeries(index) }} />
  )
}
