'use client'
import { useLingui } from '@lingui/react/macro'
import { type PointerEvent, useMemo } from 'react'
import type { DecimalString } from '@/server/domain/decimal'
import { moneyAxis } from '../charts/axis'
import { mainPane, PANE_HEIGHT, STEP_WIDTH } from '../charts/picture'
import { useDisplay } from '../format/display'
import { clampShock, HIGHEST, LOWEST } from './risk-search'
import { percentWords } from './words'

const TICKS = 4
const MARKS = [-60, -40, -20, 0, 20, 40, 60, 80, 100]

interface RiskCurveProps {
  /** Evenly spaced from the lowest shock to the highest. */
  curve: readonly { shock: number; total: DecimalString }[]
  percent: number
  setPercent: (percent: number) => void
  /** Shocks at which something is liquidated. */
  deaths: readonly number[]
  description: string
}

/** Total equity over the whole path; a click moves prices there, as the slider does for keys. */
export function RiskCurve({ curve, percent, setPercent, deaths, description }: RiskCurveProps) {
  const { t } = useLingui()
  const display = useDisplay()
  const pane = useMemo(() => {
    const values = curve.map(({ total }) => Number(total))
    const series = [{ key: 'total', label: t`Total`, values, points: [] }]
    return mainPane({ times: curve.map((_, at) => at), series, band: null, drawdown: null }, 'area', TICKS)
  }, [curve, t])
  const labels = moneyAxis(
    pane.ticks.map(({ value }) => value),
    display,
  )
  // Each step has its middle: the first and the last lie half a step within.
  const left = (at: number) => `${(((at - LOWEST) / (HIGHEST - LOWEST)) * (curve.length - 1) + 0.5) * (100 / curve.length)}%`
  function choose({ currentTarget, clientX }: PointerEvent<HTMLElement>): void {
    const box = currentTarget.getBoundingClientRect()
    const step = ((clientX - box.left) / box.width) * curve.length - 0.5
    setPercent(clampShock(Math.round(LOWEST + (step / (curve.length - 1)) * (HIGHEST - LOWEST))))
  }
  return (
    <div className="figures grid h-64 min-w-0 grid-cols-[minmax(0,1fr)_auto] grid-rows-[minmax(0,1fr)_auto] text-2xs text-subtle-foreground md:h-72">
      <div
        role="img"
        aria-label={description}
        className="relative min-h-0 min-w-0 cursor-crosshair touch-pan-y"
        onPointerDown={choose}
      >
        <svg
          viewBox={`0 0 ${curve.length * STEP_WIDTH} ${PANE_HEIGHT}`}
          preserveAspectRatio="none"
          className="absolute inset-0 size-full"
          aria-hidden="true"
          strokeLinejoin="round"
          fill="none"
        >
          {pane.ticks.map(({ value, at }) => (
            <line
              key={value}
              x1="0"
              x2={curve.length * STEP_WIDTH}
              y1={at * PANE_HEIGHT}
              y2={at * PANE_HEIGHT}
              className="stroke-border"
              vectorEffect="non-scaling-stroke"
            />
          ))}
          <path d={pane.layers[0]?.fill} className="fill-chart-1" fillOpacity=".1" />
          <path d={pane.layers[0]?.line} className="stroke-chart-1" strokeWidth="1.75" vectorEffect="non-scaling-stroke" />
        </svg>
        <span className="absolute inset-y-0 w-px bg-input" style={{ left: left(0) }} />
        <span className="absolute inset-y-0 w-0.5 -translate-x-1/2 bg-brand" style={{ left: left(percent) }} />
        {deaths.map((shock) => (
          <span
            key={shock}
            className="-translate-x-1/2 absolute bottom-0 h-2.5 w-0.5 bg-loss"
            style={{ left: left(shock * 100) }}
          />
        ))}
      </div>
      <div className="relative w-14 pl-2">
        {pane.ticks.map(({ value, at }, index) => (
          <span key={value} className="-translate-y-1/2 absolute left-2 whitespace-nowrap" style={{ top: `${at * 100}%` }}>
            {labels[index]}
          </span>
        ))}
      </div>
      <div aria-hidden className="relative h-6">
        {MARKS.map((mark) => (
          <span
            key={mark}
            className={`absolute top-1.5 whitespace-nowrap ${mark === LOWEST ? '' : mark === HIGHEST ? '-translate-x-full' : '-translate-x-1/2'} ${mark % 40 === 0 ? 'max-sm:hidden' : ''}`}
            style={{ left: left(mark) }}
          >
            {percentWords(mark)}
          </span>
        ))}
      </div>
    </div>
  )
}
