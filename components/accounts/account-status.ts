import { accountState } from '@/server/domain/account-state'
import type { AccountState, AccountView } from '@/server/domain/views'
import type { StatusTone } from '../ui/status-dot'

export interface AccountStatus {
  tone: StatusTone
  /** One or two words beside the dot. */
  label: string
  /** A sentence that says why; null where nothing is wrong. */
  detail: string | null
  /** What to do about it, where that does not say it. */
  remedy: string | null
}

const TRIED_AGAIN = /*i18n*/ 'It is tried again by itself.'

/** What to do about a failure that stands, by its code. */
const REMEDY: Record<string, string> = {
  exchange_credentials: /*i18n*/ 'Replace the keys.',
  exchange_permission: /*i18n*/ 'Allow reading for this key on the exchange.',
  exchange_ip: /*i18n*/ "Add this server's address to the key's list on the exchange.",
  exchange_location: /*i18n*/ 'Run this server elsewhere, or send its calls over a proxy (EXCHANGE_BASE_URLS).',
  exchange_clock: /*i18n*/ "Set this server's clock right.",
  exchange_maintenance: TRIED_AGAIN,
  exchange_rate_limit: TRIED_AGAIN,
  exchange_network: TRIED_AGAIN,
  exchange_timeout: TRIED_AGAIN,
}

const IN_WORDS: Record<AccountState, Omit<AccountStatus, 'remedy'>> = {
  refused: { tone: 'error', label: /*i18n*/ 'Key refused', detail: /*i18n*/ 'The exchange refused the key. Replace the keys.' },
  stale: {
    tone: 'warning',
    label: /*i18n*/ 'Stale',
    detail: /*i18n*/ 'The last balances are older than three refresh intervals.',
  },
  waiting: { tone: 'busy', label: /*i18n*/ 'Waiting for balances', detail: null },
  fresh: { tone: 'ok', label: /*i18n*/ 'Up to date', detail: null },
}

/** What each state is called, in lists that choose by it. */
export const STATE_LABELS: Record<AccountState, string> = {
  refused: IN_WORDS.refused.label,
  stale: IN_WORDS.stale.label,
  waiting: IN_WORDS.waiting.label,
  fresh: IN_WORDS.fresh.label,
}

function remedyOf({ lastError }: Pick<AccountView, 'lastError'>): string | null {
  const remedy = lastError && REMEDY[lastError.code]
  return remedy && !lastError.message.endsWith(remedy) ? remedy : null
}

/** An account's state in words. `stale` as the newest snapshot says, null where there is none yet. */
export function statusOf(
  account: Pick<AccountView, 'archived' | 'valid' | 'lastError' | 'lastRefreshedAt'>,
  stale: boolean | null,
): AccountStatus {
  if (account.archived) return { tone: 'off', label: /*i18n*/ 'Archived', detail: null, remedy: null }
  const state = accountState(account, stale)
  const { detail } = IN_WORDS[state]
  return { ...IN_WORDS[state], detail: account.lastError?.message ?? detail, remedy: remedyOf(account) }
}
