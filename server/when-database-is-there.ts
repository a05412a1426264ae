import { setTimeout as pause } from 'node:timers/promises'
import { DatabaseNotMigrated, DatabaseProblem } from '@/db/problem'
import { troubleOf } from '@/db/trouble'

const PAUSE_MS = 1000

/**
 * What `open` gives, as soon as the database answers and has the tables of this version: processes may be started in any
 * order. What passes by nobody's waiting (a wrong password, a certificate) is thrown at once.
 * @param say told once for what is waited, and again when that changes
 */
export async function whenDatabaseIsThere<T>(
  open: () => Promise<T>,
  say: (line: string) => void,
  signal?: AbortSignal,
  pauseMs = PAUSE_MS,
): Promise<T> {
  let told = ''
  while (true) {
    try {
      const there = await open()
      if (told !== '') say('the database is there')
      return there
    } catch (error) {
      if (!passes(error) || signal?.aborted) throw error
      const line = `waiting. ${error instanceof DatabaseProblem ? error.message : 'The database does not answer.'}`
      if (line !== told) say(line)
      told = line
      await pause(pauseMs, undefined, { ...(signal && { signal }) })
    }
  }
}

/** Names that are looked up before their host is there; what else counts as away is known by its code. */
const NOT_YET = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT'])

function passes(error: unknown): boolean {
  if (error instanceof DatabaseNotMigrated || troubleOf(error) !== null) return true
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && NOT_YET.has(cause.code)) return true
  }
  return false
}
