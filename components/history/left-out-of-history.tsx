import { listed } from '@/server/domain/left-out'
import { setAsideOf } from '@/server/domain/set-aside'
import type { EquityHistoryView } from '@/server/domain/views'
import { walletLabel } from '../assets/row'
import { WithoutValue } from '../overview/without-value'

/** Of which accounts the course does not hold all, and what it counts at its last known value. Nothing where it holds all. */
export function LeftOutOfHistory({ history }: { history: EquityHistoryView }) {
  const { leftOut, series } = history
  const bounded = leftOut.filter(({ bound }) => bound !== 'exact')
  const asides = series.flatMap((one) => setAsideOf(one, leftOut) ?? [])
  const single = asides.length === 1 ? asides[0] : undefined
  if (bounded.length === 0 && asides.length === 0) return null
  const accounts = bounded.map(({ accountName, wallets, unpriced }) => {
    const reasons = [
      ...(wallets.length > 0 ? [`not read: ${listed(wallets.map(walletLabel))}`] : []),
      ...(unpriced.length > 0 ? [`no price for ${listed(unpriced)}`] : []),
    ]
    return reasons.length === 0 ? accountName : `${accountName} (${reasons.join('; ')})`
  })
  return (
    <span className="text-warning">
      {accounts.length > 0 ? `Not all is known of ${listed(accounts)}` : null}
      {accounts.length > 0 && asides.length > 0 ? ' · ' : null}
      {single ? <WithoutValue aside={single} /> : asides.length > 1 ? 'lines go on at last known values' : null}
    </span>
  )
}
