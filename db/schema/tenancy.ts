import { sql } from 'drizzle-orm'
import { pgPolicy } from 'drizzle-orm/pg-core'

/**
 * The second wall: a row is visible to the user named by `app.user_id` of the running transaction, or to the system
 * (sign-in, token look-up, scheduler) where `app.system` is `on`. Neither set: no rows.
 */
export const ownedByUser = (table: string) =>
  pgPolicy(`${table}_tenant`, {
    as: 'permissive',
    for: 'all',
    to: 'public',
    using: sql`user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on'`,
    withCheck: sql`user_id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on'`,
  })

export const ownUserRow = pgPolicy('users_tenant', {
  as: 'permissive',
  for: 'all',
  to: 'public',
  using: sql`id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on'`,
  withCheck: sql`id = nullif(current_setting('app.user_id', true), '')::uuid or current_setting('app.system', true) = 'on'`,
})
