/**
 * Does a transaction, and is told what its statements do (`SELECT accounts`), never what stands in them. To be called, and
 * to call `work`, at once.
 */
export type SqlObserver = <T>(work: (said: (summary: string) => void) => Promise<T>) => Promise<T>

/** Next keeps several copies of a module; a process has one observer all the same. */
const KEY = Symbol.for('ballast.sqlObserver')
type Holder = typeof globalThis & { [KEY]?: SqlObserver | null }

/** Has it see what this process asks the database from now on; null: nobody does. */
export function observeSql(observer: SqlObserver | null): void {
  ;(globalThis as Holder)[KEY] = observer
}

type Said = (text: string) => void
const nobody: Said = () => {}

/** Runs what asks the database, with who is told each statement. */
export function observed<T>(work: (said: Said) => Promise<T>): Promise<T> {
  const observer = (globalThis as Holder)[KEY]
  if (!observer) return work(nobody)
  return observer((said) => work((text) => said(summaryOf(text))))
}

/** Verb and first table of a statement: both are words of ours. */
export function summaryOf(text: string): string {
  const [, verb = ''] = /^\s*(\w+)/.exec(text) ?? []
  const [, table = ''] = /\b(?:from|into|update)\s+"?([a-z_][\w.]*)"?/i.exec(text) ?? []
  return [verb.toUpperCase(), table].filter(Boolean).join(' ')
}
