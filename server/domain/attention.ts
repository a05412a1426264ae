import type { AccountFigures } from './account-figures'
import { KEY_EXPIRY_DAYS } from './key-expiry'
import { LIQUIDATION_CLOSE, LIQUIDATION_NEAR, MARGIN_CRITICAL, MARGIN_HIGH } from './risk-limits'
import type { AccountView, AttentionItem, AttentionMatter } from './views'

/** What attention rests on: an account, and the figures of its newest snapshot; null before its first. */
export interface AttentionSubject {
  account: Pick<
    AccountView,
    'id' | 'name' | 'exchangeName' | 'valid' | 'lastError' | 'permissions' | 'keyChange' | 'keyExpiresAt'
  >
  figures: Pick<AccountFigures, 'asOf' | 'marginRatio' | 'nearest' | 'notIncluded' | 'unpriced' | 'warnings'> | null
  /** Whether the snapshot is too old, or the last try failed. */
  stale: boolean
}

type Level = AttentionItem['level']

/** Everything that a person should look at, the urgent first; accounts keep their order within a level. */
export function attentionOf(subjects: readonly AttentionSubject[], now: Date): AttentionItem[] {
  return byLevel(subjects.flatMap((subject) => mattersOf(subject, now)))
}

/** The urgent first; of a level in their order. */
export function byLevel(items: readonly AttentionItem[]): AttentionItem[] {
  const of = (wanted: Level) => items.filter(({ level }) => level === wanted)
  return [...of('urgent'), ...of('warning'), ...of('note')]
}

/** What a person should look at in one account. It depends on the time only where the account's key expires. */
export function mattersOf(subject: AttentionSubject, now: Date): AttentionItem[] {
  const { id, name } = subject.account
  const found: AttentionItem[] = []
  const note: Note = (level, matter, since = null) =>
    void found.push({ level, accountId: id, accountName: name, since: since ?? null, matter })
  failures(subject, note)
  permissions(subject, note)
  risks(subject, note)
  leftOut(subject, note)
  expiry(subject, now, note)
  return found
}

type Note = (level: Level, matter: AttentionMatter, since?: Date | null) => void

/** Symbols without a price that are named. */
const NAMED = 5

function failures({ account, figures, stale }: AttentionSubject, note: Note): void {
  const error = account.lastError
  if (!account.valid) note('urgent', { kind: 'key', message: error?.message ?? null }, error?.since)
  else if (error) note('warning', { kind: 'stale', message: error.message }, error.since)
  else if (figures && stale) note('warning', { kind: 'stale', message: null }, figures.asOf)
  else if (figures === null) note('note', { kind: 'never-read' })
}

/** What the key may do and should not, or should and may not. */
function permissions({ account }: AttentionSubject, note: Note): void {
  const { keyChange, permissions: may, exchangeName } = account
  if (keyChange?.gained.includes('withdraw')) note('urgent', { kind: 'withdraw', gained: true, exchangeName }, keyChange.at)
  else if (may?.includes('withdraw')) note('note', { kind: 'withdraw', gained: false, exchangeName })
  if (keyChange && keyChange.lost.length > 0) {
    note('warning', { kind: 'permission', lost: keyChange.lost, exchangeName }, keyChange.at)
  }
}

function risks({ figures }: AttentionSubject, note: Note): void {
  if (figures === null) return
  const { marginRatio, nearest } = figures
  if (marginRatio !== null && MARGIN_HIGH.lte(marginRatio)) {
    note(MARGIN_CRITICAL.lte(marginRatio) ? 'urgent' : 'warning', { kind: 'margin', ratio: marginRatio })
  }
  if (nearest !== null && LIQUIDATION_NEAR.gt(nearest.distance)) {
    note(LIQUIDATION_CLOSE.gt(nearest.distance) ? 'urgent' : 'warning', { kind: 'liquidation', ...nearest })
  }
}

function leftOut({ figures }: AttentionSubject, note: Note): void {
  if (figures === null) return
  for (const { wallet, reason, unopened } of figures.notIncluded) {
    if (!unopened) note('note', { kind: 'not-included', wallet, reason })
  }
  const { unpriced } = figures
  if (unpriced.length > 0) {
    note('note', { kind: 'unpriced', symbols: unpriced.slice(0, NAMED), more: Math.max(0, unpriced.length - NAMED) })
  }
  for (const warning of figures.warnings) note('note', { kind: 'warning', warning })
}

function expiry({ account }: AttentionSubject, now: Date, note: Note): void {
  const { keyExpiresAt } = account
  if (keyExpiresAt === null) return
  const days = Math.floor((keyExpiresAt.getTime() - now.getTime()) / 86_400_000)
  if (days <= KEY_EXPIRY_DAYS) note(days < 0 ? 'urgent' : 'warning', { kind: 'expiry', days })
}
