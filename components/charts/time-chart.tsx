'use client'
import { type PointerEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { FlowMark } from '@/server/domain/views'
import { useDisplay } from '../format/display'
import { useZone } from '../format/use-zone'
import { cn } from '../ui/cn'
import { lazyPart } from '../ui/lazy-part'
import { onSettled } from '../ui/use-wanted'
import { moneyAxis, percentAxis } from './axis'
import { type ChartData, joinsOf, type Metric } from './chart-data'
import type { Drawn } from './chart-legend'
import { dashOfSeries, hueOfSeries } from './hues'
import { drawdownPane, mainPane, PANE_HEIGHT, type Pane, STEP_WIDTH } from './picture'
import { TimeAxis } from './time-axis'

/** They are drawn once the page is alive (their times are the viewer's), and so does their code come then. */
const FlowMarks = lazyPart(() => import('./flow-marks').then((file) => file.FlowMarks), { persist: true })

/** Nothing to read before somebody points. */
const Readout = lazyPart(() => import('./chart-readout').then((file) => file.ChartReadout))

export type ChartMode = 'area' | 'stack' | 'lines'

interface TimeChartProps {
  data: ChartData
  mode: ChartMode
  /** The whole picture in words, for those who cannot see it. */
  description: string
  /** The figure that is drawn, as what: the axis counts shares where it is one. */
  metric?: Metric
  drawn?: Drawn
  /** What came in and went out, along its upper edge. */
  marks?: readonly FlowMark[] | undefined
  /** A stretch was drawn over with the mouse, in seconds since the epoch. */
  onZoom?: (from: number, to: number) => void
  /** A double click: back to where one came from. */
  onZoomOut?: () => void
  className?: string
}

/** Two presses within so many milliseconds are a double click. */
const DOUBLE_MS = 400
/** What a pointer moves at least that draws over a stretch, CSS pixels. */
const LEAST_PX = 4

/** The step in which a time lies, or the nearest one. */
function stepOf(times: readonly number[], time: number): number {
  const next = times.findIndex((at) => at > time)
  return next < 0 ? Math.max(0, times.length - 1) : Math.max(0, next - 1)
}
/** Steps that a stretch has at least: less is a click that slipped. */
const LEAST_STEPS = 3

const MONEY_TICKS = 5

/**
 * A time series as the server draws it: what is drawn needs no code in the browser, which only follows the pointer. It is as
 * wide as its place, whatever that is, and takes its colours from the theme.
 */
export function TimeChart({
  data,
  mode,
  description,
  metric = 'equity',
  drawn = 'value',
  marks,
  onZoom,
  onZoomOut,
  className,
}: TimeChartProps) {
  const display = useDisplay()
  const zone = useZone()
  const [pointed, setUnder] = useState<number | null>(null)
  /** Where a stretch that is being drawn over began: its time, since other steps may come meanwhile, and the place on the screen. */
  const [drag, setDrag] = useState<{ time: number; x: number } | null>(null)
  const pressedAt = useRef(Number.NEGATIVE_INFINITY)
  const steps = data.times.length
  const under = pointed !== null && pointed < steps ? pointed : null
  const begun = drag === null ? null : stepOf(data.times, drag.time)
  const main = useMemo(() => mainPane(data, mode, MONEY_TICKS), [data, mode])
  const drawdown = useMemo(() => (data.drawdown && mode === 'area' ? drawdownPane(data.drawdown) : null), [data, mode])
  const hues = data.series.map((_, index) => hueOfSeries(index))
  const money = main.ticks.map(({ value }) => value)
  const labels = {
    main: drawn === 'share' ? percentAxis(money, display.locale) : moneyAxis(money, display),
    drawdown: drawdown
      ? percentAxis(
          drawdown.ticks.map(({ value }) => value),
          display.locale,
        )
      : [],
  }

  const joins = useMemo(() => (data.series.length === 1 && data.series[0] ? joinsOf(data.series[0]) : []), [data])
  // Before somebody points, so that it is there when they do.
  useEffect(() => onSettled(Readout.warm), [])

  function stepAt(event: PointerEvent<HTMLElement>): number {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const step = Math.floor(((event.clientX - left) / width) * steps)
    return Math.min(steps - 1, Math.max(0, step))
  }
  const follow = (event: PointerEvent<HTMLElement>) => setUnder(stepAt(event))
  function press(event: PointerEvent<HTMLElement>): void {
    follow(event)
    if (event.timeStamp - pressedAt.current < DOUBLE_MS) onZoomOut?.()
    pressedAt.current = event.timeStamp
    if (!onZoom || event.pointerType !== 'mouse' || event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const time = data.times[stepAt(event)]
    setDrag(time === undefined ? null : { time, x: event.clientX })
  }
  function release(event: PointerEvent<HTMLElement>): void {
    if (drag === null || begun === null) return
    const [from, to] = [begun, stepAt(event)].sort((a, b) => a - b)
    setDrag(null)
    // A click draws over nothing, whatever came in between.
    if (Math.abs(event.clientX - drag.x) < LEAST_PX) return
    const [first, second] = [data.times[from ?? 0], data.times[to ?? 0]]
    if (first === undefined || second === undefined || (to ?? 0) - (from ?? 0) + 1 < LEAST_STEPS) return
    onZoom?.(first, second + (data.times[1] ?? 0) - (data.times[0] ?? 0))
  }
  function leave(): void {
    setUnder(null)
    setDrag(null)
  }

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
          className={cn('relative flex min-w-0 touch-pan-y flex-col', onZoom && 'select-none')}
          onPointerMove={follow}
          onPointerDown={press}
          onPointerUp={release}
          onPointerLeave={leave}
          onPointerCancel={leave}
        >
          <PanePicture pane={main} steps={steps} hues={hues} mode={mode} under={under} className="flex-4" />
          {mode === 'area'
            ? joins.map(({ step, accounts }) => (
                <span
                  key={step}
                  className="pointer-events-none absolute inset-y-0 border-muted-foreground/50 border-l border-dotted"
                  style={{ left: `${((step + 0.5) / steps) * 100}%` }}
                >
                  <span
                    className="absolute bottom-1 whitespace-nowrap rounded-sm bg-card/85 px-1 text-muted-foreground"
                    style={step / steps > 0.8 ? { right: 2 } : { left: 2 }}
                  >
                    +{accounts} {accounts === 1 ? 'account' : 'accounts'}
                  </span>
                </span>
              ))
            : null}
          {drawdown ? (
            <PanePicture
              pane={drawdown}
              steps={steps}
              hues={DRAWDOWN_HUE}
              mode="below"
              under={under}
              className="flex-1 border-t"
            />
          ) : null}
          {under === null ? null : (
            <>
              {begun === null || begun === under ? null : (
                <span
                  className="pointer-events-none absolute inset-y-0 bg-brand/15"
                  style={{
                    left: `${((Math.min(begun, under) + 0.5) / steps) * 100}%`,
                    width: `${(Math.abs(under - begun) / steps) * 100}%`,
                  }}
                />
              )}
              <span
                className="pointer-events-none absolute inset-y-0 w-px bg-input"
                style={{ left: `${((under + 0.5) / steps) * 100}%` }}
              />
              <Readout data={data} step={under} metric={metric} drawn={drawn} />
            </>
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
  /** Step that is pointed at: each line has a dot there. */
  under: number | null
  className: string
}

const FILL = { area: 1, below: 0.22, stack: 0.55, lines: 0 }

function PanePicture({ pane, steps, hues, mode, under, className }: PanePictureProps) {
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
        {pane.layers.map(({ line, computed, fill, dots }, index) => {
          const hue = hues[index]
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: layers are known by their place.
            <g key={index} stroke={hue}>
              {fill ? (
                <path d={fill} stroke="none" fill={mode === 'area' ? `url(#${gradient})` : hue} fillOpacity={FILL[mode]} />
              ) : null}
              {line ? <path d={line} strokeWidth={mode === 'stack' ? 1 : 1.5} strokeDasharray={dashOfSeries(index)} /> : null}
              {computed ? <path d={computed} strokeWidth={mode === 'stack' ? 1 : 1.5} strokeDasharray="1 4" /> : null}
              {dots ? <path d={dots} strokeWidth="3" /> : null}
            </g>
          )
        })}
        {pane.total ? <path d={pane.total} stroke="var(--foreground)" strokeWidth="1.5" /> : null}
      </svg>
      {under === null
        ? null
        : pane.layers.map((_, layer) => {
            const top = pane.topOf(layer, under)
            return top === null ? null : (
              <span
                // biome-ignore lint/suspicious/noArrayIndexKey: layers are known by their place.
                key={layer}
                className="-translate-1/2 pointer-events-none absolute size-2 rounded-full ring-2 ring-card"
                style={{ left: `${((under + 0.5) / steps) * 100}%`, top: `${top * 100}%`, background: hues[layer] }}
              />
            )
          })}
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
