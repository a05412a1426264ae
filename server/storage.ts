import type { Db } from '@/db/client'
import { canStore } from '@/db/queries/health'
import { type DatabaseTrouble, troubleOf } from '@/db/trouble'

/** The question writes to the disk: whoever asks more often is told what was found last. */
const REUSED_MS = 1000

const last = new WeakMap<Db, { until: number; trouble: Promise<DatabaseTrouble | null> }>()

/**
 * What keeps the database from storing something, as of a second ago at most; null where nothing does.
 * @throws the database's error where it is another
 */
export function storageTrouble(db: Db): Promise<DatabaseTrouble | null> {
  const known = last.get(db)
  if (known && performance.now() < known.until) return known.trouble
  const trouble = db.asSystem(canStore).then(
    (can) => (can ? null : 'read_only'),
    (error: unknown) => {
      const found = troubleOf(error)
      if (found === null) throw error
      return found
    },
  )
  last.set(db, { until: performance.now() + REUSED_MS, trouble })
  return trouble
}
