import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { migrate } from './migrate'
import { APP_ROLE, applicationRole, openAppDb } from './roles'
import { databaseUrl, dropDatabase, onServer } from './testing'

const server = process.env.TEST_DATABASE_URL ?? ''

describe('migrate', () => {
  const name = `ballast_test_${randomBytes(8).toString('hex')}`
  const url = databaseUrl(server, name)

  afterEach(() => dropDatabase(server, name))

  it('is safe in several processes at once, and again', async () => {
    await onServer(server, (sql) => sql.unsafe(`create database ${name}`))
    await Promise.all([migrate(url), migrate(url), migrate(url)])
    await migrate(url)
    const applied = await onServer(url, (sql) => sql`select hash from drizzle.__drizzle_migrations`)
    expect(applied.length).toBe(new Set(applied.map((row) => row.hash)).size)
    expect(applied.length).toBeGreaterThan(1)
  })

  it('says in one sentence that the server is out of reach, without the password', async () => {
    const away = 'postgres://someone:hunter2@127.0.0.1:1/ballast'
    await expect(migrate(away)).rejects.toThrow('The database at 127.0.0.1:1/ballast cannot be used: nothing listens there.')
    await expect(openAppDb({ url: away })).rejects.toThrow('nothing listens there')
  })

  it('says that a database does not exist', async () => {
    await expect(migrate(databaseUrl(server, 'no_such_database'))).rejects.toThrow('there is no database of that name')
  })
})

describe('the application’s role', () => {
  it('is the login role itself where row-level security binds it, else one that it binds', async () => {
    const [login] = await onServer(
      server,
      (sql) => sql`select rolsuper or rolbypassrls as exempt from pg_roles where rolname = current_user`,
    )
    expect(await applicationRole(server)).toBe(login?.exempt ? APP_ROLE : undefined)
  })
})
