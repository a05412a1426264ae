import { accountState } from '@/server/domain/account-state'
import type { AccountState, AccountView } from '@/server/domain/views'
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
  exchange_credentials: 'Replace the keys.',
  exchange_permission: 'Allow reading for this key on the exchange.',
  exchange_ip: "Add this server's address to the key's list on the exchange.",
  exchange_location: 'Run this server elsewhere, or send its calls over a proxy (EXCHANGE_BASE_URLS).',
  exchange_clock: "Set this server's clock right.",
  exchange_maintenance: 'It is tried again by itself.',
  exchange_rate_limit: 'It is tried again by itself.',
  exchange_network: 'It is tried again by itself.',
  exchange_timeout: 'It is tried again by itself.',
}

const IN_WORDS: Record<AccountState, AccountStatus> = {
  refused: { tone: 'error', label: 'Key refused', detail: 'The exchange refused the key. Replace the keys.' },
  stale: { tone: 'warning', label: 'Stale', detail: 'The last balances are older than three refresh intervals.' },
  waiting: { tone: 'busy', label: 'Waiting for balances', detail: null },
  fresh: { tone: 'ok', label: 'Up to date', detail: null },
}

/** What each state is called, in lists that choose by it. */
export const STATE_LABELS: Record<AccountState, string> = {
  refused: IN_WORDS.refused.label,
  stale: IN_WORDS.stale.label,
  waiting: IN_WORDS.waiting.label,
  fresh: IN_WORDS.fresh.label,
}

function failureOf({ lastError }: Pick<AccountView, 'lastError'>): string | null {
  if (!lastError) return null
  const remedy = REMEDY[lastError.code]
  return remedy && !lastError.message.endsWith(remedy) ? `${lastError.message} ${remedy}` : lastError.message
}

/** An account's state in words. `stale` as the newest snapshot says, null where there is none yet. */
export function statusOf(
  account: Pick<AccountView, 'archived' | 'valid' | 'lastError' | 'lastRefreshedAt'>,
  stale: boolean | null,
): AccountStatus {
  if (account.archived) return { tone: 'off', label: 'Archived', detail: null }
  const state = accountState(account, stale)
  return { ...IN_WORDS[state], detail: failureOf(account) ?? IN_WORDS[state].detail }
}
