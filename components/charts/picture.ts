import type { ChartData } from './chart-data'

/**
 * A chart as paths, made of its data alone: the same on the server, where the first picture is drawn, and in the browser.
 * A line is broken where there is no number: what lies between is not known.
 */

/** A pane's own units: every step is so wide, and the pane so high, however large it is shown. */
export const STEP_WIDTH = 10
export const PANE_HEIGHT = 1000

/** `area`: one line, filled to the foot; `below`: one line, filled up to zero; `stack`: layers on each other; `lines`. */
export type LayerMode = 'area' | 'below' | 'stack' | 'lines'

export interface Pane {
  layers: {
    /** The line, the parts of it that lead to figures which were computed, and what is filled below; '' where there is none. */
    line: string
    computed: string
    fill: string
    /** Numbers with none on either side, as strokes without a length: a line would not show them. */
    dots: string
  }[]
  /** From each stretch's low to its high, as one ribbon behind the line; '' without any. */
  band: string
  /** Of a stack with layers below zero: what all of them come to. The top of such a stack is more than that. '' elsewhere. */
  total: string
  /** Round values within the pane and where they stand, in shares of its height from above. */
  ticks: { value: number; at: number }[]
  /** Where a layer's line stands at a step, in shares of the height from above; null where there is no number. */
  topOf: (layer: number, step: number) => number | null
}

type Values = readonly (number | null)[]

interface Margins {
  /** Shares of the height that stay free. */
  top: number
  bottom: number
}

const MAIN: Margins = { top: 0.08, bottom: 0.06 }
const DRAWDOWN: Margins = { top: 0.22, bottom: 0.12 }

/** The pane of the series themselves. */
export function mainPane(data: ChartData, mode: 'area' | 'stack' | 'lines', mostTicks: number): Pane {
  return paneOf(
    data.series.map(({ values }) => values),
    data.series.map(({ computed }) => computed ?? NONE),
    mode,
    data.band,
    MAIN,
    mostTicks,
  )
}

/** How far below the highest so far: zero above, the deepest fall at the foot, and both are written beside it. */
export function drawdownPane(drawdown: Values): Pane {
  const pane = paneOf([drawdown], [NONE], 'below', null, DRAWDOWN, 2)
  const deepest = Math.min(0, ...drawdown.filter((value) => value !== null))
  const ticks = deepest < -FLAT ? [deepest, 0] : [0]
  return { ...pane, ticks: ticks.map((value) => ({ value, at: pane.shareOf(value) })) }
}

/** A fall of less is none: nobody can see it, nor is there a percentage for it. */
const FLAT = 1e-6

interface MeasuredPane extends Pane {
  /** Where a value stands, in shares of the height from above. */
  shareOf: (value: number) => number
}

const NONE: readonly boolean[] = []

function paneOf(
  layers: readonly Values[],
  computed: readonly (readonly boolean[])[],
  mode: LayerMode,
  band: ChartData['band'],
  margins: Margins,
  mostTicks: number,
): MeasuredPane {
  const [low, high] = rangeOf(layers, mode, band)
  const inner = 1 - margins.top - margins.bottom
  const share = (value: number) => margins.top + ((high - value) / (high - low)) * inner
  const y = (value: number) => Math.round(share(value) * PANE_HEIGHT)
  const shown = { low: high - ((1 - margins.top) / inner) * (high - low), high: high + (margins.top / inner) * (high - low) }
  return {
    layers: layers.map((values, layer) => {
      const runs = runsOf(values, (value, at) => {
        if (mode === 'below') return { top: y(value), bottom: y(0) }
        if (mode !== 'stack') return { top: y(value), bottom: PANE_HEIGHT }
        const below = beneath(layers, layer, at, value)
        return { top: y(below + value), bottom: y(below) }
      })
      const long = runs.filter((run) => run.length > 1)
      return {
        ...linesOf(long, computed[layer] ?? NONE),
        fill: mode === 'lines' ? '' : long.map(ribbon).join(''),
        dots: runs.flatMap(([only, ...more]) => (only && more.length === 0 ? [`M${only.x} ${only.top}h0`] : [])).join(''),
      }
    }),
    band: mode === 'area' && band ? bandOf(band, y) : '',
    total:
      mode === 'stack' && low < 0
        ? runsOf(sumsOf(layers), (value) => ({ top: y(value), bottom: 0 }))
            .map((run) => path(run, 'top'))
            .join('')
        : '',
    ticks: roundValues(shown.low, shown.high, mostTicks).map((value) => ({ value, at: share(value) })),
    topOf(layer, step) {
      const value = layers[layer]?.[step] ?? null
      return value === null ? null : share(mode === 'stack' ? beneath(layers, layer, step, value) + value : value)
    },
    shareOf: share,
  }
}

/** What a layer of a stack stands on: what is owed hangs below zero, as far as it goes, and takes nothing from what is held. */
function beneath(layers: readonly Values[], layer: number, at: number, value: number): number {
  return layers.slice(0, layer).reduce((sum, under) => {
    const other = under[at] ?? 0
    return other < 0 === value < 0 ? sum + other : sum
  }, 0)
}

/** What all layers come to at each step; null where none has a number. */
function sumsOf(layers: readonly Values[]): (number | null)[] {
  return (layers[0] ?? []).map((_, at) => {
    const known = layers.flatMap((values) => values[at] ?? [])
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)
  })
}

/** Lowest and highest of what is drawn, apart from each other. */
function rangeOf(layers: readonly Values[], mode: LayerMode, band: ChartData['band']): [low: number, high: number] {
  let low = mode === 'stack' ? 0 : Number.POSITIVE_INFINITY
  let high = mode === 'below' || mode === 'stack' ? 0 : Number.NEGATIVE_INFINITY
  const take = (value: number | null | undefined) => {
    if (value == null) return
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (mode === 'stack') {
    const steps = layers[0]?.length ?? 0
    for (let at = 0; at < steps; at += 1) {
      take(layers.reduce((sum, values) => sum + Math.max(0, values[at] ?? 0), 0))
      take(layers.reduce((sum, values) => sum + Math.min(0, values[at] ?? 0), 0))
    }
  } else {
    for (const values of layers) for (const value of values) take(value)
    if (mode === 'area' && band) {
      for (const value of band.low) take(value)
      for (const value of band.high) take(value)
    }
  }
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1]
  // What lies closer than numbers can be told apart is flat: money does not go there.
  if (high - low > Math.max(Math.abs(low), Math.abs(high)) * 1e-12 && high - low > 1e-12) return [low, high]
  // A flat line stands in the middle; one at zero too.
  const room = Math.abs(low) / 100 || 1
  return mode === 'below' ? [low - room, high] : [low - room, high + room]
}

interface Vertex {
  x: number
  top: number
  bottom: number
}

/** Neighbouring steps that have a number. */
function runsOf(values: Values, heights: (value: number, at: number) => Omit<Vertex, 'x'>): Vertex[][] {
  const runs: Vertex[][] = []
  let run: Vertex[] | null = null
  for (const [at, value] of values.entries()) {
    if (value === null) {
      run = null
      continue
    }
    if (run === null) {
      run = []
      runs.push(run)
    }
    run.push({ x: at * STEP_WIDTH + STEP_WIDTH / 2, ...heights(value, at) })
  }
  return runs
}

/** Each stretch of a line between two steps belongs to the later of them. */
function linesOf(runs: readonly Vertex[][], computed: readonly boolean[]): { line: string; computed: string } {
  if (!computed.includes(true)) return { line: runs.map((run) => path(run, 'top')).join(''), computed: '' }
  const parts = { line: '', computed: '' }
  for (const run of runs) {
    let part: Vertex[] = []
    let kind: 'line' | 'computed' = 'line'
    for (const vertex of run) {
      const next = computed[Math.floor(vertex.x / STEP_WIDTH)] ? 'computed' : 'line'
      if (next !== kind && part.length > 0) {
        if (part.length > 1) parts[kind] += path(part, 'top')
        part = part.slice(-1)
      }
      kind = next
      part.push(vertex)
    }
    if (part.length > 1) parts[kind] += path(part, 'top')
  }
  return parts
}

function bandOf({ low, high }: NonNullable<ChartData['band']>, y: (value: number) => number): string {
  const both = low.map((value, at) => (high[at] == null ? null : value))
  return runsOf(both, (value, at) => ({ top: y(high[at] ?? value), bottom: y(value) }))
    .filter((run) => run.length > 1)
    .map(ribbon)
    .join('')
}

/** `M5 90L15 80` … Straight on at one height is left out: its two ends say it. */
function path(run: readonly Vertex[], side: 'top' | 'bottom'): string {
  const kept = run.filter((vertex, at) => {
    const [before, after] = [run[at - 1], run[at + 1]]
    return !before || !after || before[side] !== vertex[side] || after[side] !== vertex[side]
  })
  return kept.map((vertex, at) => `${at === 0 ? 'M' : 'L'}${vertex.x} ${vertex[side]}`).join('')
}

function ribbon(run: readonly Vertex[]): string {
  return `${path(run, 'top')}${path([...run].reverse(), 'bottom').replace('M', 'L')}Z`
}

/** Steps of an axis as people count: 1, 2, 2.5 or 5 and so many noughts. */
const ROUND = [1, 2, 2.5, 5, 10]
/** By so much of a step a float may miss. */
const ODDS = 1e-9

/** At most so many round values from `low` to `high`, as close to each other as that allows; without any, the one nearest to the middle. */
export function roundValues(low: number, high: number, most: number): number[] {
  const power = 10 ** Math.floor(Math.log10((high - low) / most))
  for (const size of [...ROUND, 20, 25, 50]) {
    const step = size * power
    const first = Math.ceil(low / step - ODDS)
    const count = Math.floor(high / step + ODDS) - first + 1
    if (count > most) continue
    // Counted from the first, not added up: a float adds up to something else.
    if (count > 0) return Array.from({ length: count }, (_, at) => exact((first + at) * step))
  }
  return [exact((low + high) / 2)]
}

function exact(value: number): number {
  return Number(value.toPrecision(12)) || 0
}
