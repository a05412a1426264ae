import { isMigrated } from '@/db/queries/health'
import { describeCause } from './cause'
import type { Deps } from './context'

const DEADLINE_MS = 2000

export type Readiness = { ready: true } | { ready: false; reason: 'database_unreachable' | 'database_not_migrated' }

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
    return migrated ? { ready: true } : { ready: false, reason: 'database_not_migrated' }
  } catch (error) {
    deps?.log.warn({ cause: describeCause(error) }, 'not ready')
    return { ready: false, reason: 'database_unreachable' }
  } finally {
    clearTimeout(timer)
  }
}
