import { type DatabaseTrouble, troubleOf } from '@/db/trouble'
import { DomainError } from './errors'

const AGAIN_SECONDS = 5

/** What people are told while the database cannot serve or store. */
export const UNAVAILABLE: Record<DatabaseTrouble, string> = {
  away: 'The database is out of reach right now. Please try again in a moment.',
  full: 'Nothing can be stored right now: the disk of this installation is full. Nothing was changed; it goes on by itself once there is room.',
  read_only:
    'Nothing can be stored right now: the database takes no changes. Nothing was changed; it goes on by itself once it does.',
}

/** A failure that passes by itself and is the database's, as a refusal that says so; null for any other. */
export function unavailable(error: unknown): DomainError | null {
  const trouble = troubleOf(error)
  if (trouble === null) return null
  return new DomainError('unavailable', UNAVAILABLE[trouble], { retryAfterSeconds: AGAIN_SECONDS, cause: error })
}
