import type { AccountTableView } from '@/server/domain/views'

export type AccountGroup = AccountTableView['groups'][number]

/** The rows with the group that begins before each first one; null where nothing is grouped, or the group goes on. */
export function withGroups<Row extends { group: string | null }>(
  rows: readonly Row[],
  groups: readonly AccountGroup[],
): { row: Row; begins: AccountGroup | null }[] {
  const byKey = new Map(groups.map((group) => [group.key, group]))
  let last: string | null = null
  return rows.map((row) => {
    const begins = row.group === null || row.group === last ? null : (byKey.get(row.group) ?? null)
    last = row.group
    return { row, begins }
  })
}
