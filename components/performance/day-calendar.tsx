import { Trans, useLingui } from '@lingui/react/macro'
import { formatPercent } from '@/server/domain/number-format'
import type { PerformanceDayView } from '@/server/domain/views'
import { useLocaleOfRequest } from '../format/locale-of-request'
import { cn } from '../ui/cn'

/** A Monday, and the days after it. */
const WEEKDAYS = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2024, 0, 1 + day)))
/** A day of this return has the full colour. */
const FULL = 0.03

/** A square a day, in weeks: green won, red lost, by how much; hatched where it is not known. */
export function DayCalendar({ days }: { days: readonly PerformanceDayView[] }) {
  const { i18n } = useLingui()
  const [first] = days
  if (!first)
    return (
      <p className="px-4 pb-6 text-muted-foreground">
        <Trans>No days yet.</Trans>
      </p>
    )
  const before = (new Date(`${first.day}T00:00:00Z`).getUTCDay() + 6) % 7
  const cells: (PerformanceDayView | null)[] = [...Array.from({ length: before }, () => null), ...days]
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) => cells.slice(week * 7, week * 7 + 7))
  return (
    <div className="thin-scroll overflow-x-auto px-4 pb-4">
      <table className="border-separate border-spacing-0.5 text-xs">
        <caption className="sr-only">
          <Trans>Return of each day</Trans>
        </caption>
        <thead>
          <tr>
            <td />
            {weeks.map((week, at) => (
              <th
                key={weekKey(week, at)}
                scope="col"
                className="h-4 min-w-5 text-left font-normal text-2xs text-muted-foreground"
              >
                {monthOf(week, i18n.locale)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {WEEKDAYS.map((date) => shortName(date, { weekday: 'short' }, i18n.locale)).map((name, weekday) => (
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
function monthOf(week: readonly (PerformanceDayView | null)[], language: string): string {
  const begins = week.find((day) => day?.day.endsWith('-01'))
  return begins ? shortName(new Date(`${begins.day}T00:00:00Z`), { month: 'short' }, language) : ''
}

const shortName = (date: Date, what: Intl.DateTimeFormatOptions, language: string) =>
  date.toLocaleDateString(language, { ...what, timeZone: 'UTC' })

function Cell({ day }: { day: PerformanceDayView | null }) {
  const { t } = useLingui()
  const locale = useLocaleOfRequest()
  if (!day) return <td className="size-5" />
  const date = day.day
  const rate = day.rate === null ? null : Number(day.rate)
  const text = day.rate === null ? t`${date}: not known` : `${date}: ${formatPercent(day.rate, { locale, sign: 'always' })}`
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
