'use client'
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { Decimal, type DecimalString } from '@/server/domain/decimal'
import { Percent } from '../format/amount'
import { Unknown } from '../format/figure'
import { Money } from '../format/money'
import { cn } from '../ui/cn'

interface ChangeProps {
  /** USD. */
  value: DecimalString | null
  /** Of what it was. */
  ratio: DecimalString | null
  /** Why it is not known, if it is not. */
  unknown?: string | undefined
  /** Neither won nor lost: without their colours. */
  plain?: boolean
  className?: string
}

/** A change in a line: arrow, sum, share. */
export function Change({ value, ratio, unknown = /*i18n*/ 'no history yet', plain = false, className }: ChangeProps) {
  if (value === null) return <Unknown why={unknown} />
  const change = new Decimal(value)
  const Arrow = change.isNegative() ? ArrowDown : ArrowUp
  return (
    <span
      className={cn(
        'inline-flex items-center gap-1',
        change.isZero() || plain ? 'text-muted-foreground' : change.isNegative() ? 'text-loss' : 'text-profit',
        className,
      )}
    >
      {change.isZero() ? null : <Arrow aria-hidden className="size-3.5" strokeWidth={2.5} />}
      <Money value={value} sign="always" live={false} />
      {ratio === null ? null : (
        <span>
          (<Percent value={ratio} sign="always" live={false} />)
        </span>
      )}
    </span>
  )
}

/** A change in a table: the share, and the sum below it, behind what is to be said of it. */
export function ChangeCell({
  value,
  ratio,
  unknown = /*i18n*/ 'no history yet',
  plain = false,
  note,
}: ChangeProps & { note?: ReactNode }) {
  if (value === null) return <Unknown why={unknown} />
  return (
    <>
      <span className="block">
        <Percent value={ratio} sign="always" tone={plain ? 'muted' : 'signed'} live={false} />
      </span>
      <span className="block whitespace-nowrap text-xs">
        {note}
        <Money value={value} sign="always" tone="muted" compact="always" live={false} />
      </span>
    </>
  )
}
