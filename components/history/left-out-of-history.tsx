import { useLingui } from '@lingui/react/macro'
import { setAsideOf } from '@/server/domain/set-aside'
import type { EquityHistoryView } from '@/server/domain/views'
import { useWalletLabel } from '../assets/wallet-label'
import { listedWords } from '../format/listed'
import { WithoutValue } from '../overview/without-value'

/** Of which accounts the course does not hold all, and what it counts at its last known value. Nothing where it holds all. */
export function LeftOutOfHistory({ history }: { history: EquityHistoryView }) {
  const { i18n, t } = useLingui()
  const wallet = useWalletLabel()
  const { leftOut, series } = history
  const bounded = leftOut.filter(({ bound }) => bound !== 'exact')
  const asides = series.flatMap((one) => setAsideOf(one, leftOut) ?? [])
  const single = asides.length === 1 ? asides[0] : undefined
  if (bounded.length === 0 && asides.length === 0) return null
  const accounts = bounded.map(({ accountName, wallets, unpriced }) => {
    const reasons = [
      ...(wallets.length > 0 ? [t`not read: ${listedWords(wallets.map(wallet), i18n)}`] : []),
      ...(unpriced.length > 0 ? [t`no price for ${listedWords(unpriced, i18n)}`] : []),
    ]
    return reasons.length === 0 ? accountName : `${accountName} (${reasons.join('; ')})`
  })
  const names = listedWords(accounts, i18n)
  return (
    <span className="text-warning">
      {accounts.length > 0 ? t`Not all is known of ${names}` : null}
      {accounts.length > 0 && asides.length > 0 ? ' · ' : null}
      {single ? <WithoutValue aside={single} /> : asides.length > 1 ? t`lines go on at last known values` : null}
    </span>
  )
}
