import type { AccountState, AccountView } from './views'

/**
 * Of an active account: its key is refused; its last figures are old, or the last try failed; it was never read; all is well.
 * @param stale as the newest snapshot says, null where there is none yet
 */
export function accountState(
  account: Pick<AccountView, 'valid' | 'lastError' | 'lastRefreshedAt'>,
  stale: boolean | null,
): AccountState {
  if (!account.valid) return 'refused'
  if (account.lastError) return 'stale'
  if (account.lastRefreshedAt === null) return 'waiting'
  return stale ? 'stale' : 'fresh'
}
