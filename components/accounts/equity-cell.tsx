import type { AccountFiguresView } from '@/server/domain/views'
import { AccountEquity } from '../overview/account-equity'

/** Equity; "—" while it is not known. */
export function EquityCell({ figures }: { figures: AccountFiguresView | null }) {
  const of = figures && { ...figures, leftOut: figures.because === null ? [] : [figures.because] }
  return <AccountEquity of={of} unknown={/*i18n*/ 'equity not known'} />
}
