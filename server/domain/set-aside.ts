import { Decimal } from './decimal'
import { listed } from './left-out'
import type { EquityHistoryView, EquitySeries, SetAside } from './views'
import { walletLabel } from './wallets'

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
