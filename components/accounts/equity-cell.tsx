import type { BalanceView } from '@/server/domain/views'
import { AccountEquity } from '../overview/account-equity'

/** Equity; "—" while it is not known. */
export function EquityCell({ balance }: { balance: BalanceView | null }) {
  return <AccountEquity balance={balance} unknown="equity not known" />
}
