import { randomUUID } from 'node:crypto'
import type { Db } from '@/db/client'
import { oldestPoint } from '@/db/queries/points'
import type { ReplicaState } from '@/db/read-replica'
import type { Finding } from './finding'

const FAULTS: Record<NonNullable<ReplicaState['fault']>, Pick<Finding, 'level' | 'said'>> = {
  behind: { level: 'warning', said: 'the read replica is behind: the primary is asked meanwhile' },
  away: { level: 'fault', said: 'the read replica does not answer: the primary is asked in its place' },
  other_database: {
    level: 'fault',
    said: 'what stands at DATABASE_READ_URL is no streaming replica of this database, and is not asked',
  },
}

/**
 * Whether the past is read from the replica, by reading nothing from it.
 * @param state as it is once it was asked
 */
export async function lookAtReplica(db: Db, state: () => ReplicaState, place: string): Promise<Finding> {
  const about = 'replica'
  const nobody = randomUUID()
  await db.readPast(nobody, (tx) => oldestPoint(tx, nobody))
  const { fault, cause } = state()
  if (fault === null) return { about, level: 'well', said: 'it follows the primary, and serves the past' }
  const todo = `see whether it runs and follows the primary, and put DATABASE_READ_URL right (set by ${place})`
  const why = fault === 'away' && cause instanceof Error ? ` (${cause.message.split('\n')[0]?.replace(/\.$/, '')})` : ''
  const { level, said } = FAULTS[fault]
  return { about, level, said: `${said}${why}`, todo }
}
