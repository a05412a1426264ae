import type { AccountFigures } from './account-figures'
import type { AccountView, AttentionItem, FiringView } from './views'

/** What notices rest on: an account, and the figures of its newest snapshot; null before its first. */
export interface AttentionSubject {
  account: Pick<AccountView, 'id' | 'name' | 'valid' | 'lastError' | 'permissions'> & {
    /** Names of sub-accounts that its key lists, that are no accounts and that nobody has looked at; absent: none. */
    newSubAccounts?: readonly string[] | undefined
  }
  figures: Pick<AccountFigures, 'asOf' | 'notIncluded' | 'unpriced' | 'warnings'> | null
  /** Whether the snapshot is too old, or the last try failed. */
  stale: boolean
}

/** A plain notice: nothing is sent of it. */
export interface Notice {
  item: AttentionItem
  /** Subjects of alerts that tell the same: the notice goes without saying while one of them fires. */
  toldBy: readonly string[]
}

/**
 * Everything that a person should look at: what fires, as the page of alerts has it and in its order, and then what no
 * alert tells. A rule that is off so takes what it watched out of the list, but for what the totals lack.
 */
export function attentionOf(firing: readonly FiringView[], notices: readonly Notice[]): AttentionItem[] {
  const told = new Set(firing.map(({ subject }) => subject))
  const untold = notices.filter(({ toldBy }) => !toldBy.some((subject) => told.has(subject)))
  return [...firing.map(alertItem), ...untold.map(({ item }) => item)]
}

function alertItem(alert: FiringView): AttentionItem {
  const { level, accountId, accountName, since } = alert
  return {
    level: level === 'urgent' ? 'urgent' : 'warning',
    ...{ accountId, accountName, since },
    matter: { kind: 'alert', alert },
  }
}

/** Accounts whose numbers are old, by name. */
export function staleAccounts(items: readonly AttentionItem[]): string[] {
  const isOld = ({ matter }: AttentionItem) =>
    matter.kind === 'alert' ? matter.alert.what === 'stale' : matter.kind === 'stale' || matter.kind === 'key'
  return [...new Set(items.filter(isOld).flatMap(({ accountName }) => accountName ?? []))]
}

/** What is to be known of one account beside what fires. It depends on no clock. */
export function noticesOf(subject: AttentionSubject): Notice[] {
  const { id, name } = subject.account
  const found: Notice[] = []
  const note: Note = (matter, toldBy = [], since = null) => {
    const item = { level: 'note', accountId: id, accountName: name, since: since ?? null, matter } as const
    found.push({ item, toldBy: toldBy.map((fact) => `${fact}:${id}`) })
  }
  failures(subject, note)
  if (subject.account.permissions?.includes('withdraw')) note({ kind: 'withdraw' }, ['key-withdraw'])
  const { newSubAccounts = [] } = subject.account
  if (newSubAccounts.length > 0)
    note({ kind: 'sub-accounts', names: newSubAccounts.slice(0, NAMED), more: Math.max(0, newSubAccounts.length - NAMED) })
  leftOut(subject, note)
  return found
}

type Note = (matter: AttentionItem['matter'], toldBy?: readonly string[], since?: Date | null) => void

/** Symbols without a price, and new sub-accounts, that are named. */
const NAMED = 5

function failures({ account, figures, stale }: AttentionSubject, note: Note): void {
  const error = account.lastError
  const told = ['key-refused', 'stale']
  if (!account.valid) note({ kind: 'key', message: error?.message ?? null }, told, error?.since)
  else if (error) note({ kind: 'stale', message: error.message }, told, error.since)
  else if (figures && stale) note({ kind: 'stale', message: null }, told, figures.asOf)
  else if (figures === null) note({ kind: 'never-read' }, told)
}

function leftOut({ figures }: AttentionSubject, note: Note): void {
  if (figures === null) return
  for (const { wallet, reason, unopened } of figures.notIncluded) {
    if (!unopened) note({ kind: 'not-included', wallet, reason }, ['wallets'])
  }
  const { unpriced } = figures
  if (unpriced.length > 0) {
    note({ kind: 'unpriced', symbols: unpriced.slice(0, NAMED), more: Math.max(0, unpriced.length - NAMED) }, ['unpriced'])
  }
  for (const warning of figures.warnings) note({ kind: 'warning', warning })
}
