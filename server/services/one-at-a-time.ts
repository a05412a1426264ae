import { DomainError } from '../errors'

const underWay = new Set<string>()

/**
 * Notes that a person does something costly, of which each has one at a time in a process; gives back what notes its end.
 * @throws DomainError `rate_limited` while one is under way
 */
export function oneAtATime(what: 'export' | 'history file' | 'table file' | 'recording', deskId: string): () => void {
  const key = `${what} ${deskId}`
  if (underWay.has(key)) {
    const message = `Another ${what} of yours is under way. Wait for its end, then ask again.`
    throw new DomainError('rate_limited', message, { retryAfterSeconds: 30 })
  }
  underWay.add(key)
  return () => underWay.delete(key)
}
