import { createHash } from 'node:crypto'
import { DomainError } from '@/server/errors'

/** Where a page of a list over many accounts begins, in which book: all pages are of what the first one saw. */
export interface BookPlace {
  /** What the first page's statement saw. */
  seen: string
  /** Names the snapshots and accounts of that book. */
  book: string
  offset: number
}

/** Names a book by what it is made of. */
export const bookOf = (snapshots: ReadonlyMap<string, { id: string }>): string =>
  createHash('md5')
    .update(
      [...snapshots]
        .map(([account, { id }]) => `${account} ${id}`)
        .sort()
        .join(),
    )
    .digest('hex')

export function bookIsGone(): DomainError {
  const message =
    /*same*/ 'The pages before were of accounts or readings that are no longer there: one was renamed, archived or restored since. Begin again without `after`.'
  return new DomainError('conflict', message, { fields: { after: message } })
}
