import { Decimal } from '@/server/domain/decimal'
import { listed } from '@/server/domain/left-out'
import type { EquityHistoryView, EquitySeries } from '@/server/domain/views'
import { walletLabel } from '../assets/row'

/** What a change leaves out, by name. */
export interface SetAside {
  /** `ABC, DEF and Earn of Main` */
  names: string
  /** USD: what it was worth when that was last known. */
  usd: string
}

/**
 * What a series sets aside at its end, since it has no known value now; null where nothing is. Of a range that ended before
 * now names are not known.
 */
export function setAsideOf(
  { key, setAside }: Pick<EquitySeries, 'key' | 'setAside'>,
  leftOut: EquityHistoryView['leftOut'],
): SetAside | null {
  if (setAside === null || new Decimal(setAside).isZero()) return null
  const single = leftOut.some(({ accountId }) => accountId === key)
  const names = leftOut
    .filter(({ accountId }) => !single || accountId === key)
    .flatMap(({ accountName, aside }) =>
      aside.map(({ symbol, wallet }) => symbol ?? (single ? walletLabel(wallet) : `${walletLabel(wallet)} of ${accountName}`)),
    )
  return { names: names.length === 0 ? 'coins without a price' : listed([...new Set(names)]), usd: setAside }
}
