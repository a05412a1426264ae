import { Decimal } from '@/server/domain/decimal'
import { Amount } from '../format/amount'
import { type LeverageChange, marginFreed } from './leverage-change'

/** What a leverage would do to the margin of open positions, while it is chosen. */
export function MarginChange({ change }: { change: LeverageChange }) {
  const freed = marginFreed(change)
  if (freed === null || new Decimal(freed).isZero()) return null
  const frees = new Decimal(freed).gt(0)
  return (
    <p className="text-muted-foreground text-sm" aria-live="polite">
      {frees ? 'Frees' : 'Binds'} about{' '}
      <Amount value={new Decimal(freed).abs().toFixed()} price="1" unit={change.settle ?? undefined} /> {change.settle}{' '}
      {frees ? 'of margin' : 'more margin'}
    </p>
  )
}
