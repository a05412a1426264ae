import type postgres from 'postgres'
import { openPostgres } from './connection'
import { asDatabaseProblem, DatabaseProblem } from './problem'
import { QUEUE_SCHEMA } from './queue-schema'

/** The role that an address logs in as. */
export function roleOf(url: string): string {
  return decodeURIComponent(new URL(url).username)
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/**
 * Gives a role the rows of all tables and not the tables: it can read and write, within row-level security, and change
 * neither a table nor a policy. Days of snapshots and queues of jobs are made by functions that run as their owner.
 */
export async function grantRows(sql: postgres.Sql, role: string): Promise<void> {
  const to = quoted(role)
  await sql.unsafe(`
    grant usage on schema public, drizzle to ${to};
    grant select, insert, update, delete on all tables in schema public to ${to};
    grant usage, select on all sequences in schema public to ${to};
    grant execute on all functions in schema public to ${to};
    grant select on all tables in schema drizzle to ${to};`)
}

/** The same of the job queue. A new exchange's queue is a partition: its making runs as the owner. */
export async function grantQueues(sql: postgres.Sql, role: string): Promise<void> {
  const to = quoted(role)
  await sql.unsafe(`
    grant usage on schema ${QUEUE_SCHEMA} to ${to};
    grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to ${to};
    alter function ${QUEUE_SCHEMA}.create_queue(text, json) security definer set search_path = pg_catalog, ${QUEUE_SCHEMA}, pg_temp;
    revoke execute on function ${QUEUE_SCHEMA}.create_queue(text, json) from public;
    grant execute on function ${QUEUE_SCHEMA}.create_queue(text, json) to ${to};`)
}

/**
 * Sees to it that a role is one that the processes may have beside the one that migrates.
 * @param sql logged in as the role that migrates
 * @throws DatabaseProblem in one sentence: unknown, exempt from row-level security, or able to become the owner
 */
export async function requireBoundRole(sql: postgres.Sql, role: string): Promise<void> {
  const [found] = await sql<{ exempt: boolean; owner: boolean; creates: boolean }[]>`
    select rolsuper or rolbypassrls as exempt, pg_has_role(rolname, current_user, 'member') as owner,
      rolcreaterole or rolreplication as creates
    from pg_roles where rolname = ${role}`
  const why = !found
    ? 'does not exist'
    : found.exempt
      ? 'is a superuser or may bypass row-level security'
      : found.owner
        ? 'is, or may become, the one of MIGRATION_DATABASE_URL, which owns the tables'
        : found.creates
          ? 'may make roles or replicate'
          : null
  if (why !== null)
    throw new DatabaseProblem(`The role ${role} of DATABASE_URL ${why}: give the processes a plain one of their own.`)
}

/** `requireBoundRole` by a connection of its own. @param url of the role that migrates @throws DatabaseProblem as that does */
export async function checkProcessRole(url: string, role: string): Promise<void> {
  const sql = openPostgres(url, { max: 1, connect_timeout: 10 })
  try {
    await requireBoundRole(sql, role)
  } catch (error) {
    throw asDatabaseProblem(error, url)
  } finally {
    await sql.end({ timeout: 5 })
  }
}
