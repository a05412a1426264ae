import type { AccountView } from '@/server/domain/views'
import type { StatusTone } from '../ui/status-dot'

export interface AccountStatus {
  tone: StatusTone
  /** One or two words beside the dot. */
  label: string
  /** A sentence that says why, and what to do; null where nothing is wrong. */
  detail: string | null
}

/** What to do about a failure that stands, by its code. */
const REMEDY: Record<string, string> = {
  exchange_credentials: 'Enter the keys anew.',
  exchange_permission: 'Allow reading for this key on the exchange.',
  exchange_ip: "Add this server's address to the key's list on the exchange.",
  exchange_location: 'Run this server elsewhere, or send its calls over a proxy (EXCHANGE_BASE_URLS).',
  exchange_clock: "Set this server's clock right.",
  exchange_maintenance: 'It is tried again by itself.',
  exchange_rate_limit: 'It is tried again by itself.',
  exchange_network: 'It is tried again by itself.',
  exchange_timeout: 'It is tried again by itself.',
}

/** An account's state in words. `stale` as the newest snapshot says, null where there is none yet. */
export function statusOf(
  account: Pick<AccountView, 'archived' | 'valid' | 'lastError' | 'lastRefreshedAt'>,
  stale: boolean | null,
): AccountStatus {
  if (account.archived) return { tone: 'off', label: 'Archived', detail: null }
  const error = account.lastError
  if (error) {
    const remedy = REMEDY[error.code]
    const detail = remedy && !error.message.endsWith(remedy) ? `${error.message} ${remedy}` : error.message
    return account.valid ? { tone: 'warning', label: 'Stale', detail } : { tone: 'error', label: 'Key refused', detail }
  }
  if (!account.valid) return { tone: 'error', label: 'Key refused', detail: 'The exchange refused the key. Enter the keys anew.' }
  if (account.lastRefreshedAt === null) return { tone: 'busy', label: 'Waiting for balances', detail: null }
  if (stale) return { tone: 'warning', label: 'Stale', detail: 'The last balances are older than three refresh intervals.' }
  return { tone: 'ok', label: 'Up to date', detail: null }
}
