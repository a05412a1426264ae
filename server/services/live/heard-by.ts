/**
 * What somebody hears of who is limited to some accounts (null: to none): of events what is theirs, and those that are of
 * no account and so tell nothing of others; of alerts nothing that is of all accounts together (`accountId` null).
 */
export function heardBy(accounts: readonly string[] | null): (told: object) => boolean {
  if (accounts === null) return () => true
  const own = new Set<unknown>(accounts)
  return (told) => !('accountId' in told) || own.has(told.accountId)
}
