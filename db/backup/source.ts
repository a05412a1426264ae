import type { Readable } from 'node:stream'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { z } from 'zod'
import { knownMigrations } from '../known-migrations'
import { asDatabaseProblem, DatabaseProblem } from '../problem'
import { copyConnection, STEADY } from './connection'
import { madeBy } from './made'

/** A table as it is written to a backup. */
export interface TableShape {
  name: string
  /** In the order in which COPY writes them. */
  columns: string[]
  /** As counted in the same snapshot of the database. */
  rows: number
}

export interface SequenceState {
  name: string
  /** A number beyond what a double holds. */
  last: string
  /** False: `last` itself is given out next. */
  called: boolean
}

/** One moment of a database, which others go on changing meanwhile. */
export interface BackupSource {
  /** By the database's clock. */
  takenAt: Date
  server: string
  /** What the schema has been through, the oldest first. */
  migrations: { tag: string; when: number }[]
  tables: TableShape[]
  sequences: SequenceState[]
  /** Ids of the master keys that wrap what the tables hold. */
  masterKeyIds: string[]
  /** A table's rows in PostgreSQL's text format: each ends with the only line feed in it. */
  rows(table: TableShape): Readable
  close(): Promise<void>
}

const { escapeIdentifier: quoted } = pg
const serverSchema = z.tuple([z.object({ at: z.date(), version: z.string(), exempt: z.boolean(), role: z.string() })])
const columnsSchema = z.array(
  z.object({ name: z.string(), columns: z.array(z.string()), filtered: z.boolean(), shown: z.boolean() }),
)
const countSchema = z.tuple([z.object({ n: z.coerce.number() })])
const appliedSchema = z.array(z.object({ when: z.coerce.number() }))
const namesSchema = z.array(z.object({ name: z.string() }))
const sequenceSchema = z.tuple([z.object({ last: z.string(), called: z.boolean() })])

/**
 * Opens a database for a backup: one read-only transaction that sees all rows of all tables as of one moment, while Ballast
 * runs. Works on an older schema too, so that a backup can be made before an upgrade.
 * @throws DatabaseProblem where the server is out of reach, holds no Ballast, or hides rows from this role
 */
export async function openBackupSource(url: string): Promise<BackupSource> {
  const client = await copyConnection(url)
  try {
    return await open(client)
  } catch (error) {
    await client.end().catch(() => {})
    throw asDatabaseProblem(error, url)
  }
}

async function open(client: pg.Client): Promise<BackupSource> {
  const ask = async <T>(schema: z.ZodType<T>, text: string, values: unknown[] = []) =>
    schema.parse((await client.query(text, values)).rows)
  await client.query(`begin isolation level repeatable read read only; ${STEADY}`)
  const [server] = await ask(
    serverSchema,
    `select now() as at, current_setting('server_version') as version, rolsuper or rolbypassrls as exempt, current_user as role
     from pg_roles where rolname = current_user`,
  )
  // Who is exempt sees everything, and is told so rather than shown a part.
  if (server.exempt) await client.query('set local row_security = off')

  const known = knownMigrations()
  const [found] = await ask(namesSchema, `select coalesce(to_regclass('drizzle.__drizzle_migrations')::text, '') as name`)
  const applied = found?.name
    ? await ask(appliedSchema, 'select created_at as when from drizzle.__drizzle_migrations order by created_at')
    : []
  if (applied.length === 0) throw new DatabaseProblem('The database holds no Ballast: there is nothing to back up.')
  const tags = new Map(known.map(({ when, tag }) => [when, tag]))
  const migrations = applied.map(({ when }) => ({ when, tag: tags.get(when) ?? 'unknown' }))
  if (migrations.some(({ tag }) => tag === 'unknown'))
    throw new DatabaseProblem('The database was used by a newer Ballast than this one: back it up with that one.')

  const made = madeBy(known)
  const shapes = await ask(columnsSchema, TABLES, [made.tables, NOT_LIMITED])
  const hidden = shapes.find(({ filtered, shown }) => filtered && !shown)
  if (hidden)
    throw new DatabaseProblem(
      `Row-level security hides rows of ${hidden.name} from the role ${server.role}: nothing was backed up. Use the owner's role.`,
    )
  const tables: TableShape[] = []
  for (const { name, columns } of shapes) {
    const [{ n }] = await ask(countSchema, `select count(*) as n from public.${quoted(name)}`)
    tables.push({ name, columns, rows: n })
  }
  const sequences: SequenceState[] = []
  for (const { name } of await ask(namesSchema, SEQUENCES, [made.tables, made.sequences])) {
    const [state] = await ask(sequenceSchema, `select last_value::text as last, is_called as called from public.${quoted(name)}`)
    sequences.push({ name, ...state })
  }
  const masterKeyIds = new Set<string>()
  for (const { name, columns } of tables) {
    if (!columns.includes('master_key_id')) continue
    const ids = await ask(
      namesSchema,
      `select distinct master_key_id as name from public.${quoted(name)} where master_key_id is not null`,
    )
    for (const { name: id } of ids) masterKeyIds.add(id)
  }
  return {
    takenAt: server.at,
    server: server.version,
    migrations,
    tables,
    sequences,
    masterKeyIds: [...masterKeyIds].sort(),
    rows: ({ name, columns }) =>
      client.query(copyTo(`copy (select ${columns.map(quoted).join(', ')} from public.${quoted(name)}) to stdout`)),
    close: () => client.end(),
  }
}

/**
 * A policy that lets the system see everything names `app.system` (`db/schema/tenancy`). One that restricts hides nothing here
 * where it lets through whatever is not limited to accounts, as PostgreSQL writes it back; any other hides rows.
 */
const NOT_LIMITED = `( SELECT (COALESCE(current_setting('app.accounts'::text, true), ''::text) = ''::text))`
const TABLES = `
  select c.relname as name,
    (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
    row_security_active(c.oid) as filtered,
    exists (select from pg_policy p where p.polrelid = c.oid and p.polpermissive and p.polcmd in ('*', 'r')
        and p.polroles = '{0}' and pg_get_expr(p.polqual, p.polrelid) like '%app.system%')
      and not exists (select from pg_policy p, pg_get_expr(p.polqual, p.polrelid) qual
        where p.polrelid = c.oid and not p.polpermissive and p.polcmd in ('*', 'r')
          and qual <> $2::text and not starts_with(qual, '(' || $2::text || ' OR ')) as shown
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and c.relname = any($1::text[])
  order by c.relname`

const SEQUENCES = `
  select s.relname as name from pg_class s
  where s.relnamespace = 'public'::regnamespace and s.relkind = 'S'
    and (s.relname = any($2::text[]) or exists (
      select from pg_depend d join pg_class t on t.oid = d.refobjid
      where d.classid = 'pg_class'::regclass and d.objid = s.oid and d.deptype in ('a', 'i')
        and t.relnamespace = s.relnamespace and t.relname = any($1::text[])))
  order by s.relname`
