import type { AccountView, BalanceView } from '@/server/domain/views'

/** An account with what was last read of it; null before its first reading. */
export interface AccountState {
  account: AccountView
  balance: BalanceView | null
}
