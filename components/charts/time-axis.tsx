import { clockTime, dayOfYear, month, type TimeStyle } from '../format/time'
import { cn } from '../ui/cn'
import { DAY, fewerOf, MONTH, marksOf, wallWeights, YEAR } from './local-ticks'

/** From this width of a step on, all marks are days: among days an hour says nothing. */
const COARSE_SECONDS = 14_400
/** How far marks stay apart, as shares of the axis: on a phone, and where there is room for more. */
const APART = { narrow: 0.24, wide: 0.1 }

interface TimeAxisProps {
  /** Seconds since the epoch. */
  times: readonly number[]
  /** IANA name; null while it is not known: then there are no marks yet, in a place that is kept. */
  zone: string | null
  style: TimeStyle
}

/** Days and hours below a chart, at the midnights and hours of a zone. */
export function TimeAxis({ times, zone, style }: TimeAxisProps) {
  const weights = zone === null ? [] : wallWeights(times, zone)
  const marks = marksOf(weights, APART.wide)
  const always = new Set(fewerOf(marks, weights.length, APART.narrow).map(({ step }) => step))
  const coarse = (times[1] ?? 0) - (times[0] ?? 0) >= COARSE_SECONDS
  return (
    <div className="relative h-6.5 overflow-hidden">
      {marks.map(({ step, weight }) => (
        <span
          key={step}
          className={cn('-translate-x-1/2 absolute top-1.5 whitespace-nowrap', !always.has(step) && 'max-md:hidden')}
          style={{ left: `${((step + 0.5) / times.length) * 100}%` }}
        >
          {tickText(new Date((times[step] ?? 0) * 1000), weight, coarse, style)}
        </span>
      ))}
    </div>
  )
}

function tickText(date: Date, weight: number, coarse: boolean, style: TimeStyle): string {
  if (weight === YEAR) return month(date, style)
  if (weight === MONTH || weight === DAY || coarse) return dayOfYear(date, style)
  return clockTime(date, style)
}
