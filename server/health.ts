import { isMigrated } from '@/db/queries/health'
import { describeCause } from './cause'
import type { Deps } from './context'
import { warningOf } from './domain/notices'
import { standingNotices } from './services/notices/list'

const DEADLINE_MS = 2000

export type Readiness =
  | { ready: true; warnings: string[] }
  | { ready: false; reason: 'database_unreachable' | 'database_not_migrated' }

/** Whether this process can serve: its database answers within two seconds and has the newest schema. */
export async function readiness(getDeps: () => Promise<Deps>): Promise<Readiness> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The database does not answer.')), DEADLINE_MS)
  })
  let deps: Deps | undefined
  try {
    deps = await Promise.race([getDeps(), late])
    const migrated = await Promise.race([deps.db.asSystem(isMigrated), late])
    if (!migrated) return { ready: false, reason: 'database_not_migrated' }
    const notices = await Promise.race([standingNotices(deps), late])
    return { ready: true, warnings: notices.map(warningOf) }
  } catch (error) {
    deps?.log.warn({ cause: describeCause(error) }, 'not ready')
    return { ready: false, reason: 'database_unreachable' }
  } finally {
    clearTimeout(timer)
  }
}
