import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'

/** What everything that is done for one request, or one job, has in common. */
export interface Scope {
  requestId: string
  /** The span that is being worked in; null: nobody traces. */
  span: unknown
}

/** Next keeps several copies of a module; a request has one scope all the same. */
const KEY = Symbol.for('ballast.scope')

function storage(): AsyncLocalStorage<Scope> {
  const holder = globalThis as typeof globalThis & { [KEY]?: AsyncLocalStorage<Scope> }
  holder[KEY] ??= new AsyncLocalStorage()
  return holder[KEY]
}

export function currentScope(): Scope | undefined {
  return storage().getStore()
}

/** Runs work in a scope; whatever it awaits is in it too. */
export function inScope<T>(scope: Scope, work: () => T): T {
  return storage().run(scope, work)
}

/** What callers may name their requests by: it stands in logs, so nothing that is more than a name. */
const SANE = /^[\w.:-]{8,64}$/

/** The caller's own id where it is sane; else a new one. */
export function requestIdOf(sent: string | string[] | undefined): string {
  return typeof sent === 'string' && SANE.test(sent) ? sent : randomUUID()
}
