import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { z } from 'zod'
import { knownMigrations, type Migration } from '../known-migrations'
import { MIGRATION_LOCK, migrate } from '../migrate'
import { asDatabaseProblem, DatabaseProblem } from '../problem'
import { checkProcessRole } from '../process-role'
import { copyConnection, STEADY } from './connection'
import { type Made, madeBy } from './made'
import type { SequenceState, TableShape } from './source'

/** What is put into a database. */
export interface RestorePlan {
  migrations: readonly { tag: string; when: number }[]
  tables: readonly TableShape[]
  sequences: readonly SequenceState[]
}

/** Some of a table's rows, in PostgreSQL's text format; the rows of one table come one after the other. */
export interface RowChunk {
  table: string
  rows: Uint8Array
}

const { escapeIdentifier: quoted } = pg
const tableOf = (name: string) => `public.${quoted(name)}`
/** How long is waited for who uses the tables that are replaced. */
const LOCK_TIMEOUT = '10s'

/**
 * The steps that a file's schema has been through, as this version knows them.
 * @throws DatabaseProblem where the file is a newer version's
 */
export function stepsOf(plan: Pick<RestorePlan, 'migrations'>): Migration[] {
  const known = new Map(knownMigrations().map((migration) => [migration.when, migration]))
  const newest = [...known.values()].at(-1)
  return plan.migrations.map(({ when, tag }) => {
    const step = known.get(when)
    if (step) return step
    throw new DatabaseProblem(
      `The file was made by a newer Ballast (its database is at ${tag}; this version knows up to ${newest?.tag}): update Ballast, then restore.`,
    )
  })
}

/**
 * Puts a backup into a database, all or nothing: schema as it was, rows, counts compared, sequences, and the migrations that
 * are newer than the file, in one transaction. Other tables of the database are left alone.
 * @param replace whether accounts that are there may be deleted
 * @param asItWas leaves the database as the file's version had it, for tests of what an upgrade makes of it
 * @param processRole as which the processes log in, where that is another than who owns the tables: it is given the rows
 * @throws DatabaseProblem where it is not empty, of a newer version, in use, or does not hold afterwards what it should, and
 * where the processes' role is none that row-level security binds
 */
export async function restoreInto(
  url: string,
  plan: RestorePlan,
  chunks: AsyncIterable<RowChunk>,
  { replace = false, asItWas = false, processRole }: { replace?: boolean; asItWas?: boolean; processRole?: string } = {},
): Promise<void> {
  const steps = stepsOf(plan)
  // Said before anything is put there.
  if (processRole !== undefined) await checkProcessRole(url, processRole)
  const client = await copyConnection(url)
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await client.query(`begin; ${STEADY}; set local lock_timeout = '${LOCK_TIMEOUT}'`)
    const known = knownMigrations()
    const made = madeBy(known)
    await requireFree(client, known, replace)
    await removeAll(client, made)
    await apply(client, steps)
    const held = await holdBack(client, made)
    await load(client, plan, chunks)
    await compare(client, plan, made)
    await held.letGo()
    for (const { name, last, called } of plan.sequences)
      await client.query('select setval($1::regclass, $2, $3)', [tableOf(name), last, called])
    if (!asItWas) await apply(client, known.slice(known.findIndex(({ when }) => when === steps.at(-1)?.when) + 1))
    await client.query('commit')
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === '55P03')
      throw new DatabaseProblem('The tables there are in use: stop Ballast first, then restore.', { cause: error })
    throw asDatabaseProblem(error, url)
  } finally {
    // What was not committed is undone, and the lock let go of.
    await client.end().catch(() => {})
  }
  // Gives the roles of application and processes their rights on what is new.
  if (!asItWas) await migrate(url, processRole)
}

const countsSchema = z.tuple([z.object({ n: z.coerce.number() })])
const namesSchema = z.array(z.object({ name: z.string() }))
const whensSchema = z.array(z.object({ when: z.coerce.number() }))

const count = async (client: pg.Client, table: string) =>
  countsSchema.parse((await client.query(`select count(*) as n from ${tableOf(table)}`)).rows)[0].n
const exists = async (client: pg.Client, table: string) =>
  countsSchema.parse((await client.query('select count(to_regclass($1)) as n', [table])).rows)[0].n > 0

async function requireFree(client: pg.Client, known: readonly Migration[], replace: boolean): Promise<void> {
  if (await exists(client, 'drizzle.__drizzle_migrations')) {
    const { rows } = await client.query('select created_at as when from drizzle.__drizzle_migrations')
    const mine = new Set(known.map(({ when }) => when))
    if (whensSchema.parse(rows).some(({ when }) => !mine.has(when)))
      throw new DatabaseProblem('A newer Ballast used the database there: update Ballast, or restore into another.')
  }
  if (replace || !(await exists(client, 'public.users'))) return
  const people = await count(client, 'users')
  if (people === 0) return
  const accounts = (await exists(client, 'public.accounts')) ? await count(client, 'accounts') : 0
  const counted = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`
  throw new DatabaseProblem(
    `The database there holds ${counted(people, 'person', 'people')} and ${counted(accounts, 'account', 'accounts')}: restore into an empty one, or add --replace, which deletes them.`,
  )
}

async function removeAll(client: pg.Client, { tables, functions, types, sequences, collations }: Made): Promise<void> {
  const { rows } = await client.query(
    `select relname as name, relkind = 'v' as view from pg_class
     where relnamespace = 'public'::regnamespace and relname = any($1::text[]) and relkind in ('r', 'p', 'v')`,
    [tables],
  )
  // Each by the word for what it is today; what one takes along is gone when its turn comes.
  for (const { name, view } of relationsSchema.parse(rows))
    await client.query(`drop ${view ? 'view' : 'table'} if exists ${tableOf(name)} cascade`)
  for (const name of functions) await client.query(`drop routine if exists ${tableOf(name)} cascade`)
  for (const name of types) await client.query(`drop type if exists ${tableOf(name)} cascade`)
  for (const name of sequences) await client.query(`drop sequence if exists ${tableOf(name)} cascade`)
  for (const name of collations) await client.query(`drop collation if exists ${tableOf(name)} cascade`)
  // As drizzle makes them.
  await client.query(`
    create schema if not exists drizzle;
    create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint);
    delete from drizzle.__drizzle_migrations`)
}

async function apply(client: pg.Client, steps: readonly Migration[]): Promise<void> {
  for (const { statements, hash, when } of steps) {
    for (const statement of statements) await client.query(statement)
    await client.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [hash, when])
  }
}

const relationsSchema = z.array(z.object({ name: z.string(), view: z.boolean() }))
const constraintsSchema = z.array(z.object({ table: z.string(), name: z.string(), definition: z.string() }))

/**
 * Takes away, for the time of the loading, what would refuse rows or look at each of them: forced row-level security (COPY
 * cannot write under it), foreign keys (checked all at once when they come back), and triggers of ours.
 */
async function holdBack(client: pg.Client, made: Made): Promise<{ letGo(): Promise<void> }> {
  const ours = `c.relnamespace = 'public'::regnamespace and c.relname = any($1::text[])`
  const { rows: forcedRows } = await client.query(
    `select c.relname as name from pg_class c
     where c.relforcerowsecurity and (${ours} or exists (
       select from pg_partition_ancestors(c.oid) a join pg_class p on p.oid = a.relid and p.relname = any($1::text[])))`,
    [made.tables],
  )
  const { rows: keyRows } = await client.query(
    `select c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_class c on c.oid = k.conrelid
     where ${ours} and k.contype = 'f' and k.conparentid = 0 order by 1, 2`,
    [made.tables],
  )
  const { rows: triggerRows } = await client.query(
    `select distinct c.relname as name from pg_class c join pg_trigger t on t.tgrelid = c.oid
     where ${ours} and not t.tgisinternal and t.tgenabled = 'O'`,
    [made.tables],
  )
  const forced = namesSchema.parse(forcedRows)
  const keys = constraintsSchema.parse(keyRows)
  const triggers = namesSchema.parse(triggerRows)
  for (const { name } of forced) await client.query(`alter table ${tableOf(name)} no force row level security`)
  for (const { name } of triggers) await client.query(`alter table ${tableOf(name)} disable trigger user`)
  for (const { table, name } of keys) await client.query(`alter table ${tableOf(table)} drop constraint ${quoted(name)}`)
  return {
    letGo: async () => {
      for (const { table, name, definition } of keys)
        await client.query(`alter table ${tableOf(table)} add constraint ${quoted(name)} ${definition}`)
      for (const { name } of triggers) await client.query(`alter table ${tableOf(name)} enable trigger user`)
      for (const { name } of forced) await client.query(`alter table ${tableOf(name)} force row level security`)
    },
  }
}

async function load(client: pg.Client, plan: RestorePlan, chunks: AsyncIterable<RowChunk>): Promise<void> {
  const shapes = new Map(plan.tables.map((table) => [table.name, table]))
  const iterator = chunks[Symbol.asyncIterator]()
  let next = await iterator.next()
  while (!next.done) {
    const { table } = next.value
    const shape = shapes.get(table)
    if (!shape) throw new DatabaseProblem(`The file holds rows of a table ${table} that its list does not name.`)
    const rows = async function* () {
      while (!next.done && next.value.table === table) {
        yield next.value.rows
        next = await iterator.next()
      }
    }
    const into = copyFrom(`copy ${tableOf(table)} (${shape.columns.map(quoted).join(', ')}) from stdin`)
    await pipeline(Readable.from(rows(), { objectMode: true }), client.query(into)).catch((cause: unknown) => {
      if (!(cause instanceof pg.DatabaseError)) throw cause
      throw new DatabaseProblem(`The database refuses rows of ${table} (${cause.message}): nothing was restored.`, { cause })
    })
  }
}

async function compare(client: pg.Client, plan: RestorePlan, made: Made): Promise<void> {
  for (const { name, rows } of plan.tables) {
    if (!made.tables.includes(name)) throw new DatabaseProblem(`The file names a table ${name}, which is none of Ballast's.`)
    const there = await count(client, name)
    if (there !== rows)
      throw new DatabaseProblem(`Of ${name} ${there} rows arrived where the file's list says ${rows}: nothing was restored.`)
  }
}
