'use client'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { inverted } from '@/server/domain/bound'
import type { DecimalString } from '@/server/domain/decimal'
import type { EquityBound } from '@/server/domain/types'
import { Bounded } from '../format/bounded'
import { Unknown } from '../format/figure'
import { cn } from '../ui/cn'
import { isUsedUp } from './margin-use'

/** What the figure means, for hints. */
export const HEALTH_FORMULA = msg`The lower of 100 × (1 − the highest margin ratio of the account’s wallets) and 100 × (distance to liquidation ÷ 30 %) of its nearest position. 100: nothing at risk. 0: liquidation.`

/**
 * Health below this is a warning, and below that urgent: margin ratios of 50 % and 80 %, distances of 15 % and 6 %. An account
 * that has no margin left is never shown as well, however far its liquidation is.
 */
export function healthTone(value: number, marginUse: DecimalString | null): { text: string; bar: string } {
  if (value <= 20) return { text: 'text-destructive', bar: 'bg-destructive' }
  if (value <= 50 || isUsedUp(marginUse)) return { text: 'text-warning', bar: 'bg-warning' }
  return { text: '', bar: 'bg-profit' }
}

interface HealthMeterProps {
  value: number | null
  /** What margin use is to what it would be, were all known. */
  marginBound: EquityBound
  marginUse: DecimalString | null
  figureFirst?: boolean
}

/** How far an account is from liquidation, 0 to 100, with a bar; null: nothing is margined. */
export function HealthMeter({ value, marginBound, marginUse, figureFirst = false }: HealthMeterProps) {
  const { t } = useLingui()
  if (value === null) return <Unknown why={t`nothing is margined`} />
  const tone = healthTone(value, marginUse)
  return (
    <span
      className={cn('inline-flex items-center justify-end gap-2', figureFirst && 'flex-row-reverse')}
      title={t(HEALTH_FORMULA)}
    >
      <span
        aria-hidden
        className={cn('h-1 w-10 shrink-0 overflow-hidden rounded-full bg-accent', !figureFirst && 'max-lg:hidden')}
      >
        <span className={cn('block h-full rounded-full', tone.bar)} style={{ width: `${value}%` }} />
      </span>
      <Bounded bound={inverted(marginBound)} because={t`margin balance is not known whole`}>
        <span className={cn('figures', !figureFirst && 'w-7 text-right', tone.text)}>{value}</span>
      </Bounded>
    </span>
  )
}
