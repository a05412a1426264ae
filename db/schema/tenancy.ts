import { sql } from 'drizzle-orm'
import { pgPolicy } from 'drizzle-orm/pg-core'

/**
 * Whose rows are asked for, and whether it is the system that asks. Selects of their own: PostgreSQL asks them once a
 * statement. Asked at each row they are a third of what a statement over ten thousand rows takes (docs/performance.md).
 */
const OF_USER = `(select nullif(current_setting('app.user_id', true), '')::uuid)`
/**
 * A process of the version before desks names only the person, whose own desk has the person's id: it goes on reading until
 * it is replaced.
 */
const OF_DESK = `(select coalesce(nullif(current_setting('app.desk_id', true), ''), nullif(current_setting('app.user_id', true), ''))::uuid)`
const OF_SYSTEM = `(select current_setting('app.system', true) = 'on')`

const visible = (name: string, rows: string) =>
  pgPolicy(name, { as: 'permissive', for: 'all', to: 'public', using: sql.raw(rows), withCheck: sql.raw(rows) })

/**
 * The second wall: a row is visible to the desk named by `app.desk_id` of the running transaction, or to the system
 * (sign-in, token look-up, scheduler) where `app.system` is `on`. Neither set: no rows. The column is called `user_id` until
 * no process of the version before desks reads it any more (docs/security.md).
 */
export const ownedByDesk = (table: string) => visible(`${table}_tenant`, `user_id = ${OF_DESK} or ${OF_SYSTEM}`)

/** The same of tables that came with desks. */
export const ownedByNewDesk = (table: string) => visible(`${table}_tenant`, `desk_id = ${OF_DESK} or ${OF_SYSTEM}`)

/** The same for the person named by `app.user_id`: what concerns their sign-in, on whichever desk they are. */
export const ownedByUser = (table: string) => visible(`${table}_tenant`, `user_id = ${OF_USER} or ${OF_SYSTEM}`)

/** A desk's, and what a person made on any: they can end it wherever they are. */
export const ownedByDeskOrMaker = (table: string) =>
  visible(`${table}_tenant`, `user_id = ${OF_DESK} or created_by = ${OF_USER} or ${OF_SYSTEM}`)

/** What a desk and a person both see: who is a member of it, and where they are members. */
export const ownedByDeskOrPerson = (table: string) =>
  visible(`${table}_tenant`, `desk_id = ${OF_DESK} or user_id = ${OF_USER} or ${OF_SYSTEM}`)

export const audited = visible(
  'audit_events_tenant',
  `desk_id = ${OF_DESK} or user_id = ${OF_DESK} or user_id = ${OF_USER} or ${OF_SYSTEM}`,
)

export const ownDeskRow = visible(
  'desks_tenant',
  `id = ${OF_DESK} or ${OF_SYSTEM} or exists (select from desk_members m where m.desk_id = desks.id and m.user_id = ${OF_USER})`,
)

export const ownUserRow = visible('users_tenant', `id = ${OF_USER} or ${OF_SYSTEM}`)

/** Rows that are nobody's: the system alone sees them. */
export const ofSystem = (table: string) => visible(`${table}_system`, OF_SYSTEM)

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
  const seen = (column: string) => `exists (select from flows f where f.id = ${table}.${column} and f.user_id = ${table}.user_id)`
  return limited(table, `${UNLIMITED} or (${seen('out_id')} and ${seen('in_id')})`)
}
