'use client'
import type { ReactNode } from 'react'
import { Decimal, type DecimalString } from '@/server/domain/decimal'
import { useSaid } from '../language/said'
import { cn } from '../ui/cn'
import { useFlash } from './use-flash'

/** `—`: not known. Never 0, and said in words to those who cannot see it. */
export function Unknown({ className, why = /*i18n*/ 'not known' }: { className?: string; why?: string }) {
  const said = useSaid()
  const words = said(why)
  return (
    <span className={cn('text-subtle-foreground', className)} title={words}>
      <span aria-hidden>—</span>
      <span className="sr-only">{words}</span>
    </span>
  )
}

export type FigureTone = 'plain' | 'signed' | 'muted'

interface FigureProps {
  /** Null: not known. */
  value: DecimalString | null
  /** As it is shown. */
  text: (value: DecimalString) => string
  /** As it is shown below 640 px, where that differs. */
  short?: ((value: DecimalString) => string) | undefined
  /** Stands behind the exact figure on hover, e.g. `USDT`. */
  unit?: string | undefined
  /** `signed`: gains teal, losses vermillion; the sign is always written too. */
  tone?: FigureTone
  /** Lights up when it changes. Default true. */
  live?: boolean
  className?: string | undefined
  unknown?: string | undefined
}

/**
 * One number: equal digit widths, its exact value on hover and on copy (see `ExactFigures`), `—` when it is not known.
 */
export function Figure({ value, text, short, unit, tone = 'plain', live = true, className, unknown }: FigureProps): ReactNode {
  const element = useFlash(live ? value : null)
  if (value === null) return <Unknown {...(className ? { className } : {})} {...(unknown ? { why: unknown } : {})} />
  const shown = text(value)
  const shorter = short?.(value)
  return (
    <span
      ref={element}
      data-exact={value}
      data-unit={unit}
      className={cn('figures rounded-[2px] whitespace-nowrap', toneClass(tone, value), className)}
    >
      {shorter === undefined || shorter === shown ? (
        shown
      ) : (
        <>
          <span className="sm:hidden">{shorter}</span>
          <span className="max-sm:hidden">{shown}</span>
        </>
      )}
    </span>
  )
}

function toneClass(tone: FigureTone, value: DecimalString): string {
  if (tone === 'muted') return 'text-muted-foreground'
  if (tone !== 'signed') return ''
  const decimal = new Decimal(value)
  if (decimal.isZero()) return 'text-muted-foreground'
  return decimal.isNegative() ? 'text-loss' : 'text-profit'
}
