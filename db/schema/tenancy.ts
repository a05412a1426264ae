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

/** Rows that are nobody's: the system alone sees them. */
export const ofSystem = (table: string) =>
  pgPolicy(`${table}_system`, {
    as: 'permissive',
    for: 'all',
    to: 'public',
    using: sql`current_setting('app.system', true) = 'on'`,
    withCheck: sql`current_setting('app.system', true) = 'on'`,
  })

/** True where the running transaction is not limited to some accounts. Asked once a statement, not once a row. */
const UNLIMITED = `(select coalesce(current_setting('app.accounts', true), '') = '')`

const limited = (table: string, rows: string) =>
  pgPolicy(`${table}_limited`, {
    as: 'restrictive',
    for: 'all',
    to: 'public',
    using: sql.raw(rows),
    withCheck: sql.raw(rows),
  })

/**
 * The third wall: where `app.accounts` of the running transaction names accounts (an API token that is limited to some),
 * only their rows are visible and may be written. Not set: all of the user's.
 */
export const limitedToAccounts = (table: string, column = 'account_id') =>
  limited(table, `${UNLIMITED} or ${column} = any ((select nullif(current_setting('app.accounts', true), '')::uuid[])::uuid[])`)

/** What concerns all accounts together, or none: nothing of it is visible, or may be written, where accounts are named. */
export const notForLimited = (table: string) => limited(table, UNLIMITED)

/** The same, but may be written: what a limited token does is in its owner's log, which it does not read. */
export const writtenByLimited = (table: string) =>
  pgPolicy(`${table}_limited`, { as: 'restrictive', for: 'select', to: 'public', using: sql.raw(UNLIMITED) })

/** Pairs of flows: visible where both of their flows are. */
export const limitedToFlows = (table: string) => {
  const visible = (column: string) =>
    `exists (select from flows f where f.id = ${table}.${column} and f.user_id = ${table}.user_id)`
  return limited(table, `${UNLIMITED} or (${visible('out_id')} and ${visible('in_id')})`)
}
