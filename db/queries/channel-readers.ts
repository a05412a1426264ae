import { sql } from 'drizzle-orm'
import type { Db } from '../client'
import { prepared } from '../statement'

const readers = prepared<'deskId' | 'channels'>(
  (value) => sql`
  select c.id, r.settings
  from channels c
  left join sessions s on s.id = c.session_id
  cross join lateral (
    select u.settings
    from desk_members m join users u on u.id = m.user_id
    where m.desk_id = c.user_id and (m.role = 'owner' or m.user_id = coalesce(c.of_member, s.user_id, c.created_by))
    order by (m.user_id = coalesce(c.of_member, s.user_id, c.created_by)) desc nulls last,
      u.disabled_at nulls first, m.created_at, u.id
    limit 1
  ) r
  where c.user_id = ${value('deskId')}::uuid and c.id = any(${value('channels')}::uuid[])`,
)

/**
 * The settings, as stored, of the person in whose language each of a desk's channels speaks, by channel: of the member whose own it
 * is, of who sits at the browser, of who made it; where that is nobody of the desk (any more) of its owner, whose time zone counts
 * too. For the system, since a desk does not see the rows of people.
 */
export async function settingsOfReaders(db: Db, deskId: string, channels: readonly string[]): Promise<Map<string, unknown>> {
  if (channels.length === 0) return new Map()
  const rows = await db.readAsSystem<{ id: string; settings: unknown }>(readers({ deskId, channels: `{${channels.join()}}` }))
  return new Map(rows.map(({ id, settings }) => [id, settings]))
}
