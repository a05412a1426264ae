import { DatabaseNotMigrated } from '@/db/problem'
import { isMigrated } from '@/db/queries/health'
import { type DatabaseTrouble, troubleOf } from '@/db/trouble'
import { describeCause } from './cause'
import type { Deps } from './context'
import { warningOf } from './domain/notices'
import { standingNotices } from './services/notices/list'
import { storageTrouble } from './storage'
import { MasterKeyProblem } from './vault/master-keys'

const DEADLINE_MS = 2000
type Needed = Pick<Deps, 'db' | 'now' | 'log'>

export type NotReady =
  | 'database_unreachable'
  | 'database_not_migrated'
  /** It answers, and nothing can be stored: its disk is full. */
  | 'storage_full'
  /** It answers, and takes no changes. */
  | 'storage_read_only'
  /** Its credentials need another master key than this process has. */
  | 'master_key'
export type Readiness = { ready: true; warnings: string[] } | { ready: false; reason: NotReady }

/** Whether this process can serve: its database answers within two seconds, has the newest schema, and stores. */
export async function readiness(getDeps: () => Promise<Needed>): Promise<Readiness> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The database does not answer.')), DEADLINE_MS)
  })
  let deps: Needed | undefined
  try {
    deps = await Promise.race([getDeps(), late])
    return await Promise.race([stateOf(deps), late])
  } catch (error) {
    deps?.log.warn({ cause: describeCause(error) }, 'not ready')
    return { ready: false, reason: reasonOf(error) }
  } finally {
    clearTimeout(timer)
  }
}

async function stateOf(deps: Needed): Promise<Readiness> {
  const { db } = deps
  if (!(await db.asSystem(isMigrated))) return { ready: false, reason: 'database_not_migrated' }
  const trouble = await storageTrouble(db)
  if (trouble !== null) return { ready: false, reason: REASONS[trouble] }
  return { ready: true, warnings: (await standingNotices(deps)).map(warningOf) }
}

const REASONS: Record<DatabaseTrouble, NotReady> = {
  away: 'database_unreachable',
  full: 'storage_full',
  read_only: 'storage_read_only',
}

function reasonOf(error: unknown): NotReady {
  if (error instanceof DatabaseNotMigrated) return 'database_not_migrated'
  return error instanceof MasterKeyProblem ? 'master_key' : REASONS[troubleOf(error) ?? 'away']
}
