'use client'
import { type PointerEvent, useId, useMemo, useState } from 'react'
import type { FlowMark } from '@/server/domain/views'
import { useDisplay } from '../format/display'
import { useZone } from '../format/use-zone'
import { cn } from '../ui/cn'
import { lazyPart } from '../ui/lazy-part'
import { moneyAxis, percentAxis } from './axis'
import type { ChartData } from './chart-data'
import { drawdownPane, mainPane, PANE_HEIGHT, type Pane, STEP_WIDTH } from './picture'
import { TimeAxis } from './time-axis'

/** They are drawn once the page is alive (their times are the viewer's), and so does their code come then. */
const FlowMarks = lazyPart(() => import('./flow-marks').then((file) => file.FlowMarks), { persist: true })

export type ChartMode = 'area' | 'stack' | 'lines'

/** As many hues as can be told apart; further series repeat them. */
const CHART_HUES = ['chart-1', 'chart-2', 'chart-3', 'chart-4', 'chart-5', 'chart-6', 'chart-7', 'chart-8'] as const

export function hueOfSeries(index: number): string {
  return `var(--${CHART_HUES[index % CHART_HUES.length]})`
}

interface TimeChartProps {
  data: ChartData
  mode: ChartMode
  /** The whole picture in words, for those who cannot see it. */
  description: string
  /** The axis counts shares instead of money. */
  percent?: boolean
  /** What came in and went out, along its upper edge. */
  marks?: readonly FlowMark[] | undefined
  /** Step under the pointer; null when it leaves. */
  onHover?: (index: number | null) => void
  className?: string
}

const MONEY_TICKS = 5

/**
 * A time series as the server draws it: what is drawn needs no code in the browser, which only follows the pointer. It is as
 * wide as its place, whatever that is, and takes its colours from the theme.
 */
export function TimeChart({ data, mode, description, percent = false, marks, onHover, className }: TimeChartProps) {
  const display = useDisplay()
  const zone = useZone()
  const [under, setUnder] = useState<number | null>(null)
  const steps = data.times.length
  const main = useMemo(() => mainPane(data, mode, MONEY_TICKS), [data, mode])
  const drawdown = useMemo(() => (data.drawdown && mode === 'area' ? drawdownPane(data.drawdown) : null), [data, mode])
  const hues = data.series.map((_, index) => hueOfSeries(index))
  const money = main.ticks.map(({ value }) => value)
  const labels = {
    main: percent ? percentAxis(money, display.locale) : moneyAxis(money, display),
    drawdown: drawdown
      ? percentAxis(
          drawdown.ticks.map(({ value }) => value),
          display.locale,
        )
      : [],
  }

  function hover(step: number | null): void {
    if (step === under) return
    setUnder(step)
    onHover?.(step)
  }
  function follow(event: PointerEvent<HTMLElement>): void {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const step = Math.floor(((event.clientX - left) / width) * steps)
    hover(Math.min(steps - 1, Math.max(0, step)))
  }
  const leave = () => hover(null)

  return (
    // The picture and the marks on it lie on one grid: what can be reached by keys is no part of a picture.
    <div
      className={cn(
        'figures relative grid min-w-0 grid-cols-[minmax(0,1fr)_auto] grid-rows-[minmax(0,1fr)_auto] text-2xs text-subtle-foreground',
        className,
      )}
    >
      <div
        role="img"
        aria-label={description}
        className="col-span-2 col-start-1 row-span-2 row-start-1 grid min-h-0 min-w-0 grid-cols-subgrid grid-rows-subgrid"
      >
        <div
          className="relative flex min-w-0 touch-pan-y flex-col"
          onPointerMove={follow}
          onPointerDown={follow}
          onPointerLeave={leave}
          onPointerCancel={leave}
        >
          <PanePicture pane={main} steps={steps} hues={hues} mode={mode} className="flex-4" />
          {drawdown ? (
            <PanePicture pane={drawdown} steps={steps} hues={DRAWDOWN_HUE} mode="below" className="flex-1 border-t" />
          ) : null}
          {under === null ? null : (
            <span
              className="pointer-events-none absolute inset-y-0 w-px bg-input"
              style={{ left: `${((under + 0.5) / steps) * 100}%` }}
            />
          )}
        </div>
        <div className="flex flex-col pl-2">
          <Labels pane={main} texts={labels.main} className="flex-4" />
          {drawdown ? <Labels pane={drawdown} texts={labels.drawdown} className="flex-1 border-transparent border-t" /> : null}
          {/* As wide as the widest of them, of which each stands where its value does. */}
          <div className="h-0 overflow-hidden">
            {[...labels.main, ...labels.drawdown].map((text) => (
              <div key={text}>{text}</div>
            ))}
          </div>
        </div>
        <TimeAxis times={data.times} zone={zone} style={display} />
      </div>
      {marks && marks.length > 0 ? (
        <div className="pointer-events-none relative col-start-1 row-start-1 min-w-0">
          <FlowMarks marks={marks} times={data.times} />
        </div>
      ) : null}
    </div>
  )
}

const DRAWDOWN_HUE = ['var(--loss)']

interface PanePictureProps {
  pane: Pane
  steps: number
  hues: readonly string[]
  mode: ChartMode | 'below'
  className: string
}

const FILL = { area: 1, below: 0.22, stack: 0.55, lines: 0 }

function PanePicture({ pane, steps, hues, mode, className }: PanePictureProps) {
  const gradient = useId()
  return (
    <div className={cn('relative min-h-0', className)}>
      {pane.ticks.map(({ value, at }) => (
        <span key={value} className="absolute inset-x-0 h-px bg-border" style={{ top: `${at * 100}%` }} />
      ))}
      <svg
        viewBox={`0 0 ${steps * STEP_WIDTH} ${PANE_HEIGHT}`}
        preserveAspectRatio="none"
        className="absolute inset-0 size-full overflow-visible [&_path]:[vector-effect:non-scaling-stroke]"
        aria-hidden="true"
        strokeLinejoin="round"
        strokeLinecap="round"
        fill="none"
      >
        {mode === 'area' ? (
          <linearGradient id={gradient} x2="0" y2="1">
            <stop stopColor={hues[0]} stopOpacity=".2" />
            <stop offset="1" stopColor={hues[0]} stopOpacity="0" />
          </linearGradient>
        ) : null}
        {pane.band ? <path d={pane.band} fill={hues[0]} fillOpacity=".16" /> : null}
        {pane.layers.map(({ line, fill, dots }, index) => {
          const hue = hues[index]
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: layers are known by their place.
            <g key={index} stroke={hue}>
              {fill ? (
                <path d={fill} stroke="none" fill={mode === 'area' ? `url(#${gradient})` : hue} fillOpacity={FILL[mode]} />
              ) : null}
              {line ? <path d={line} strokeWidth={mode === 'stack' ? 1 : 1.5} /> : null}
              {dots ? <path d={dots} strokeWidth="3" /> : null}
            </g>
          )
        })}
      </svg>
    </div>
  )
}

function Labels({ pane, texts, className }: { pane: Pane; texts: readonly string[]; className: string }) {
  return (
    <div className={cn('relative min-h-0', className)}>
      {pane.ticks.map(({ value, at }, index) => (
        <span key={value} className="-translate-y-1/2 absolute left-0 whitespace-nowrap" style={{ top: `${at * 100}%` }}>
          {texts[index]}
        </span>
      ))}
    </div>
  )
}
