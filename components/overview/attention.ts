import type { DecimalString } from '@/server/domain/decimal'
import { KEY_EXPIRY_DAYS } from '@/server/domain/key-expiry'
import { nearestLiquidation } from '@/server/domain/liquidation'
import type { AccountView, BalanceView } from '@/server/domain/views'
import { LIQUIDATION_CLOSE, LIQUIDATION_NEAR, MARGIN_CRITICAL, MARGIN_HIGH } from '../assets/limits'
import { formatPercent } from '../format/number'
import { worstMarginRatio } from './account-figures'

export type AttentionKind =
  | 'key'
  | 'stale'
  | 'never-read'
  | 'margin'
  | 'liquidation'
  | 'expiry'
  | 'permission'
  | 'unpriced'
  | 'not-included'
  | 'warning'

export interface AttentionItem {
  kind: AttentionKind
  /** `urgent` costs money or numbers now; `warning` soon; `note` is good to know. */
  level: 'urgent' | 'warning' | 'note'
  accountId: string
  accountName: string
  title: string
  /** What to do, or more of it. */
  detail: string | null
  /** Since when it stands. */
  since: Date | null
}

interface AccountState {
  account: AccountView
  balance: BalanceView | null
}

const ORDER: Record<AttentionItem['level'], number> = { urgent: 0, warning: 1, note: 2 }

/** Everything that a person should look at, the urgent first; accounts keep their order within a level. */
export function attentionOf(accounts: readonly AccountState[], now: Date, locale = 'en'): AttentionItem[] {
  return accounts
    .flatMap((state) => [
      ...failures(state),
      ...permissions(state),
      ...risks(state, locale),
      ...leftOut(state),
      ...expiry(state, now),
    ])
    .sort((a, b) => ORDER[a.level] - ORDER[b.level])
}

function item(
  { account }: AccountState,
  kind: AttentionKind,
  level: AttentionItem['level'],
  title: string,
  more: { detail?: string | null; since?: Date | null } = {},
): AttentionItem {
  const { id, name } = account
  return { kind, level, accountId: id, accountName: name, title, detail: more.detail ?? null, since: more.since ?? null }
}

function failures(state: AccountState): AttentionItem[] {
  const { account, balance } = state
  const error = account.lastError
  if (!account.valid) {
    const detail = error?.message ?? 'The exchange refused the key.'
    return [item(state, 'key', 'urgent', 'Key refused', { detail, since: error?.since ?? null })]
  }
  if (error) return [item(state, 'stale', 'warning', 'Stale', { detail: error.message, since: error.since })]
  if (balance?.stale) {
    return [item(state, 'stale', 'warning', 'Stale', { detail: 'It has not been read in time.', since: balance.asOf })]
  }
  if (balance === null) return [item(state, 'never-read', 'note', 'Waiting for its first balances')]
  return []
}

/** What the key may do and should not, or should and may not. */
function permissions(state: AccountState): AttentionItem[] {
  const { keyChange, permissions: may, exchangeName } = state.account
  const items: AttentionItem[] = []
  if (keyChange?.gained.includes('withdraw')) {
    const detail = `It could not when it was entered. Take that away on ${exchangeName}, or enter another key.`
    items.push(item(state, 'permission', 'urgent', 'The key may withdraw now', { detail, since: keyChange.at }))
  } else if (may?.includes('withdraw')) {
    const detail = `Ballast never needs that. A key that may only read is safer.`
    items.push(item(state, 'permission', 'note', 'The key may withdraw', { detail }))
  }
  if (keyChange && keyChange.lost.length > 0) {
    const title = `The key may no longer ${keyChange.lost.join(' or ')}`
    const detail = `Allow it again on ${exchangeName}, or enter another key.`
    items.push(item(state, 'permission', 'warning', title, { detail, since: keyChange.at }))
  }
  return items
}

function risks(state: AccountState, locale: string): AttentionItem[] {
  const percent = (share: DecimalString, decimals: number) => formatPercent(share, { locale, decimals })
  const { balance } = state
  if (balance === null) return []
  const items: AttentionItem[] = []
  const ratio = worstMarginRatio(balance.equities)
  if (ratio !== null && MARGIN_HIGH.lte(ratio)) {
    const level = MARGIN_CRITICAL.lte(ratio) ? 'urgent' : 'warning'
    const detail = `At ${percent('1', 0)} the exchange liquidates. Add margin or close positions.`
    items.push(item(state, 'margin', level, `Margin ratio at ${percent(ratio, 0)}`, { detail }))
  }
  const nearest = nearestLiquidation(balance.assets)
  if (nearest !== null && LIQUIDATION_NEAR.gt(nearest.distance)) {
    const level = LIQUIDATION_CLOSE.gt(nearest.distance) ? 'urgent' : 'warning'
    items.push(item(state, 'liquidation', level, `${nearest.symbol} is ${percent(nearest.distance, 1)} from liquidation`))
  }
  return items
}

function leftOut(state: AccountState): AttentionItem[] {
  const { balance } = state
  if (balance === null) return []
  const items: AttentionItem[] = []
  for (const { wallet, reason, unopened } of balance.notIncluded) {
    if (unopened) continue
    items.push(item(state, 'not-included', 'note', `Wallet ${wallet} is not included`, { detail: reason }))
  }
  if (balance.unpriced.length > 0) {
    const named = balance.unpriced.slice(0, 5).join(', ')
    const rest = balance.unpriced.length > 5 ? ` and ${balance.unpriced.length - 5} more` : ''
    const detail = 'Left out of every total, since no market prices them in USD.'
    items.push(item(state, 'unpriced', 'note', `No price for ${named}${rest}`, { detail }))
  }
  for (const warning of balance.warnings) items.push(item(state, 'warning', 'note', warningTitle(warning), { detail: warning }))
  return items
}

function expiry(state: AccountState, now: Date): AttentionItem[] {
  const { keyExpiresAt } = state.account
  if (keyExpiresAt === null) return []
  const days = Math.floor((keyExpiresAt.getTime() - now.getTime()) / 86_400_000)
  if (days > KEY_EXPIRY_DAYS) return []
  if (days < 0) return [item(state, 'expiry', 'urgent', 'The key has expired', { detail: 'Make a new one and enter it.' })]
  const when = days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`
  return [item(state, 'expiry', 'warning', `The key expires ${when}`, { detail: 'Make a new one and enter it.' })]
}

/** What a warning is about: most tell that a figure of the exchange's and ours are apart. */
export function warningTitle(warning: string): string {
  if (/ differ by /.test(warning)) return 'Two figures disagree'
  return / is gone, /.test(warning) ? 'Everything is gone at once' : 'About these figures'
}
