import type { PerformanceDayView } from '@/server/domain/views'
import { cn } from '../ui/cn'

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
/** A day of this return has the full colour. */
const FULL = 0.03

/** A square a day, in weeks: green won, red lost, by how much; hatched where it is not known. */
export function DayCalendar({ days }: { days: readonly PerformanceDayView[] }) {
  const [first] = days
  if (!first) return <p className="px-4 pb-6 text-muted-foreground">No days yet.</p>
  const before = (new Date(`${first.day}T00:00:00Z`).getUTCDay() + 6) % 7
  const cells: (PerformanceDayView | null)[] = [...Array.from({ length: before }, () => null), ...days]
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) => cells.slice(week * 7, week * 7 + 7))
  return (
    <div className="thin-scroll overflow-x-auto px-4 pb-4">
      <table className="border-separate border-spacing-0.5 text-xs">
        <caption className="sr-only">Return of each day</caption>
        <thead>
          <tr>
            <td />
            {weeks.map((week, at) => (
              <th
                key={weekKey(week, at)}
                scope="col"
                className="h-4 min-w-5 text-left font-normal text-2xs text-muted-foreground"
              >
                {monthOf(week)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {WEEKDAYS.map((name, weekday) => (
            <tr key={name}>
              <th scope="row" className="pr-2 text-left font-normal text-2xs text-muted-foreground">
                {weekday % 2 === 0 ? name : <span className="sr-only">{name}</span>}
              </th>
              {weeks.map((week, at) => (
                <Cell key={weekKey(week, at)} day={week[weekday] ?? null} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const weekKey = (week: readonly (PerformanceDayView | null)[], at: number) =>
  week.find((day) => day !== null)?.day ?? `week ${at}`

/** The month’s name over the week that its first day is in. */
function monthOf(week: readonly (PerformanceDayView | null)[]): string {
  const begins = week.find((day) => day?.day.endsWith('-01'))
  return begins ? (MONTHS[Number(begins.day.slice(5, 7)) - 1] ?? '') : ''
}

function Cell({ day }: { day: PerformanceDayView | null }) {
  if (!day) return <td className="size-5" />
  const rate = day.rate === null ? null : Number(day.rate)
  const text =
    rate === null ? `${day.day}: not known` : `${day.day}: ${rate > 0 ? '+' : ''}${(rate * 100).toFixed(2)} %`.replace('-0', '−0')
  const strength = rate === null ? 0 : Math.min(1, Math.abs(rate) / FULL)
  const step = strength > 0.66 ? 'opacity-100' : strength > 0.33 ? 'opacity-70' : strength > 0 ? 'opacity-40' : 'opacity-100'
  return (
    <td className="size-5 p-0">
      <span
        title={text}
        className={cn(
          'block size-5 rounded-sm',
          rate === null ? 'border border-dashed' : rate > 0 ? `bg-profit ${step}` : rate < 0 ? `bg-loss ${step}` : 'bg-muted',
        )}
      >
        <span className="sr-only">{text}</span>
      </span>
    </td>
  )
}
