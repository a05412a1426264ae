'use client'
import type {
  CustomSeriesWhitespaceData,
  IChartApi,
  IHorzScaleBehavior,
  ISeriesApi,
  SeriesPartialOptions,
  Time,
  UTCTimestamp,
} from 'lightweight-charts'
import { useEffect, useRef, useState } from 'react'
import { useDisplay } from '../format/display'
import { clockTime, dayOfYear, month } from '../format/time'
import { zoneOf } from '../format/zone'
import { cn } from '../ui/cn'
import { useTheme } from '../ui/theme'
import { moneyAxis, percentAxis } from './axis'
import type { ChartData } from './chart-data'
import type { LayeredOptions, LayeredPoint, LayerMode } from './layered-series'
import { wallWeights } from './local-ticks'

export type ChartMode = 'area' | 'stack' | 'lines'

/** As many hues as can be told apart; further series repeat them. */
export const CHART_HUES = ['chart-1', 'chart-2', 'chart-3', 'chart-4', 'chart-5', 'chart-6', 'chart-7', 'chart-8'] as const

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
  /** Step under the pointer; null when it leaves. */
  onHover?: (index: number | null) => void
  className?: string
}

/** From this width of a step on, all marks of the time axis are days. */
const COARSE_SECONDS = 14_400

type Layered = ISeriesApi<
  'Custom',
  Time,
  LayeredPoint | CustomSeriesWhitespaceData<Time>,
  LayeredOptions,
  SeriesPartialOptions<LayeredOptions>
>

interface Parts {
  chart: IChartApi
  main: Layered
  drawdown: Layered | null
}

/** A time series on a canvas. The library is fetched when the first chart is shown; its place is kept until then. */
export function TimeChart({ data, mode, description, percent = false, onHover, className }: TimeChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const parts = useRef<Parts | null>(null)
  const [ready, setReady] = useState(false)
  const { resolvedTheme } = useTheme()
  const display = useDisplay()
  const zone = zoneOf(display)
  const hover = useRef(onHover)
  hover.current = onHover
  const withDrawdown = data.drawdown !== null && mode === 'area'

  useEffect(() => {
    let gone = false
    let remove: (() => void) | null = null
    void Promise.all([import('lightweight-charts'), import('./layered-series')]).then(([library, layered]) => {
      if (gone || !box.current) return
      // A scale of time has the options of the library's own, which its type doesn't tell.
      const chart = library.createChartEx<Time, IHorzScaleBehavior<Time>>(box.current, wallScale(library, zone), {
        autoSize: true,
        handleScroll: false,
        handleScale: false,
        // Of the library's own way to begin a chart, which knows UTC alone.
        localization: { dateFormat: "dd MMM 'yy" },
        layout: { attributionLogo: false, fontSize: 11, panes: { enableResize: false } },
        rightPriceScale: { borderVisible: false, scaleMargins: { top: 0.08, bottom: 0.06 } },
        timeScale: {
          timeVisible: true,
          borderVisible: false,
          fixLeftEdge: true,
          fixRightEdge: true,
          lockVisibleTimeRangeOnResize: true,
        },
        crosshair: { horzLine: { visible: false, labelVisible: false } },
      }) as IChartApi
      remove = () => chart.remove()
      const add = (layers: LayerMode, pane: number): Layered =>
        chart.addCustomSeries<LayeredPoint, LayeredOptions>(new layered.LayeredSeries(layers), {}, pane)
      const main = add(mode, 0)
      const drawdown = withDrawdown ? add('below', 1) : null
      chart.panes()[0]?.setStretchFactor(4)
      chart.panes()[1]?.setStretchFactor(1)
      chart.subscribeCrosshairMove(({ logical, point }) => {
        hover.current?.(point === undefined || logical === undefined ? null : Number(logical))
      })
      parts.current = { chart, main, drawdown }
      setReady(true)
    })
    return () => {
      gone = true
      parts.current = null
      setReady(false)
      remove?.()
    }
  }, [mode, withDrawdown, zone])

  useEffect(() => {
    const shown = parts.current
    if (!ready || !shown) return
    const { main, drawdown, chart } = shown
    main.setData(
      data.times.map((time, index) => ({
        time: time as UTCTimestamp,
        layers: data.series.map(({ values }) => values[index] ?? null),
        low: data.band?.low[index] ?? null,
        high: data.band?.high[index] ?? null,
      })),
    )
    drawdown?.setData(data.times.map((time, index) => ({ time: time as UTCTimestamp, layers: [data.drawdown?.[index] ?? null] })))
    chart.timeScale().fitContent()
  }, [data, ready])

  const step = (data.times[1] ?? 0) - (data.times[0] ?? 0)
  // The theme's colours are read when its class is on the document, which is why it is among the reasons to run.
  // biome-ignore lint/correctness/useExhaustiveDependencies: resolvedTheme stands for the style that is read
  useEffect(() => {
    const shown = parts.current
    if (!ready || !shown) return
    const style = getComputedStyle(document.documentElement)
    const colour = (name: string) => style.getPropertyValue(`--${name}`).trim()
    const times = { locale: display.locale, timeZone: display.timeZone }
    // Among days an hour says nothing.
    const coarse = step >= COARSE_SECONDS
    shown.chart.applyOptions({
      layout: {
        background: { color: 'transparent' },
        textColor: colour('subtle-foreground'),
        fontFamily: getComputedStyle(document.body).fontFamily,
        panes: { separatorColor: colour('border'), separatorHoverColor: colour('border') },
      },
      grid: { vertLines: { visible: false }, horzLines: { color: colour('border') } },
      crosshair: { vertLine: { color: colour('input'), labelVisible: false, style: 0, width: 1 } },
      localization: { locale: display.locale },
      timeScale: {
        tickMarkFormatter: (time: Time, type: number) => tickText(new Date(Number(time) * 1000), type, coarse, times),
      },
    })
    const money = (values: readonly number[]) => moneyAxis(values, display)
    const share = (values: readonly number[]) => percentAxis(values, display.locale)
    const colours = data.series.map((_, index) => colour(CHART_HUES[index % CHART_HUES.length] ?? 'chart-1'))
    shown.main.applyOptions({
      colours,
      priceFormat: axisFormat(percent ? share : money, percent ? 0.0001 : 0.01),
    })
    shown.drawdown?.applyOptions({
      colours: [colour('loss')],
      priceFormat: axisFormat(share, 0.0001),
    })
    shown.drawdown?.priceScale().applyOptions({ scaleMargins: { top: 0.22, bottom: 0.12 } })
  }, [ready, percent, data.series, step, display, resolvedTheme])

  return (
    <div role="img" aria-label={description} className={cn('relative min-w-0', className)}>
      <div ref={box} aria-hidden className="absolute inset-0" />
    </div>
  )
}

/** The library's scale of time, with its marks at the midnights and hours of a zone. */
function wallScale(library: typeof import('lightweight-charts'), timeZone: string): IHorzScaleBehavior<Time> {
  class WallScale extends library.defaultHorzScaleBehavior() {
    override fillWeightsForPoints(points: Parameters<IHorzScaleBehavior<Time>['fillWeightsForPoints']>[0], startIndex: number) {
      super.fillWeightsForPoints(points, startIndex)
      const weights = wallWeights(
        points.map(({ originalTime }) => Number(originalTime)),
        timeZone,
      )
      for (const [index, point] of points.entries()) {
        if (index >= startIndex) point.timeWeight = (weights[index] ?? 0) as typeof point.timeWeight
      }
    }
  }
  return new WallScale()
}

/** Labels are written together, since each needs as many digits as tell it from the next. */
function axisFormat(labels: (values: readonly number[]) => string[], minMove: number) {
  return { type: 'custom', minMove, formatter: (value: number) => labels([value])[0] ?? '', tickmarksFormatter: labels } as const
}

/** Kinds of ticks as the library counts them: year, month, day, time, time with seconds. */
function tickText(date: Date, type: number, coarse: boolean, style: { locale: string; timeZone: string | undefined }): string {
  if (type === 0) return month(date, style)
  if (type === 1 || type === 2 || coarse) return dayOfYear(date, style)
  return clockTime(date, style)
}
