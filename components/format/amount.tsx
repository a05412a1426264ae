'use client'
import { Decimal, type DecimalString } from '@/server/domain/decimal'
import {
  formatAmount,
  formatFixed,
  formatMultiple,
  formatPercent,
  formatPrice,
  type SignDisplay,
} from '@/server/domain/number-format'
import { useDisplay } from './display'
import { Figure, type FigureTone } from './figure'

interface AmountProps {
  /** Coins. */
  value: DecimalString | null
  /** USD a coin; decides how many digits are sensible. */
  price: DecimalString | null
  /** The coin. */
  unit?: string | undefined
  sign?: SignDisplay
  tone?: FigureTone
  className?: string
}

export function Amount({ value, price, unit, sign, tone, className }: AmountProps) {
  const { locale } = useDisplay()
  return (
    <Figure
      value={value}
      unit={unit}
      text={(exact) => formatAmount(exact, { locale, price, ...(sign ? { sign } : {}) })}
      {...(tone ? { tone } : {})}
      className={className}
    />
  )
}

/** A price in its quote currency. */
export function Price({
  value,
  unit,
  className,
}: {
  value: DecimalString | null
  unit?: string | undefined
  className?: string
}) {
  const { locale } = useDisplay()
  return <Figure value={value} unit={unit} text={(exact) => formatPrice(exact, locale)} className={className} />
}

interface PercentProps {
  /** A share: 0.5 is 50 %. */
  value: DecimalString | null
  sign?: SignDisplay
  tone?: FigureTone
  decimals?: number
  live?: boolean
  className?: string
  unknown?: string
}

/** A share as percent; exact on hover in percent too. */
export function Percent({ value, sign, tone, decimals, live, className, unknown }: PercentProps) {
  const { locale } = useDisplay()
  const percent = value === null ? null : new Decimal(value).times(100).toFixed()
  return (
    <Figure
      value={percent}
      unit="%"
      text={() =>
        formatPercent(value ?? '0', { locale, ...(sign ? { sign } : {}), ...(decimals === undefined ? {} : { decimals }) })
      }
      {...(tone ? { tone } : {})}
      {...(live === undefined ? {} : { live })}
      className={className}
      unknown={unknown}
    />
  )
}

/** `0.71`: a figure without a unit, such as Sharpe's. */
export function Ratio({ value }: { value: DecimalString | null }) {
  const { locale } = useDisplay()
  return <Figure value={value} text={(exact) => formatFixed(exact, { locale, max: 2 })} live={false} />
}

/** `10×`: leverage. */
export function Multiple({ value, className }: { value: DecimalString | null; className?: string }) {
  const { locale } = useDisplay()
  return <Figure value={value} unit="×" text={(exact) => formatMultiple(exact, locale)} className={className} />
}
