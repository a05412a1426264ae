import { boundOfWallet, inverted, joinBounds } from '@/server/domain/bound'
import { Decimal } from '@/server/domain/decimal'
import type { BalanceView } from '@/server/domain/views'
import { Percent } from '../format/amount'
import { Bounded } from '../format/bounded'
import { marginUse } from './account-figures'

const USED_UP = 'As much margin is asked for as there is, or more: no new position can be opened, and orders may be cancelled.'

/** How much of its margin an account uses; from 100 % on it is marked, and with `inWords` told too. */
export function MarginUse({ balance, inWords = false }: { balance: BalanceView | null; inWords?: boolean }) {
  const value = marginUse(balance?.equities ?? [])
  const usedUp = value !== null && new Decimal(value).gte(1)
  if (!usedUp) {
    return (
      <Bounded bound={value === null || balance === null ? 'exact' : marginBound(balance)} because={RESTS}>
        <Percent value={value} decimals={1} unknown="nothing is margined" />
      </Bounded>
    )
  }
  return (
    <span title={USED_UP}>
      <Percent value={value} decimals={1} className="font-medium text-destructive" />
      {inWords ? <span className="font-normal text-destructive text-xs"> nothing free</span> : null}
    </span>
  )
}

const RESTS = 'it rests on a margin balance of which not all is known'

/** What a share of margin balance is where that is bounded: more balance would be less use. */
export function marginBound(balance: BalanceView) {
  const margining = balance.equities.filter(({ initialMargin, maintMargin }) => initialMargin !== null || maintMargin !== null)
  return joinBounds(margining.map(({ walletType }) => inverted(boundOfWallet(balance, walletType))))
}
