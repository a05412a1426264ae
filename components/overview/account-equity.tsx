import { leftOutReasons } from '@/server/domain/left-out'
import type { BalanceView } from '@/server/domain/views'
import { Money } from '../format/money'

/** Equity of an account; `≥` where that is not all, with why. */
export function AccountEquity({ balance, unknown = 'not known' }: { balance: BalanceView | null; unknown?: string }) {
  const because = balance && balance.bound !== 'exact' ? leftOutReasons(balance).join('; ') : undefined
  return <Money value={balance?.equity ?? null} bound={balance?.bound ?? 'exact'} because={because} unknown={unknown} />
}
