import { type DatabaseTrouble, troubleOf } from '@/db/trouble'
import { DomainError } from './errors'
import { type Sentence, sentence } from './language/sentence'

const AGAIN_SECONDS = 5

/** What people are told while the database cannot serve or store. */
export const UNAVAILABLE: Record<DatabaseTrouble, Sentence> = {
  away: sentence`The database is out of reach right now. Please try again in a moment.`,
  full: sentence`Nothing can be stored right now: the disk of this installation is full. Nothing was changed; it goes on by itself once there is room.`,
  read_only: sentence`Nothing can be stored right now: the database takes no changes. Nothing was changed; it goes on by itself once it does.`,
}

/** A failure that passes by itself and is the database's, as a refusal that says so; null for any other. */
export function unavailable(error: unknown): DomainError | null {
  const trouble = troubleOf(error)
  if (trouble === null) return null
  return new DomainError('unavailable', UNAVAILABLE[trouble], { retryAfterSeconds: AGAIN_SECONDS, cause: error })
}
