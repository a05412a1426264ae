import type { EquityBound } from '@/server/domain/types'
import { Money } from '../format/money'

interface AccountEquityProps {
  /** Null: never read. `leftOut`: why its equity is not all. */
  of: { equity: string | null; bound: EquityBound; leftOut: readonly string[] } | null
  unknown?: string
  /** Within a link. */
  plain?: boolean
}

/** Equity of an account; `≥` where that is not all, with why. */
export function AccountEquity({ of, unknown = /*i18n*/ 'not known', plain = false }: AccountEquityProps) {
  const because = of && of.bound !== 'exact' ? of.leftOut.join('; ') : undefined
  return <Money value={of?.equity ?? null} bound={of?.bound ?? 'exact'} because={because} unknown={unknown} plain={plain} />
}
