import { Trans, useLingui } from '@lingui/react/macro'
import { Decimal } from '@/server/domain/decimal'
import { formatPercent } from '@/server/domain/number-format'
import type { FlowMark, PerformanceDayView } from '@/server/domain/views'
import { FlowMarks } from '../charts/flow-marks'
import { Percent } from '../format/amount'
import { useLocaleOfRequest } from '../format/locale-of-request'
import { UtcDay } from '../format/utc-day'
import { PictureAxis } from './picture-axis'

const WIDTH = 1000
const HEIGHT = 180

/** The index as a line that the server draws; broken where it is not known. Shares from its first day. */
export function IndexPicture({ days, marks }: { days: readonly PerformanceDayView[]; marks: readonly FlowMark[] }) {
  const { t } = useLingui()
  const locale = useLocaleOfRequest()
  const values = days.map(({ index }) => (index === null ? null : Number(index)))
  const known = values.filter((value) => value !== null)
  const [first] = days
  const last = days.at(-1)
  if (known.length < 2 || !first || !last) {
    return (
      <p className="px-4 pb-6 text-muted-foreground">
        <Trans>Not known for long enough to draw it.</Trans>
      </p>
    )
  }
  const [low, high] = [Math.min(1, ...known), Math.max(1, ...known)]
  // Above the line there is room for marks.
  const y = (value: number) => HEIGHT - 8 - ((value - low) / (high - low || 1)) * (HEIGHT - 28)
  // A day has its middle, where marks of it stand too.
  const x = (at: number) => ((at + 0.5) / values.length) * WIDTH
  let path = ''
  let drawing = false
  for (const [at, value] of values.entries()) {
    if (value === null) drawing = false
    else {
      path += `${drawing ? 'L' : 'M'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`
      drawing = true
    }
  }
  const end = known.at(-1) ?? 1
  const changeAt = (value: number) => new Decimal(value).minus(1).toFixed()
  const [from, to, change] = [first.day, last.day, formatPercent(changeAt(end), { locale, sign: 'always', decimals: 1 })]
  return (
    <figure className="px-4 pb-3">
      <div className="flex gap-3">
        <div className="relative h-44 min-w-0 flex-1">
          <svg
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            preserveAspectRatio="none"
            className="absolute inset-0 size-full"
            role="img"
            aria-label={t`The index from ${from} to ${to}: ${change}`}
          >
            <line x1="0" x2={WIDTH} y1={y(1)} y2={y(1)} className="stroke-border" vectorEffect="non-scaling-stroke" />
            <path d={path} fill="none" className="stroke-brand" strokeWidth="2" vectorEffect="non-scaling-stroke" />
          </svg>
          <FlowMarks marks={marks} times={days.map(({ day }) => Date.parse(`${day}T00:00:00Z`) / 1000)} />
        </div>
        <PictureAxis
          ticks={[high, low, 1].map((value) => ({
            at: y(value) / HEIGHT,
            label: <Percent value={changeAt(value)} sign="always" decimals={1} live={false} />,
          }))}
        />
      </div>
      <figcaption className="figures mt-1 flex justify-between pr-19 text-muted-foreground text-xs">
        <UtcDay day={first.day} />
        <UtcDay day={last.day} />
      </figcaption>
    </figure>
  )
}
