'use client'
import { useLingui } from '@lingui/react/macro'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { Decimal } from '@/server/domain/decimal'
import { crowded } from '@/server/domain/flows/marks'
import type { FlowMark } from '@/server/domain/views'
import { useDisplay } from '../format/display'
import { cn } from '../ui/cn'
import { floatingClass } from '../ui/floating'
import { useScreen } from '../ui/use-screen'
import { markWords, placeOf } from './mark-words'

/** How far marks stay apart, as shares of the chart: on a phone, and where there is room for more. */
const APART = { narrow: 0.065, wide: 0.025 }

interface FlowMarksProps {
  marks: readonly FlowMark[]
  /** Steps of the chart, in seconds since the epoch: a mark stands in the middle of the one that it lies in. */
  times: readonly number[]
  open?: boolean
}

/**
 * What came in and went out, along the upper edge of a chart: what it was is said where one points, by keys and by touch.
 * One of them is reached by the tab key, the others from there by the arrows.
 */
export function FlowMarks({ marks, times }: FlowMarksProps) {
  // Not before the page is alive: times are written in the viewer's zone, which the server may not know.
  const screen = useScreen()
  const shown = useMemo(() => {
    if (screen === null) return []
    const within = marks.filter(({ from }) => placeOf(times, from) !== null)
    return crowded(within, (at) => placeOf(times, at) ?? 0, APART[screen])
  }, [marks, times, screen])
  return shown.length === 0 ? null : <Strip marks={shown} times={times} />
}

function Strip({ marks, times }: FlowMarksProps) {
  const { t, i18n } = useLingui()
  const display = useDisplay()
  const strip = useRef<HTMLFieldSetElement>(null)
  const [active, setActive] = useState<number | null>(null)
  const [reached, setReached] = useState(marks.length - 1)
  const open = active !== null
  useEffect(() => {
    if (!open) return
    const elsewhere = (event: PointerEvent) => {
      if (!(event.target instanceof Node && strip.current?.contains(event.target))) setActive(null)
    }
    document.addEventListener('pointerdown', elsewhere)
    return () => document.removeEventListener('pointerdown', elsewhere)
  }, [open])

  function onKeyDown(event: KeyboardEvent<HTMLFieldSetElement>) {
    const from = Math.min(reached, marks.length - 1)
    const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: marks.length - 1 }[event.key]
    if (event.key === 'Escape') setActive(null)
    if (to === undefined || to < 0 || to >= marks.length) return
    event.preventDefault()
    strip.current?.querySelectorAll('button')[to]?.focus()
  }

  return (
    <fieldset
      ref={strip}
      aria-label={t`What came in and went out`}
      onKeyDown={onKeyDown}
      className="pointer-events-none absolute inset-0 min-w-0"
    >
      {marks.map((mark, at) => {
        const place = `${(placeOf(times, mark.from) ?? 0) * 100}%`
        const words = markWords(mark, display, i18n)
        const way = wayOf(mark)
        return (
          <span key={mark.from.getTime()} className="absolute inset-y-0" style={{ left: place }}>
            <span aria-hidden className="absolute inset-y-0 border-brand/45 border-l border-dashed" />
            <button
              type="button"
              tabIndex={at === Math.min(reached, marks.length - 1) ? 0 : -1}
              aria-label={words.label}
              className="-translate-x-1/2 pointer-events-auto absolute top-0 grid size-4.5 place-items-center rounded-full text-brand focus-visible:outline-2 pointer-coarse:size-6 pointer-coarse:after:absolute pointer-coarse:after:-inset-2.5"
              onPointerEnter={(event) => event.pointerType === 'mouse' && setActive(at)}
              onPointerLeave={(event) => event.pointerType === 'mouse' && setActive(null)}
              onFocus={() => {
                setReached(at)
                setActive(at)
              }}
              onBlur={() => setActive(null)}
              onClick={() => setActive(at)}
            >
              <svg viewBox="0 0 10 10" aria-hidden className="size-2.5 fill-current stroke-card">
                <path d={SHAPES[way]} strokeWidth="1" />
              </svg>
            </button>
            {active === at ? (
              // Kept within the chart: as far to the left as the mark stands to the right.
              <span
                aria-hidden
                className={cn(
                  floatingClass,
                  'absolute top-5 z-20 w-max max-w-60 px-3 py-2 text-left text-popover-foreground text-xs',
                )}
                style={{ transform: `translateX(-${place})` }}
              >
                <span className="block font-medium">{words.title}</span>
                <span className="block text-muted-foreground">{words.when}</span>
                {words.lines.map((line) => (
                  <span key={line} className="mt-0.5 block">
                    {line}
                  </span>
                ))}
              </span>
            ) : null}
          </span>
        )
      })}
    </fieldset>
  )
}

/** Points up for what came in, down for what went out; both in one is a diamond. */
const SHAPES = { in: 'M5 1L9 8H1Z', out: 'M5 9L1 2H9Z', both: 'M5 .5L9 5L5 9.5L1 5Z' } as const

function wayOf({ in: came, out: went, first }: FlowMark): keyof typeof SHAPES {
  const [into, outOf] = [new Decimal(came).gt(0), new Decimal(went).gt(0)]
  if (into !== outOf) return into ? 'in' : 'out'
  if (into) return 'both'
  // None has a value: by the amounts alone.
  const leaves = first.filter(({ amount }) => new Decimal(amount).isNegative()).length
  return leaves === 0 ? 'in' : leaves === first.length ? 'out' : 'both'
}
