'use client'
import type { DecimalString } from '@/server/domain/decimal'
import { formatMoney, type SignDisplay } from '@/server/domain/number-format'
import type { EquityBound } from '@/server/domain/types'
import { Bounded } from './bounded'
import { inDisplayCurrency, useDisplay } from './display'
import { Figure, type FigureTone } from './figure'

interface MoneyProps {
  /** USD; shown in the currency that the person chose. */
  value: DecimalString | null
  sign?: SignDisplay
  tone?: FigureTone
  /** `phone`: thousands and millions in short below 640 px; `always`: everywhere. */
  compact?: 'phone' | 'always'
  /** Without the currency's symbol, where the column's head names it. */
  bare?: boolean
  live?: boolean
  className?: string
  /** What `—` means here, in words. */
  unknown?: string
  /** What it is to the whole that it stands for; `exact` if not given. */
  bound?: EquityBound
  /** What makes it so. */
  because?: string | undefined
  /** Within what is pressed as a whole: why is said on hover alone. */
  plain?: boolean | undefined
}

export function Money({ value, sign, tone, compact, bare, live, className, unknown, bound, because, plain = false }: MoneyProps) {
  const display = useDisplay()
  const shown = value === null ? null : inDisplayCurrency(value, display)
  const options = {
    locale: display.locale,
    currency: shown?.currency ?? 'USD',
    ...(sign ? { sign } : {}),
    ...(bare ? { bare } : {}),
  }
  const figure = (
    <Figure
      value={shown?.value ?? null}
      unit={shown?.currency}
      text={(exact) => formatMoney(exact, { ...options, compact: compact === 'always' })}
      short={compact === 'phone' ? (exact) => formatMoney(exact, { ...options, compact: true }) : undefined}
      {...(tone ? { tone } : {})}
      {...(live === undefined ? {} : { live })}
      className={className}
      unknown={unknown}
    />
  )
  if (bound === undefined || value === null) return figure
  return (
    <Bounded bound={bound} because={because} plain={plain}>
      {figure}
    </Bounded>
  )
}
