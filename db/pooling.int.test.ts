import { sql } from 'drizzle-orm'
import PgBoss from 'pg-boss'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from './client'
import { openPostgres, pgConfig } from './connection'
import { advisoryLocks } from './locks'
import { migrate } from './migrate'
import { startOwnPostgres } from './own-postgres.testing'
import { PGBOUNCER, type Pooler, startPgBouncer, startSessionPooler, startTransactionPooler } from './pooler.testing'
import { loginOf } from './pooling'
import { asDatabaseProblem } from './problem'
import { APP_ROLE, openAppDb } from './roles'
import { users } from './schema'
import { written } from './statement'
import { type TestDatabase, testDatabase } from './testing'
import { troubleOf } from './trouble'

const patient = { timeout: 50_000, interval: 50 }
let database: TestDatabase
const poolers: Pooler[] = []
const started = async (pooler: Promise<Pooler>) => {
  const own = await pooler
  poolers.push(own)
  return own.url
}

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(async () => {
  for (const pooler of poolers) await pooler.stop()
  await database.close()
})

const TRANSACTION = { pool_mode: 'transaction', default_pool_size: '8' }
/** Ways to a database that gives each transaction another session: our own pooler always, PgBouncer where it is installed. */
const shared: [string, () => Promise<Pooler>][] = [
  ['a transaction pooler', () => startTransactionPooler(database.url)],
  ...(PGBOUNCER === undefined
    ? []
    : ([
        ['PgBouncer in transaction mode', () => startPgBouncer(database.url, TRANSACTION)],
        [
          'PgBouncer in transaction mode that leaves settings out without a word',
          () =>
            startPgBouncer(database.url, {
              ...TRANSACTION,
              ignore_startup_parameters:
                'app.probe,random_page_cost,role,app.system,default_transaction_read_only,options,extra_float_digits',
            }),
        ],
      ] satisfies [string, () => Promise<Pooler>][])),
]

/** What the application does with its database, on this one. */
async function used(db: Db): Promise<void> {
  const email = `${crypto.randomUUID()}@example.com`
  const [user] = await db.asSystem((tx) => tx.insert(users).values({ email }).returning({ id: users.id }))
  const id = user?.id ?? ''
  // Whose rows exist is said in each transaction, and for nobody else: many at once, on few sessions.
  const [other] = await db.asSystem((tx) =>
    tx
      .insert(users)
      .values({ email: `x${email}` })
      .returning({ id: users.id }),
  )
  const seen = await Promise.all(
    Array.from({ length: 60 }, async (_, index) => {
      const of = index % 2 === 0 ? id : (other?.id ?? '')
      const rows = await db.asUser(of, (tx) => tx.select({ id: users.id }).from(users))
      return rows.length === 1 && rows[0]?.id === of
    }),
  )
  expect(seen).not.toContain(false)
  expect((await db.readAsUser(id, sql`select id::text from users where id = ${id}`)).map(([cell]) => String(cell))).toEqual([id])
  expect(await db.writeAsDesk(id, sql`update desks set name = ${`y${email}`} where id = ${id} returning name`)).toEqual([
    [{ name: `y${email}` }],
  ])
  // An API token is looked up so: as the system, with parameters, without waiting for each other.
  const found = await Promise.all(
    Array.from({ length: 20 }, () => db.readAsSystem<{ id: string }>(sql`select id from desks where name = ${`y${email}`}`)),
  )
  expect(found.map(([row]) => row?.id)).toEqual(Array.from({ length: 20 }, () => id))
  expect(await db.readAtOneMoment({ deskId: id, userId: id }, async (one) => (await one`select id from users`).length)).toBe(1)
  const [planned] = await db.asDesk(id, (tx) =>
    tx.execute<{ cost: string }>(sql`select current_setting('random_page_cost') as cost`),
  )
  expect(planned?.cost).toBe('1.1')
  // Nothing of it stays with a session.
  const left = await Promise.all(Array.from({ length: 12 }, () => db.connection`select id from users`))
  expect(left.flat()).toEqual([])
}

describe.each(shared)('behind %s', (_name, start) => {
  let url: string
  beforeAll(async () => {
    url = await started(start())
  })

  it('is seen, and the address of PostgreSQL itself asked for, in one sentence', async () => {
    expect(await loginOf(url)).toMatchObject({ pooled: true })
    await expect(openAppDb({ url, directUrl: '' })).rejects.toThrow(
      /shares sessions among connections \(PgBouncer in transaction mode\).*: set DATABASE_DIRECT_URL to the address of PostgreSQL itself/,
    )
    await expect(migrate(url)).rejects.toThrow(
      /^Migrations need a session of their own.*DATABASE_DIRECT_URL, lead to PostgreSQL itself\.$/,
    )
  })

  it('serves rows, hears what is told and lets go of its locks', async () => {
    const db = await openAppDb({ url, directUrl: database.url, max: 6 })
    try {
      expect(db.pooled).toBe(true)
      await used(db)
      const heard: string[] = []
      await db.listening.listen('ballast_test', (payload) => heard.push(payload))
      await db.asSystem((tx) => tx.execute(sql`select pg_notify('ballast_test', 'told')`))
      await expect.poll(() => heard, patient).toEqual(['told'])

      const locks = advisoryLocks(db)
      for (let round = 0; round < 20; round++) {
        expect(await locks.tryLock(`lock ${round}`)).toBe(true)
        await locks.unlock(`lock ${round}`)
      }
      expect(await locks.tryLock('kept')).toBe(true)
      expect(await advisoryLocks(database.db).tryLock('kept')).toBe(false)
      expect(await held()).toBe(1)
      await locks.releaseAll()
      expect(await held()).toBe(0)
    } finally {
      await db.close()
    }
  })

  it('has its queue', async () => {
    const boss = new PgBoss({ ...pgConfig(url), max: 2 })
    boss.on('error', () => {})
    await boss.start()
    try {
      await boss.createQueue('pooled', { name: 'pooled' })
      await boss.send('pooled', { n: 1 })
      expect((await boss.fetch<{ n: number }>('pooled')).map(({ data }) => data)).toEqual([{ n: 1 }])
    } finally {
      await boss.stop({ graceful: false, wait: true })
    }
  })

  it('refuses another database as the way past it', async () => {
    const other = await testDatabase()
    try {
      await expect(openAppDb({ url, directUrl: other.url })).rejects.toThrow(
        'What is told through DATABASE_URL is not heard at DATABASE_DIRECT_URL: it must lead to the same database, past the pooler.',
      )
    } finally {
      await other.close()
    }
  })
})

/** Session locks that this database has now. */
async function held(): Promise<number> {
  const one = openPostgres(database.url, { max: 1 })
  const [row] = await one<{ n: number }[]>`
    select count(*)::int as n from pg_locks l join pg_database d on d.oid = l.database
    where l.locktype = 'advisory' and d.datname = current_database()`
  await one.end()
  return row?.n ?? -1
}

const SESSION = { pool_mode: 'session', default_pool_size: '40' }
const kept: [string, (url: string) => Promise<Pooler>][] = [
  ['a session pooler', (url) => startSessionPooler(url)],
  ...(PGBOUNCER === undefined
    ? []
    : ([['PgBouncer in session mode', (url) => startPgBouncer(url, SESSION)]] satisfies [
        string,
        (url: string) => Promise<Pooler>,
      ][])),
]

describe.each(kept)('behind %s', (_name, start) => {
  it('is migrated and used with one address', async () => {
    const url = await started(start(database.url))
    expect(await loginOf(url)).toMatchObject({ pooled: true })
    const db = await openAppDb({ url, directUrl: '', max: 6 })
    try {
      await used(db)
      const heard: string[] = []
      await db.listening.listen('ballast_test', (payload) => heard.push(payload))
      await db.asSystem((tx) => tx.execute(sql`select pg_notify('ballast_test', 'told')`))
      await expect.poll(() => heard, patient).toEqual(['told'])
      expect(await advisoryLocks(db).tryLock('session')).toBe(true)
      expect(await advisoryLocks(database.db).tryLock('session')).toBe(false)
    } finally {
      await db.close()
    }
    await migrate(await started(start(database.ownerUrl)))
  })
})

describe('what a pooler says itself', () => {
  it.each([
    ['no such database: ballast', 'the pooler there knows no database of that name', null],
    ['no such user: ada', 'the pooler there refuses the user or the password', null],
    ['SASL authentication failed', 'the pooler there refuses the user or the password', null],
    ['query_wait_timeout', 'the pooler there had no connection free for too long', 'away'],
    ['no more connections allowed (max_client_conn)', 'the pooler there takes no more connections', 'away'],
    ['server login has been failing, try again later (server_login_retry)', 'the pooler there does not reach PostgreSQL', 'away'],
    ['unsupported startup parameter: options', 'what stands between takes no such setting', null],
  ])('%s: in words, and waited for where it passes', (message, words, trouble) => {
    const error = Object.assign(new Error(message), { code: '08P01' })
    const problem = asDatabaseProblem(error, 'postgres://ada:hunter2@db/x')
    expect(String(problem)).toContain(words)
    expect(String(problem)).not.toContain('hunter2')
    expect(troubleOf(problem)).toBe(trouble)
  })

  if (PGBOUNCER === undefined)
    console.warn('PgBouncer is not installed here: only our own poolers stood in between (apt-get install pgbouncer).')
  else
    it('and PgBouncer that does not reach PostgreSQL', async () => {
      const gone = new URL(database.url)
      gone.port = '1'
      const url = await started(startPgBouncer(gone.href, { ...SESSION, server_login_retry: '1', query_wait_timeout: '2' }))
      await expect(openAppDb({ url })).rejects.toThrow(/the pooler there (does not reach PostgreSQL|had no connection free)/)
    })
})

describe('a superuser’s login takes on the role that row-level security binds, whichever door is used', () => {
  let own: Awaited<ReturnType<typeof startOwnPostgres>>
  beforeAll(async () => {
    own = await startOwnPostgres()
    await migrate(own.url)
  })
  afterAll(() => own.stop())

  it.each<[string, () => Promise<string>]>([
    ['PostgreSQL itself', async () => own.url],
    ['a transaction pooler', () => started(startTransactionPooler(own.url))],
  ])('at %s', async (_name, address) => {
    const whole = await openAppDb({ url: await address(), directUrl: own.url, max: 2 })
    const [deskId, account] = [crypto.randomUUID(), crypto.randomUUID()]
    const who = sql`select current_user::text as name`
    const statement = written(who)
    try {
      for (const db of [whole, whole.limitedTo([account])]) {
        const names = {
          asDesk: (await db.asDesk(deskId, (tx) => tx.execute<{ name: string }>(who)))[0]?.name,
          asSystem: (await db.asSystem((tx) => tx.execute<{ name: string }>(who)))[0]?.name,
          readAsDesk: String((await db.readAsDesk(deskId, who))[0]?.[0]),
          writeAsDesk: (await db.writeAsDesk(deskId, who))[0]?.[0]?.name,
          writeAsDesks: (await db.writeAsDesks([{ deskId, statement }]))[0]?.[0]?.name,
          readAsSystem: (await db.readAsSystem<{ name: string }>(who))[0]?.name,
          writeAsSystem: (await db.writeAsSystem(who))[0]?.name,
          readAtOneMoment: await db.readAtOneMoment(
            { deskId },
            async (one) => (await one`select current_user::text as name`)[0]?.name,
          ),
        }
        expect(names).toEqual(Object.fromEntries(Object.keys(names).map((door) => [door, APP_ROLE])))
      }
    } finally {
      await whole.close()
    }
  })
})

it('PostgreSQL itself is no pooler', async () => {
  expect(await loginOf(database.url)).toMatchObject({ pooled: false })
  expect(database.db.pooled).toBe(false)
})
