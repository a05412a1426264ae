import type { BalanceView } from '@/server/domain/views'
import { Money } from '../format/money'

/** Equity; "—" while it is not known. */
export function EquityCell({ balance }: { balance: BalanceView | null }) {
  return <Money value={balance?.equity ?? null} unknown="equity not known" />
}
