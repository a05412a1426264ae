/** Rows by their account, each in the order in which they were: looked through for every account they would cost the square of accounts. */
export function byAccount<T extends { accountId: string }>(rows: Iterable<T>): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const own = groups.get(row.accountId)
    if (own) own.push(row)
    else groups.set(row.accountId, [row])
  }
  return groups
}
