import type { SQL } from 'drizzle-orm'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import type postgres from 'postgres'
import { openPostgres } from './connection'
import { databaseTarget } from './database-url'
import { FairGate } from './fair-gate'
import { observed } from './observe'
import type { Reach } from './pooling'
import type { ReadReplica } from './read-replica'
import * as schema from './schema'
import { type Statement, written } from './statement'

export type Schema = typeof schema
type Drizzle = PostgresJsDatabase<Schema>
/** A running transaction in which row-level security shows one desk's or person's rows (or, for the system, all). */
export type Tx = Parameters<Parameters<Drizzle['transaction']>[0]>[0]

/** The only ways to the tables: as one desk, as one person, or as the system. All are transactions; an error rolls all back. */
export interface Db {
  /** Runs `work` where only `deskId`'s rows exist. */
  asDesk<T>(deskId: string, work: (tx: Tx) => Promise<T>): Promise<T>
  /**
   * As `asDesk` for reads of the past: on the read replica where there is one that has all that was stored before the call,
   * else here. `work` changes nothing, and may be run twice.
   */
  readPast<T>(deskId: string, work: (tx: Tx) => Promise<T>): Promise<T>
  /** Whether reads of the past may go elsewhere. */
  readonly hasReplica: boolean
  /** For what belongs to no signed-in user yet: sign-in, token look-up, the scheduler, migrations. */
  asSystem<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /**
   * One reading statement where only `deskId`'s rows exist; its whole transaction is one round trip. Values come as the
   * bytes that PostgreSQL sent: what is passed on as it is need not be taken apart.
   */
  readAsDesk(deskId: string, query: SQL | Statement): Promise<(Buffer | null)[][]>
  /**
   * As `readAsDesk` for several statements, of which none builds on another's answer: still one round trip. Each sees what is
   * stored when it runs. Answers each one's rows.
   */
  readAllAsDesk(deskId: string, ...queries: (SQL | Statement)[]): Promise<(Buffer | null)[][][]>
  /**
   * A transaction of writing statements where only `deskId`'s rows exist, all sent before the first answer comes: one round
   * trip. None of them can build on another's answer. Answers each one's rows; an error undoes all.
   */
  writeAsDesk(deskId: string, ...statements: (SQL | Statement)[]): Promise<Record<string, unknown>[][]>
  /**
   * As `writeAsDesk` for several desks: one transaction, one round trip and one wait for the disk for all, each statement
   * where only its desk's rows exist. An error undoes all.
   */
  writeAsDesks(writes: readonly { deskId: string; statement: Statement }[]): Promise<Record<string, unknown>[][]>
  /**
   * Runs `work` where the rows of a person's sign-in exist (and, as the process of the version before has it, those of their
   * own desk).
   */
  asUser<T>(userId: string, work: (tx: Tx) => Promise<T>): Promise<T>
  /** As `readAsDesk` for the rows of a person's sign-in. */
  readAsUser(userId: string, query: SQL | Statement): Promise<(Buffer | null)[][]>
  /** Reads for what belongs to no signed-in user yet: one statement without a transaction around it. */
  readAsSystem<Row extends object>(query: SQL | Statement): Promise<Row[]>
  /** One writing statement for what belongs to no signed-in user; its whole transaction is one round trip. */
  writeAsSystem(query: SQL): Promise<Record<string, unknown>[]>
  /**
   * Many reading statements as of one moment, where only `deskId`'s rows, and those of the sign-in of `userId` if given, exist. They
   * hold one of the desk's places until `work` is done: nothing may be waited for in it but the database and what is as
   * quick, never a person.
   */
  readAtOneMoment<T>(whose: { deskId: string; userId?: string }, work: (sql: postgres.ReservedSql) => Promise<T>): Promise<T>
  /** The accounts whose rows exist in what is done for users; null: all of theirs. */
  readonly accounts: readonly string[] | null
  /**
   * The same tables where, beside the user's own, only these accounts' rows exist (row-level security by `app.accounts`).
   * The same object for the same accounts, as far as it is still known: caches go by it. @throws Error where one is no UUID
   */
  limitedTo(accounts: readonly string[] | null): Db
  /** The same without a limit: for what is the same for everybody (readings that are stored, what the process listens to). */
  readonly whole: Db
  /** How much is being done for users just now, how much waits for its turn, and how many places there are. */
  readonly use: { inside: number; waiting: number; places: number }
  /** The driver itself, for tests and benchmarks. */
  readonly connection: postgres.Sql
  /** Where LISTEN is heard: past a pooler, where one stands between. */
  readonly listening: postgres.Sql
  /** Settings that a connection begins with are refused or lost: `db/pooling`. */
  readonly pooled: boolean
  /** One connection beside the pool, opened on first use: the session that holds this process's locks (`db/locks`). */
  readonly lockSession: postgres.Sql
  close(): Promise<void>
}

export interface DbOptions {
  url: string
  /** Connections for what is done for users at most (default 10). */
  max?: number
  /** Connections beyond those, that no user's work takes: for signing in, knowing tokens and health checks (default 2). */
  spare?: number
  /** Role that the connections take on, for a login role that row-level security would not bind. */
  role?: string
  /** Default: connections are sessions. */
  reach?: Reach
  /** Asked for the past in the place of this database. */
  replica?: ReadReplica<Tx> | undefined
}

/** Places that one user's work leaves to others'. */
const LEFT_TO_OTHERS = 2

/** Statements with more parameters than this are as many as there are numbers of rows: none of them is kept. */
const MOST_KEPT_PARAMETERS = 40
/**
 * PostgreSQL's own figure for a page fetched out of order is one of turning disks: it makes reading and sorting all of an
 * account's snapshots look cheaper than following an index to the newest. What Ballast asks for is recent and in memory.
 */
const PLANNING = { random_page_cost: 1.1 }
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
/** Whoever holds a connection and asks nothing is cut off. */
const NO_LONG_PAUSE = `set local idle_in_transaction_session_timeout = '60s'`
/** As `asDesk` says it, as a statement that is kept for all desks. */
const AS_THIS_DESK = `select set_config('app.desk_id', $1, true)`
/** Limited ones that are kept, with what others keep by them. */
const MOST_LIMITED = 200
const AS_SYSTEM = `set local app.system = 'on'`

/** @throws Error where the id is none: it stands in the statement itself */
function asDesk(deskId: string): string {
  if (!UUID.test(deskId)) throw new Error('A desk is named by a UUID.')
  return `set local app.desk_id = '${deskId}'`
}

/** @throws Error where the id is none: it stands in the statement itself */
function asUser(userId: string): string {
  if (!UUID.test(userId)) throw new Error('A person is named by a UUID.')
  return `set local app.user_id = '${userId}'`
}

/** The statement that leaves these accounts' rows; empty: all of them stay. @throws Error where one is no UUID */
function onlyAccounts(accounts: readonly string[] | null): string {
  if (accounts === null) return ''
  if (!accounts.every((id) => UUID.test(id))) throw new Error('An account is named by a UUID.')
  // Braces alone are no account; nothing at all would be every one.
  return `; set local app.accounts = '{${accounts.join(',')}}'`
}

/** Opens a pool; connects on first use. */
export function openDb({ url, max = 10, spare = 2, role, reach = { pooled: false, sessionUrl: url }, replica }: DbOptions): Db {
  const { pooled, sessionUrl } = reach
  const settings = { ...PLANNING, ...(role ? { role } : {}) }
  const common = pooled ? {} : { connection: settings }
  const target = pooled ? { ...databaseTarget(url), pooled } : url
  /** Behind a pooler every transaction says what its connection could not. */
  const ours = pooled
    ? Object.entries(settings)
        .map(([name, value]) => `; set local ${name} = ${value}`)
        .join('')
    : ''
  const connection = openPostgres(target, { ...common, max: max + spare })
  const gate = new FairGate(max, Math.max(1, max - LEFT_TO_OTHERS))
  // Never recycled by age: its locks would go with it.
  const lockSession = openPostgres(sessionUrl, { ...common, max: 1, max_lifetime: null })
  const listening = pooled ? openPostgres(sessionUrl, { max: 1 }) : connection
  // Every request of the API asks whose its token is: statements follow each other here without waiting for answers.
  const systemReads = pooled
    ? openPostgres(target, { max: spare })
    : openPostgres(url, {
        max: 1,
        connection: { ...settings, 'app.system': 'on', default_transaction_read_only: true },
      })
  /** Runs work behind the statement that says whose rows exist; the work's first statement does not wait for it. */
  const transaction = <T>(who: string, work: (tx: Tx) => Promise<T>): Promise<T> => observed((said) => begun(who, work, said))
  const begun = <T>(who: string, work: (tx: Tx) => Promise<T>, said: (text: string) => void): Promise<T> => {
    saying = said
    // Drizzle begins before it returns. Should a version of it wait, this refuses to run: the next one's rows would be named.
    starting = who
    const running = db.transaction(work)
    if (starting === '') return running
    starting = ''
    throw new Error('A transaction did not begin at once.')
  }
  let starting = ''
  let saying = (_text: string): void => {}
  const db: Drizzle = drizzle(
    new Proxy(connection, {
      get(target, name) {
        if (name !== 'begin') return Reflect.get(target, name)
        return (work: (tx: postgres.TransactionSql) => Promise<unknown>) => {
          const [who, said] = [starting, saying]
          starting = ''
          if (who === '') throw new Error('A transaction must say whose rows exist: use asDesk or asSystem.')
          return target.begin(async (tx) => {
            const named = tx.unsafe(who).execute()
            const [result] = await Promise.all([work(keepingStatements(tx, said)), named])
            return result
          })
        }
      },
    }),
    { schema },
  )
  const standing = async () => {
    // How far it has come, not how far its log is written: what commits without waiting for the disk, as sums of accounts do, is
    // seen here before. Cluster and database stay what they are; asked with the rest, they cost nothing.
    const [row] = await connection<{ lsn: string; cluster: string; database: string }[]>`
      select pg_current_wal_insert_lsn()::text as lsn, (select system_identifier::text from pg_control_system()) as cluster,
        current_database() as database`
    if (!row) throw new Error('PostgreSQL does not say where it stands.')
    return row
  }
  const limits = new Map<string, Db>()
  const limitedTo = (accounts: readonly string[] | null): Db => {
    if (accounts === null) return whole
    const only = onlyAccounts([...new Set(accounts)].sort())
    const known = limits.get(only) ?? doorTo(accounts, only)
    // The one that was used longest ago goes first.
    limits.delete(only)
    limits.set(only, known)
    for (const oldest of limits.keys()) {
      if (limits.size <= MOST_LIMITED) break
      limits.delete(oldest)
    }
    return known
  }
  const doorTo = (accounts: readonly string[] | null, only: string): Db => {
    const readAll = async (id: string, named: string, queries: readonly (SQL | Statement)[]) => {
      const begin = `begin read only; ${named}${only}${ours}`
      const answers = await gate.run(id, () => inOneTrip(connection, begin, queries.map(written), (running) => running.raw()))
      return answers.map((rows) => [...rows])
    }
    return {
      connection,
      listening,
      pooled,
      lockSession,
      get use() {
        return { ...gate.use, places: max }
      },
      accounts,
      limitedTo,
      get whole() {
        return whole
      },
      asDesk: async (deskId, work) => {
        const who = `${asDesk(deskId)}${only}${ours}`
        return gate.run(deskId, () => transaction(who, work))
      },
      hasReplica: replica !== undefined,
      readPast: async (deskId, work) => {
        const there = await replica?.read({ deskId, accounts }, standing, work)
        if (there) return there.value
        const who = `${asDesk(deskId)}${only}${ours}`
        return gate.run(deskId, () => transaction(who, work))
      },
      asSystem: (work) => transaction(`${AS_SYSTEM}${ours}`, work),
      readAsDesk: async (deskId, query) => (await readAll(deskId, asDesk(deskId), [query]))[0] ?? [],
      readAllAsDesk: async (deskId, ...queries) => readAll(deskId, asDesk(deskId), queries),
      asUser: async (userId, work) => {
        const who = `${asUser(userId)}${only}${ours}`
        return gate.run(userId, () => transaction(who, work))
      },
      readAsUser: async (userId, query) => (await readAll(userId, asUser(userId), [query]))[0] ?? [],
      writeAsDesk: async (deskId, ...statements) => {
        const begin = `begin; ${asDesk(deskId)}${only}${ours}`
        const answers = await gate.run(deskId, () => inOneTrip(connection, begin, statements.map(written), (running) => running))
        return answers.map((rows) => [...rows])
      },
      writeAsDesks: async (writes) => {
        const [first] = writes
        if (!first) return []
        // Who each is for is said before its statement; what that answers is no answer.
        const statements = writes.flatMap(({ deskId, statement }) => [{ text: AS_THIS_DESK, params: [deskId] }, statement])
        const answers = await gate.run(first.deskId, () =>
          inOneTrip(connection, `begin${only}${ours}`, statements, (running) => running),
        )
        return answers.flatMap((rows, index) => (index % 2 === 1 ? [[...rows]] : []))
      },
      readAtOneMoment: async ({ deskId, userId }, work) => {
        const who = `${asDesk(deskId)}${userId === undefined ? '' : `; ${asUser(userId)}`}${only}${ours}`
        return gate.run(deskId, async () => {
          const reserved = await connection.reserve()
          try {
            await reserved.unsafe(`begin isolation level repeatable read read only; ${who}; ${NO_LONG_PAUSE}`)
            return await work(reserved)
          } finally {
            await reserved.unsafe('rollback').catch(() => {})
            reserved.release()
          }
        })
      },
      readAsSystem: async <Row extends object>(query: SQL | Statement) => {
        const { text, params } = written(query)
        if (pooled) {
          const begin = `begin read only; ${AS_SYSTEM}${ours}`
          const [rows] = await inOneTrip(
            systemReads,
            begin,
            [{ text, params }],
            (running) => running as PromiseLike<unknown> as PromiseLike<Row[]>,
          )
          return [...(rows ?? [])]
        }
        return observed(async (said) => {
          said(text)
          return [...(await systemReads.unsafe<Row[]>(text, params, { prepare: true }))]
        })
      },
      writeAsSystem: async (query) => {
        const [rows] = await inOneTrip(connection, `begin; ${AS_SYSTEM}${ours}`, [written(query)], (running) => running)
        return [...(rows ?? [])]
      },
      close: async () => {
        const sessions = pooled ? [lockSession, listening] : [lockSession]
        const pools = [systemReads, connection].map((pool) => pool.end({ timeout: 5 }))
        await Promise.all([...sessions.map((session) => session.end({ timeout: 1 })), ...pools, replica?.close()])
      },
    }
  }
  const whole = doorTo(null, '')
  return whole
}

type Running = postgres.PendingQuery<Record<string, unknown>[]>

/**
 * A transaction that is sent as a whole before the first answer comes. Should its beginning fail, the statements run where
 * no user is named: they find no rows and may write none.
 */
function inOneTrip<Rows>(
  connection: postgres.Sql,
  begin: string,
  statements: readonly Statement[],
  shape: (running: Running) => PromiseLike<Rows>,
): Promise<Rows[]> {
  return observed((said) => {
    for (const { text } of statements) said(text)
    return tripOf(connection, begin, statements, shape)
  })
}

async function tripOf<Rows>(
  connection: postgres.Sql,
  begin: string,
  statements: readonly Statement[],
  shape: (running: Running) => PromiseLike<Rows>,
): Promise<Rows[]> {
  const reserved = await connection.reserve()
  try {
    const begun = reserved.unsafe(begin).execute()
    const answers = statements.map(({ text, params }) => {
      const running = reserved.unsafe<Record<string, unknown>[]>(text, params, { prepare: true }).execute()
      return shape(running)
    })
    const ended = reserved.unsafe('commit').execute()
    // The connection is free when all were answered, whichever of them failed.
    await Promise.allSettled([begun, ...answers, ended])
    await begun
    const rows = await Promise.all(answers)
    await ended
    return rows
  } finally {
    reserved.release()
  }
}

/**
 * Has PostgreSQL keep statements once they were parsed: a round trip and their planning saved each time. Drizzle asks for
 * that only where a statement was given a name.
 */
function keepingStatements(tx: postgres.TransactionSql, said: (text: string) => void): postgres.TransactionSql {
  const unsafe = tx.unsafe
  tx.unsafe = (text, parameters, options) => {
    const count = parameters?.length ?? 0
    said(text)
    return unsafe(text, parameters, { ...options, prepare: count > 0 && count <= MOST_KEPT_PARAMETERS })
  }
  return tx
}
