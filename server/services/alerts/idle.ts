import { readingsSeen } from '@/db/queries/readings-seen'
import type { Deps } from '@/server/context'
import { isFuture } from '@/server/domain/staleness'

/** Since when accounts are due and none of this installation is read; null: none is due, or they are read. */
export async function idleSince({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<Date | null> {
  const { read, due } = await readingsSeen(db)
  const at = now()
  if (due === null || due > at) return null
  // A reading that was noted by a clock that was ahead is no sign of life.
  return read !== null && read > due && !isFuture(read, at) ? read : due
}
