import { DomainError } from '../errors'
import { sentence } from '../language/sentence'

const BUSY = {
  export: sentence`Another export of yours is under way. Wait for its end, then ask again.`,
  'history file': sentence`Another history file of yours is under way. Wait for its end, then ask again.`,
  'table file': sentence`Another table file of yours is under way. Wait for its end, then ask again.`,
  recording: sentence`Another recording of yours is under way. Wait for its end, then ask again.`,
}

const underWay = new Set<string>()

/**
 * Notes that a person does something costly, of which each has one at a time in a process; gives back what notes its end.
 * @throws DomainError `rate_limited` while one is under way
 */
export function oneAtATime(what: keyof typeof BUSY, deskId: string): () => void {
  const key = `${what} ${deskId}`
  if (underWay.has(key)) {
    throw new DomainError('rate_limited', BUSY[what], { retryAfterSeconds: 30 })
  }
  underWay.add(key)
  return () => underWay.delete(key)
}
