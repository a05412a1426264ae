import { leftOutReasons } from '@/server/domain/left-out'
import type { BalanceView } from '@/server/domain/views'
import { AccountEquity } from '../overview/account-equity'

/** Equity; "—" while it is not known. */
export function EquityCell({ balance }: { balance: BalanceView | null }) {
  return <AccountEquity of={balance && { ...balance, leftOut: leftOutReasons(balance) }} unknown="equity not known" />
}
