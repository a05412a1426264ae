import { Trans } from '@lingui/react/macro'
import { Decimal } from '@/server/domain/decimal'
import { Amount } from '../format/amount'
import { type LeverageChange, marginFreed } from './leverage-change'

/** What a leverage would do to the margin of open positions, while it is chosen. */
export function MarginChange({ change }: { change: LeverageChange }) {
  const freed = marginFreed(change)
  if (freed === null || new Decimal(freed).isZero()) return null
  const { settle } = change
  const amount = <Amount value={new Decimal(freed).abs().toFixed()} price="1" unit={settle ?? undefined} />
  const frees = new Decimal(freed).gt(0)
  return (
    <p className="text-muted-foreground text-sm" aria-live="polite">
      {frees ? (
        <Trans>
          Frees about {amount} {settle} of margin
        </Trans>
      ) : (
        <Trans>
          Binds about {amount} {settle} more margin
        </Trans>
      )}
    </p>
  )
}
