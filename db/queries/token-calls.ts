import { and, desc, eq, sql } from 'drizzle-orm'
import type { Tx } from '../client'
import { tokenCalls } from '../schema'

export type TokenCallRow = typeof tokenCalls.$inferSelect
export type NewTokenCall = Omit<TokenCallRow, 'id'>

/** So many calls of a token are kept, and so many more that failed: an error is not pushed out by what went well. */
export const KEPT_CALLS = 50

/**
 * Stores calls of any users' tokens, in their order, and forgets the older ones of the same tokens; for the system. What was
 * called with a token that is gone meanwhile is passed over.
 */
export async function addTokenCalls(tx: Tx, calls: readonly NewTokenCall[]): Promise<void> {
  const rows = calls.map(({ at, ...call }) => ({ ...call, at: at.toISOString() }))
  await tx.execute(sql`
    insert into token_calls (token_id, user_id, at, method, route, status, client, address)
    select c.token, c.owner, c.at, c.method, c.route, c.status, c.client, c.address
    from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as ("tokenId" uuid, "deskId" uuid, at timestamptz,
      method text, route text, status int, client text, address text)) with ordinality
      as c(token, owner, at, method, route, status, client, address, n)
    join api_tokens t on t.id = c.token and t.user_id = c.owner
    order by c.n`)
  const tokens = [...new Set(calls.map(({ tokenId }) => tokenId))]
  await tx.execute(sql`
    delete from token_calls using (
      select id, row_number() over (partition by token_id, status >= 400 order by id desc) as place
      from token_calls where token_id = any(${sql.param(`{${tokens.join(',')}}`)}::uuid[])
    ) known where known.id = token_calls.id and known.place > ${KEPT_CALLS}`)
}

/** What is kept of a token's calls, the newest first. */
export async function listTokenCalls(tx: Tx, deskId: string, tokenId: string): Promise<TokenCallRow[]> {
  return tx
    .select()
    .from(tokenCalls)
    .where(and(eq(tokenCalls.deskId, deskId), eq(tokenCalls.tokenId, tokenId)))
    .orderBy(desc(tokenCalls.at), desc(tokenCalls.id))
}
