import { isStale } from '@/server/domain/staleness'
import type { ValuedAccount } from '@/server/domain/types'
import type { AccountView, BalanceView } from '@/server/domain/views'

/** A snapshot of an account as it is shown. */
export function balanceView(account: AccountView, valued: ValuedAccount, now: Date): BalanceView {
  return {
    accountId: account.id,
    accountName: account.name,
    exchange: account.exchange,
    exchangeName: account.exchangeName,
    asOf: valued.asOf,
    stale: isStale(
      { asOf: valued.asOf, intervalSeconds: account.refreshIntervalSeconds, failed: account.lastError !== null },
      now,
    ),
    equity: valued.equity,
    bound: valued.bound,
    aside: valued.aside,
    grossExposure: valued.grossExposure,
    netExposure: valued.netExposure,
    assets: valued.assets,
    equities: valued.equities,
    unpriced: valued.unpriced,
    notIncluded: valued.notIncluded,
    warnings: valued.warnings,
  }
}
