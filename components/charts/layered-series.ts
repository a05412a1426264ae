import type {
  CustomData,
  CustomSeriesOptions,
  CustomSeriesWhitespaceData,
  ICustomSeriesPaneRenderer,
  ICustomSeriesPaneView,
  PaneRendererCustomData,
  PriceToCoordinateConverter,
  Time,
  UTCTimestamp,
} from 'lightweight-charts'

/**
 * A series that the charting library has not: one area, stacked areas, or lines, broken where there is no number. The
 * library's own lines bridge a gap as if the numbers between were known.
 */
export interface LayeredPoint extends CustomData<Time> {
  time: UTCTimestamp
  layers: (number | null)[]
  low?: number | null
  high?: number | null
}

export interface LayeredOptions extends CustomSeriesOptions {
  colours: string[]
}

/** `area`: one line, filled to the foot; `below`: one line, filled up to zero; `stack`: layers on each other; `lines`. */
export type LayerMode = 'area' | 'below' | 'stack' | 'lines'

type CanvasTarget = Parameters<ICustomSeriesPaneRenderer['draw']>[0]
type Data = PaneRendererCustomData<Time, LayeredPoint>

interface Vertex {
  x: number
  top: number
  bottom: number
}

export class LayeredSeries implements ICustomSeriesPaneView<Time, LayeredPoint, LayeredOptions> {
  private data: Data | null = null
  private options: LayeredOptions | null = null

  constructor(private readonly mode: LayerMode) {}

  renderer(): ICustomSeriesPaneRenderer {
    return { draw: (target, priceConverter) => this.draw(target, priceConverter) }
  }

  update(data: Data, options: LayeredOptions): void {
    this.data = data
    this.options = options
  }

  priceValueBuilder(point: LayeredPoint): number[] {
    const known = point.layers.filter((layer) => layer !== null)
    if (this.mode === 'stack') {
      const sum = known.reduce((total, layer) => total + Math.max(0, layer), 0)
      return [0, sum, sum]
    }
    if (this.mode === 'lines') return [Math.min(...known), Math.max(...known), known[0] ?? 0]
    const value = known[0] ?? 0
    if (this.mode === 'below') return [value, 0, value]
    return [point.low ?? value, point.high ?? value, value]
  }

  isWhitespace(point: LayeredPoint | CustomSeriesWhitespaceData<Time>): point is CustomSeriesWhitespaceData<Time> {
    return !('layers' in point) || point.layers.every((layer) => layer === null)
  }

  defaultOptions(): LayeredOptions {
    return {
      colours: ['#888888'],
      color: 'transparent',
      title: '',
      visible: true,
      lastValueVisible: false,
      priceLineVisible: false,
      priceLineSource: 0,
      priceLineWidth: 1,
      priceLineColor: '',
      priceLineStyle: 0,
      baseLineVisible: false,
      baseLineColor: '',
      baseLineWidth: 1,
      baseLineStyle: 0,
      priceFormat: { type: 'price', precision: 2, minMove: 0.01 },
      hitTestTolerance: 0,
    }
  }

  private draw(target: CanvasTarget, priceConverter: PriceToCoordinateConverter): void {
    // biome-ignore lint/correctness/useHookAtTopLevel: a method of the canvas, no hook of React
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      const { data, options, mode } = this
      if (!data?.visibleRange || !options) return
      const y = (price: number) => priceConverter(price) ?? 0
      const count = options.colours.length
      if (mode === 'area') drawBand(context, data, y, options.colours[0] ?? '')
      for (let layer = 0; layer < count; layer += 1) {
        const colour = options.colours[layer] ?? ''
        for (const segment of segmentsOf(data, mode, layer, y, mediaSize.height)) {
          if (mode !== 'lines') fill(context, segment, colour, mode, mediaSize.height)
          stroke(context, segment, colour, mode === 'stack' ? 1 : 1.5)
        }
      }
    })
  }
}

/** From each stretch's low to its high, as one ribbon behind the line. */
function drawBand(context: CanvasRenderingContext2D, data: Data, y: (price: number) => number, colour: string): void {
  context.save()
  context.globalAlpha = 0.16
  context.fillStyle = colour
  for (const ribbon of ribbonsOf(data, y)) {
    const first = ribbon[0]
    if (!first) continue
    context.beginPath()
    context.moveTo(first.x, first.top)
    for (const { x, top } of ribbon) context.lineTo(x, top)
    for (const { x, bottom } of [...ribbon].reverse()) context.lineTo(x, bottom)
    context.closePath()
    context.fill()
  }
  context.restore()
}

/** Runs of neighbouring points whose low and high are known. */
function ribbonsOf(data: Data, y: (price: number) => number): Vertex[][] {
  const ribbons: Vertex[][] = []
  let last: number | null = null
  for (const { x, time, originalData } of data.bars) {
    if (originalData.low == null || originalData.high == null) continue
    const vertex = { x, top: y(originalData.high), bottom: y(originalData.low) }
    if (last !== null && time - last <= data.conflationFactor) ribbons.at(-1)?.push(vertex)
    else ribbons.push([vertex])
    last = time
  }
  return ribbons
}

/** Runs of neighbouring points that have a number in this layer. */
function segmentsOf(data: Data, mode: LayerMode, layer: number, y: (price: number) => number, foot: number): Vertex[][] {
  const segments: Vertex[][] = []
  let current: Vertex[] = []
  let lastIndex: number | null = null
  for (const { x, time, originalData } of data.bars) {
    const value = originalData.layers[layer] ?? null
    const continues = lastIndex !== null && time - lastIndex <= data.conflationFactor
    if (value === null || !continues) {
      if (current.length > 0) segments.push(current)
      current = []
    }
    lastIndex = value === null ? null : time
    if (value === null) continue
    current.push({ x, ...heights(originalData.layers, layer, value, mode, y, foot) })
  }
  if (current.length > 0) segments.push(current)
  return segments
}

function heights(
  layers: readonly (number | null)[],
  layer: number,
  value: number,
  mode: LayerMode,
  y: (price: number) => number,
  foot: number,
): { top: number; bottom: number } {
  if (mode === 'below') return { top: y(value), bottom: y(0) }
  if (mode !== 'stack') return { top: y(value), bottom: foot }
  let below = 0
  for (let under = 0; under < layer; under += 1) below += Math.max(0, layers[under] ?? 0)
  return { top: y(below + Math.max(0, value)), bottom: y(below) }
}

function fill(
  context: CanvasRenderingContext2D,
  segment: readonly Vertex[],
  colour: string,
  mode: LayerMode,
  foot: number,
): void {
  const first = segment[0]
  if (!first) return
  context.save()
  context.beginPath()
  context.moveTo(first.x, first.top)
  for (const { x, top } of segment) context.lineTo(x, top)
  for (const { x, bottom } of [...segment].reverse()) context.lineTo(x, bottom)
  context.closePath()
  if (mode === 'area') {
    const gradient = context.createLinearGradient(0, 0, 0, foot)
    gradient.addColorStop(0, `${colour}33`)
    gradient.addColorStop(1, `${colour}00`)
    context.fillStyle = gradient
  } else {
    context.globalAlpha = mode === 'stack' ? 0.55 : 0.22
    context.fillStyle = colour
  }
  context.fill()
  context.restore()
}

function stroke(context: CanvasRenderingContext2D, segment: readonly Vertex[], colour: string, width: number): void {
  const first = segment[0]
  if (!first) return
  context.save()
  context.strokeStyle = colour
  context.fillStyle = colour
  context.lineWidth = width
  context.lineJoin = 'round'
  context.beginPath()
  if (segment.length === 1) {
    // A number with none on either side would have no line at all.
    context.arc(first.x, first.top, 1.5, 0, Math.PI * 2)
    context.fill()
  } else {
    context.moveTo(first.x, first.top)
    for (const { x, top } of segment) context.lineTo(x, top)
    context.stroke()
  }
  context.restore()
}
