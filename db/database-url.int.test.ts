import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openPostgres, pgConfig } from './connection'
import { migrate } from './migrate'
import { startOwnPostgres } from './own-postgres.testing'
import { asDatabaseProblem } from './problem'
import { openAppDb } from './roles'

/** An authority and a certificate of it for `localhost` alone. */
function certificates(folder: string): { key: string; cert: string; ca: string } {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' })
  const pair = ['-newkey', 'rsa:2048', '-nodes', '-days', '2']
  openssl('req', '-x509', ...pair, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Test authority')
  const named = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  openssl('req', '-x509', ...pair, '-CA', 'ca.pem', '-CAkey', 'ca.key', '-keyout', 'db.key', '-out', 'db.pem', ...named)
  const text = (name: string) => readFileSync(path.join(folder, name), 'utf8')
  return { key: text('db.key'), cert: text('db.pem'), ca: path.join(folder, 'ca.pem') }
}

let folder: string
let ca: string
let server: Awaited<ReturnType<typeof startOwnPostgres>>
let plain: Awaited<ReturnType<typeof startOwnPostgres>>
/** The server's address with another host, user and query. */
const address = (query: string, { host = 'localhost', of = server, login = '' } = {}) => {
  const url = new URL(of.url)
  url.hostname = host
  return `${login ? url.href.replace(/\/\/[^@]+@/, `//${login}@`) : url.href}?${query}`
}

const ENCRYPTED = 'select ssl from pg_stat_ssl where pid = pg_backend_pid()'

/** Whether each driver's connection is encrypted, or why it has none. */
async function both(url: string): Promise<unknown[]> {
  const sql = openPostgres(url, { max: 1, connect_timeout: 10 })
  const said = (error: unknown) => {
    const problem = asDatabaseProblem(error, url)
    return problem instanceof Error ? problem.message : String(problem)
  }
  const one = await sql
    .unsafe<{ ssl: boolean }[]>(ENCRYPTED)
    .then(([row]) => row?.ssl, said)
    .finally(() => sql.end({ timeout: 1 }))
  const client = new pg.Client({ ...pgConfig(url), connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  const other = await client
    .connect()
    .then(() => client.query<{ ssl: boolean }>(ENCRYPTED))
    .then(({ rows: [row] }) => row?.ssl, said)
    .finally(() => client.end().catch(() => {}))
  return [one, other]
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-tls-'))
  const made = certificates(folder)
  ca = made.ca
  server = await startOwnPostgres(made)
  plain = await startOwnPostgres()
})
afterAll(async () => {
  await server.stop()
  await plain.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('a database elsewhere', () => {
  it('is reached encrypted or not as its address says, by both drivers alike', async () => {
    expect(await both(address('sslmode=disable'))).toEqual([false, false])
    expect(await both(address('sslmode=require'))).toEqual([true, true])
    expect(await both(address('sslmode=require&channel_binding=require'))).toEqual([true, true])
    expect(await both(address(`sslmode=verify-full&sslrootcert=${ca}`))).toEqual([true, true])
    expect(await both(address(`sslmode=verify-ca&sslrootcert=${ca}`, { host: '127.0.0.1' }))).toEqual([true, true])
    expect(await both(address('application_name=desk&pgbouncer=true&schema=public', { of: plain }))).toEqual([false, false])
  })

  it('is not believed where its certificate does not hold, which is said in words', async () => {
    const stranger = expect.stringMatching(/nobody that is believed signed its certificate; DATABASE_CA_FILE may name who did/)
    expect(await both(address('sslmode=verify-full'))).toEqual([stranger, stranger])
    const another = expect.stringMatching(/its certificate is for another host/)
    const query = `sslmode=verify-full&sslrootcert=${ca}`
    expect(await both(address(query, { host: '127.0.0.1' }))).toEqual([another, another])
    const open = expect.stringMatching(/it (does|may) not encrypt, and sslmode asks for it/)
    expect(await both(address('sslmode=require', { of: plain }))).toEqual([open, open])
  })

  it('is believed by the certificate that the setting DATABASE_CA_FILE names, and its name is then checked', async () => {
    vi.stubEnv('DATABASE_CA_FILE', ca)
    try {
      expect(await both(address(''))).toEqual([true, true])
      const another = expect.stringMatching(/its certificate is for another host/)
      expect(await both(address('', { host: '127.0.0.1' }))).toEqual([another, another])
      // By neither driver in the clear.
      const open = expect.stringMatching(/cannot be used: it (does not encrypt|may not encrypt|closed the connection)/)
      expect(await both(address('', { of: plain }))).toEqual([open, open])
    } finally {
      vi.unstubAllEnvs()
    }
  })

  it('is migrated and served with a password of every character that addresses have a meaning for', async () => {
    const password = `+ %/?#&=@:;"'\\`
    const sql = openPostgres(server.url, { max: 1 })
    await sql.unsafe(`create role odd login superuser password '${password.replaceAll("'", "''").replaceAll('\\', '\\')}'`)
    await sql.end()
    const url = address(`sslmode=verify-full&sslrootcert=${ca}`, { login: `odd:${encodeURIComponent(password)}` })
    expect(await both(url)).toEqual([true, true])
    // A plus sign that is written as one is one.
    expect(await both(url.replace('%2B', '+'))).toEqual([true, true])
    await migrate(url)
    const db = await openAppDb({ url, max: 2 })
    const [row] = await db.asSystem((tx) => tx.execute<{ n: number }>('select count(*)::int as n from users'))
    expect(row).toEqual({ n: 0 })
    await db.close()
  })
})
