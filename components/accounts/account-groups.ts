import type { AccountRowView, AccountTableView } from '@/server/domain/views'

type Group = AccountTableView['groups'][number]

/** The rows with the group that begins before each first one; null where nothing is grouped, or the group goes on. */
export function withGroups({ rows, groups }: AccountTableView): { row: AccountRowView; begins: Group | null }[] {
  const byExchange = new Map(groups.map((group) => [group.exchange, group]))
  let last: string | null = null
  return rows.map((row) => {
    const begins = row.account.exchange === last ? null : (byExchange.get(row.account.exchange) ?? null)
    last = row.account.exchange
    return { row, begins }
  })
}
