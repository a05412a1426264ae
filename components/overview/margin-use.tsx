import { Decimal } from '@/server/domain/decimal'
import type { WalletEquity } from '@/server/domain/types'
import { Percent } from '../format/amount'
import { marginUse } from './account-figures'

const USED_UP = 'As much margin is asked for as there is, or more: no new position can be opened, and orders may be cancelled.'

/** How much of its margin an account uses; from 100 % on it is marked, and with `inWords` told too. */
export function MarginUse({ equities, inWords = false }: { equities: readonly WalletEquity[]; inWords?: boolean }) {
  const value = marginUse(equities)
  const usedUp = value !== null && new Decimal(value).gte(1)
  if (!usedUp) return <Percent value={value} decimals={1} unknown="nothing is margined" />
  return (
    <span title={USED_UP}>
      <Percent value={value} decimals={1} className="font-medium text-destructive" />
      {inWords ? <span className="font-normal text-destructive text-xs"> nothing free</span> : null}
    </span>
  )
}
