import type { SQL } from 'drizzle-orm'
import type { Db } from './client'
import type { Statement } from './statement'

type Rows = readonly (readonly (Buffer | null)[])[]

/** A reading statement, and what its rows say: to be sent alone, or together with others in one round trip. */
export interface Question<Answer> {
  query: SQL | Statement
  read(rows: Rows): Answer
}

/** A statement that answers one text. @param read of null, where PostgreSQL answers none */
export const questionOfText = <Answer>(query: SQL | Statement, read: (text: string | null) => Answer): Question<Answer> => ({
  query,
  read: (rows) => read(rows[0]?.[0]?.toString() ?? null),
})

export async function askOne<Answer>(db: Db, userId: string, one: Question<Answer>): Promise<Answer> {
  return one.read(await db.readAsUser(userId, one.query))
}

/** Both in one round trip; neither builds on the other's answer. */
export async function askBoth<One, Other>(
  db: Db,
  userId: string,
  one: Question<One>,
  other: Question<Other>,
): Promise<[One, Other]> {
  const [first = [], second = []] = await db.readAllAsUser(userId, one.query, other.query)
  return [one.read(first), other.read(second)]
}
