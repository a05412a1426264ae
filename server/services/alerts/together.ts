import { accountsText } from '@/server/domain/alerts/accounts-text'
import type { Together } from '@/server/domain/alerts/measure'
import { isBlind } from '@/server/domain/alerts/measure/seen'
import { atLastKnown } from '@/server/domain/aside'
import { totalExposure } from '@/server/domain/exposure'
import { overviewOf } from '@/server/domain/overview'
import type { AccountView, BalanceView } from '@/server/domain/views'

/** Accounts as one, as rules look at them. @param ids null: all */
export function togetherOf(
  all: readonly { account: AccountView; balance: BalanceView | null }[],
  ids: readonly string[] | null,
  now: Date,
): Together {
  const rows = ids === null ? all : all.filter(({ account }) => ids.includes(account.id))
  const assets = rows.flatMap(({ balance }) => balance?.assets ?? [])
  const names = new Map(rows.map(({ account }) => [account.id, account.name]))
  return {
    accounts: rows.length,
    names: ids === null ? null : accountsText([...names.keys()], names),
    equity: atLastKnown(
      overviewOf(rows).totalEquity,
      rows.map(({ balance }) => balance?.aside),
    ),
    ...totalExposure(assets),
    assets,
    incomplete: rows.some(({ account }) => isBlind({ account }, now)),
  }
}
