import { z } from 'zod'

/** What the key of a main account is told of sub-accounts, from one look to the next. */
export interface ListedSubAccounts {
  /** Ids of those that somebody saw on the list. */
  known: string[]
  /** Those that came since, and are no account: as the exchange calls them. */
  fresh: { id: string; name: string }[]
}

const listed = z.object({
  known: z.array(z.string()),
  fresh: z.array(z.object({ id: z.string(), name: z.string() })),
})

/** As it was stored; null for what was never asked, or is of another version. */
export function readListed(stored: unknown): ListedSubAccounts | null {
  const found = listed.safeParse(stored)
  return found.success ? found.data : null
}

interface OnList {
  id: string
  name: string
}

/**
 * After a look of the machine: what nobody has seen, and no account is yet, is told; also what was there when it looked for the first
 * time, since it is in no figure.
 * @param connected ids of those that are accounts already
 */
export function afterLook(
  before: ListedSubAccounts | null,
  list: readonly OnList[],
  connected: ReadonlySet<string>,
): ListedSubAccounts {
  const known = new Set(before?.known)
  return {
    known: list.flatMap(({ id }) => (known.has(id) ? [id] : [])),
    fresh: list.flatMap(({ id, name }) => (known.has(id) || connected.has(id) ? [] : [{ id, name }])),
  }
}

/** After a person saw the list: nothing of it is new. */
export const afterSeen = (list: readonly OnList[]): ListedSubAccounts => ({ known: list.map(({ id }) => id), fresh: [] })
