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

export async function askOne<Answer>(db: Db, deskId: string, one: Question<Answer>): Promise<Answer> {
  return one.read(await db.readAsDesk(deskId, one.query))
}

/** Both in one round trip; neither builds on the other's answer. */
export async function askBoth<One, Other>(
  db: Db,
  deskId: string,
  one: Question<One>,
  other: Question<Other>,
): Promise<[One, Other]> {
  const [first = [], second = []] = await db.readAllAsDesk(deskId, one.query, other.query)
  return [one.read(first), other.read(second)]
}

/** The same of the past: by the read replica where there is one, in one round trip here where there is none. */
export async function askPast<Answer>(
  db: Db,
  deskId: string,
  query: SQL,
  read: (text: string | null) => Answer,
): Promise<Answer> {
  if (!db.hasReplica) return askOne(db, deskId, questionOfText(query, read))
  return db.readPast(deskId, async (tx) => {
    const [row] = await tx.execute<Record<string, string | null>>(query)
    return read(Object.values(row ?? {})[0] ?? null)
  })
}
