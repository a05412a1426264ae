import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTransactionPooler } from '@/db/pooler.testing'
import { databaseUrl, dropDatabase, onServer, type TestDatabase, testDatabase } from '@/db/testing'
import { openMasterKeys } from '@/server/vault/key-file'
import { openVault } from '@/server/vault/open-vault'

/** `npm run config` and `npm run doctor` as people run them, and commands that take their settings from ballast.env. */
const home = mkdtempSync(path.join(os.tmpdir(), 'ballast-ops-'))
const empty = `ballast_doctor_${randomBytes(6).toString('hex')}`
let database: TestDatabase
/** In the place of the exchanges: says what time it is there. */
let date = () => new Date()
const exchanges = createServer((_request, response) => response.writeHead(404, { date: date().toUTCString() }).end())
let exchangesUrl: string

const closedPort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 1))
    })
  })

/** A data folder of its own with this ballast.env. */
function folder(lines: Record<string, string>): string {
  const dataDir = mkdtempSync(path.join(home, 'data-'))
  const text = Object.entries(lines).map(([name, value]) => `${name}=${value}\n`)
  writeFileSync(path.join(dataDir, 'ballast.env'), text.join(''), { mode: 0o600 })
  return dataDir
}

function run(script: string, dataDir: string, env: Record<string, string> = {}, args: string[] = []) {
  const settings = Object.keys(process.env).filter((name) => /^(BALLAST_|DATABASE_|MIGRATION_|MASTER_|NEXTAUTH_)/.test(name))
  const child = spawn(process.execPath, ['--import', 'tsx', `scripts/${script}.ts`, ...args], {
    env: { ...process.env, ...Object.fromEntries(settings.map((name) => [name, ''])), DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => {
    const chunks: string[] = []
    stream.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk))
    return () => chunks.join('')
  })
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, stdout: stdout?.() ?? '', stderr: stderr?.() ?? '' })),
  )
}

/** What is right, for one thing of it to be broken. */
async function well(): Promise<{ dataDir: string; lines: Record<string, string> }> {
  const key = path.join(mkdtempSync(path.join(home, 'key-')), 'key')
  writeFileSync(key, masterKey, { mode: 0o600 })
  const lines = {
    DATABASE_URL: database.url,
    MASTER_KEY_FILE: key,
    EXCHANGE_BASE_URLS: JSON.stringify({ '*': exchangesUrl }),
    REGISTRATION: 'closed',
  }
  return { dataDir: folder(lines), lines }
}
const masterKey = randomBytes(32).toString('base64')

beforeAll(async () => {
  await new Promise<void>((resolve) => exchanges.listen(0, '127.0.0.1', resolve))
  const address = exchanges.address()
  exchangesUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  database = await testDatabase()
  await openVault(database.db, openMasterKeys({ DATA_DIR: home, MASTER_KEY: masterKey }))
  await onServer(database.ownerUrl, (sql) => sql.unsafe(`create database ${empty}`))
})
afterAll(async () => {
  exchanges.close()
  await dropDatabase(database.ownerUrl.replace(/\/[^/]*$/, '/postgres'), empty)
  await database.close()
  rmSync(home, { recursive: true, force: true })
})

describe('npm run config', () => {
  it('prints what is in force and from where, secrets masked', async () => {
    const secret = path.join(home, 'smtp')
    writeFileSync(secret, 'smtps://desk:hunter2@mail.example.com\n', { mode: 0o600 })
    const dataDir = folder({ PORT: '3100', SMTP_URL_FILE: secret, DATABASE_URL: 'postgres://ada:hunter2@db/x' })
    const { code, stdout, stderr } = await run('config', dataDir, { HOST: '0.0.0.0', METRICS_TOKEN: 'hunter2hunter2hunter2' })
    const file = path.join(dataDir, 'ballast.env')
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain(`Settings file: ${file}\n`)
    for (const line of [
      `PORT 3100 ${file}`,
      'HOST 0.0.0.0 environment',
      'LOG_LEVEL info default',
      `SMTP_URL smtps://desk:••••••••@mail.example.com ${secret}, by ${file}`,
      `DATABASE_URL postgres://ada:••••••••@db/x ${file}`,
      'METRICS_TOKEN •••••••• environment',
      'GITHUB_ID – not set',
    ]) {
      expect(stdout.replaceAll(/ +/g, ' ').split('\n')).toContain(line)
    }
    expect(stdout).not.toContain('hunter2')
  })

  it('prints the same where something does not fit, and says what', async () => {
    const { code, stdout, stderr } = await run('config', folder({ PORT: 'eighty' }))
    expect([code, stderr]).toEqual([1, 'config: PORT must be a whole number from 0 to 65535.\n'])
    expect(stdout).toMatch(/^PORT +eighty /m)
  })
})

describe('commands and processes take ballast.env', () => {
  it('a command for the operator, as it would the environment', async () => {
    const { dataDir } = await well()
    expect(await run('admin', dataDir, {}, ['list'])).toMatchObject({ code: 0, stderr: '' })
    expect(await run('migrate', folder({ DATABASE_URL: 'mysql://x' }))).toMatchObject({
      code: 1,
      stderr: 'The database cannot be migrated: DATABASE_URL must look like postgres://user:password@host:5432/database.\n',
    })
    // The environment comes first.
    const elsewhere = { DATABASE_URL: `postgres://u@127.0.0.1:${await closedPort()}/x` }
    expect((await run('admin', dataDir, elsewhere, ['list'])).stderr).toMatch(
      /^admin: The database at [^\n]+ nothing listens there/,
    )
  })

  it.each([
    [
      'start',
      [],
      /^Ballast cannot start: ballast\.env, line 1: REGISTRATON is no setting of Ballast; the nearest is REGISTRATION\.\n$/,
    ],
    ['migrate', [], /^The database cannot be migrated: ballast\.env, line 1: REGISTRATON is no setting/],
    ['backup', ['--out', path.join(home, 'x.backup')], /^backup: ballast\.env, line 1: REGISTRATON is no setting/],
    ['keys-rotate', [], /^keys:rotate: ballast\.env, line 1: REGISTRATON is no setting/],
    ['mcp', [], /^mcp: ballast\.env, line 1: REGISTRATON is no setting/],
    ['config', [], /^config: ballast\.env, line 1: REGISTRATON is no setting/],
  ] as const)('%s refuses a name that is none, in one line', async (script, args, line) => {
    const { code, stderr } = await run(script, folder({ REGISTRATON: 'closed' }), {}, [...args])
    expect(code).toBe(1)
    expect(stderr).toMatch(line)
    expect(stderr.split('\n')).toHaveLength(2)
  })
})

describe('npm run doctor', () => {
  const shown: string[] = []
  const doctor = async (what: string, dataDir: string, env: Record<string, string> = {}) => {
    const result = await run('doctor', dataDir, env)
    shown.push(`# ${what} (code ${result.code})\n${result.stdout}`)
    expect(result.stderr).toBe('')
    return result
  }
  afterAll(() => {
    // For whoever wants to read what people read: TEST_DOCTOR_OUT names a file.
    if (process.env.TEST_DOCTOR_OUT) writeFileSync(process.env.TEST_DOCTOR_OUT, shown.join('\n'))
  })

  it('finds nothing where nothing is wrong', async () => {
    const { dataDir } = await well()
    const { code, stdout } = await doctor('all is well', dataDir)
    expect(stdout).not.toMatch(/^✘/m)
    expect(code).toBe(0)
    for (const about of [
      'settings',
      'file rights',
      'space',
      'database',
      'migrations',
      'role',
      'walls',
      'master key',
      'exchanges',
      'clock',
    ]) {
      expect(stdout).toMatch(new RegExp(`^[✓!] ${about} `, 'm'))
    }
  })

  it('1: a name that is no setting, and a file of secrets that everybody can read', async () => {
    const { lines } = await well()
    const dataDir = folder({ ...lines, REGISTRATON: 'open' })
    chmodSync(path.join(dataDir, 'ballast.env'), 0o644)
    const { code, stdout } = await doctor('a misspelt name, in a file that everybody can read', dataDir)
    expect(code).toBe(1)
    expect(stdout).toMatch(
      /^✘ settings +ballast\.env, line 5: REGISTRATON is no setting of Ballast; the nearest is REGISTRATION\n +→ /m,
    )
    expect(stdout).toMatch(/^! file rights +\S+ballast\.env can be read by other users of this machine\n +→ chmod 600 /m)
  })

  it('2: another master key than the database was used with', async () => {
    const { dataDir } = await well()
    const other = path.join(home, 'other.key')
    writeFileSync(other, randomBytes(32).toString('base64'), { mode: 0o600 })
    const { code, stdout } = await doctor('another master key', dataDir, { MASTER_KEY_FILE: other })
    expect(code).toBe(1)
    expect(stdout).toMatch(
      /^✘ master key +the database was used with the key \w{16}, and \S+other\.key holds \w{16}\n +→ bring back the key/m,
    )
    // Missing, it is not made.
    const missing = path.join(home, 'missing', 'master.key')
    mkdirSync(path.dirname(missing))
    const none = await run('doctor', dataDir, { MASTER_KEY_FILE: missing })
    expect(none.stdout).toMatch(/^✘ master key +\S+master\.key is missing\n +→ bring it back .*\(its id is \w{16}\)/m)
  })

  it('3: a database that refuses the password, and one that is not there; neither password is told', async () => {
    const { dataDir } = await well()
    const wrong = new URL(database.url)
    wrong.password = 'hunter2'
    const { code, stdout } = await doctor('a password that the database refuses', dataDir, { DATABASE_URL: wrong.href })
    expect(code).toBe(1)
    expect(stdout).toMatch(
      /^✘ database +The database at \S+ cannot be used: it refuses the password\n +→ .*\(set by the environment\)/m,
    )
    expect(stdout).not.toContain('hunter2')
    const gone = await run('doctor', dataDir, { DATABASE_URL: `postgres://u@127.0.0.1:${await closedPort()}/x` })
    expect(gone.stdout).toMatch(/^✘ database +.*nothing listens there/m)
  })

  it('4: a database without tables; one with a table that row-level security does not guard', async () => {
    const { dataDir, lines } = await well()
    const { code, stdout } = await doctor('a database without tables', dataDir, {
      DATABASE_URL: databaseUrl(database.ownerUrl, empty),
    })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^✘ migrations +the database has no tables of Ballast yet\n +→ `npm run migrate`/m)
    const sql = postgres(database.ownerUrl, { max: 1 })
    await sql`alter table channels no force row level security`
    try {
      const open = await doctor('a table that row-level security does not guard from its owner', folder(lines))
      expect(open.code).toBe(1)
      expect(open.stdout).toMatch(/^✘ walls +row-level security is off for channels\n +→ as the owner: alter table channels/m)
    } finally {
      await sql`alter table channels force row level security`
      await sql.end()
    }
  })

  it('5: exchanges and mail out of reach, and a clock that is wrong', async () => {
    const { dataDir } = await well()
    const closed = `http://127.0.0.1:${await closedPort()}`
    const away = { EXCHANGE_BASE_URLS: JSON.stringify({ '*': closed }), SMTP_URL: closed.replace('http', 'smtp') }
    const { code, stdout } = await doctor('exchanges and mail out of reach', dataDir, away)
    expect(code).toBe(1)
    expect(stdout).toMatch(/^✘ exchanges +okx is out of reach: nothing listens there\n +→ see whether a firewall/m)
    expect(stdout).toMatch(/^✘ mail +The mail server at \S+ cannot be used: nothing listens there\n +→ put SMTP_URL right/m)
    date = () => new Date(Date.now() + 90_000)
    const late = await doctor('a clock that is behind', dataDir)
    date = () => new Date()
    expect(late.code).toBe(1)
    expect(late.stdout).toMatch(
      /^✘ clock +this machine's clock is (89|90|91) s behind those of the exchanges, which refuse such calls\n +→ /m,
    )
  })
  it('takes the clock by the database as it was when the database told it, however long the next address takes', async () => {
    const { dataDir } = await well()
    // Takes connections and says nothing, until whoever asks gives up.
    const silent = createTcpServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const address = silent.address()
    const slow = `postgres://u@127.0.0.1:${typeof address === 'object' && address ? address.port : 1}/x`
    try {
      // No exchange tells the time.
      const away = { '*': `http://127.0.0.1:${await closedPort()}` }
      const env = { MIGRATION_DATABASE_URL: slow, EXCHANGE_BASE_URLS: JSON.stringify(away) }
      const { stdout } = await doctor('an address for migrations that does not answer', dataDir, env)
      expect(stdout).toMatch(/^✘ migrations by +The database at \S+ cannot be used: it does not answer\n +→ /m)
      expect(stdout).toMatch(/^✓ clock +within 3 s of those of database$/m)
    } finally {
      silent.close()
    }
  })
  it('says what is missing behind a pooler that shares sessions, and looks at all else', async () => {
    const { dataDir } = await well()
    const pooler = await startTransactionPooler(database.url)
    try {
      const env = { DATABASE_URL: pooler.url }
      const { code, stdout } = await doctor('a transaction pooler without the address past it', dataDir, env)
      expect(code).toBe(1)
      expect(stdout).toMatch(
        /^✘ database +What stands at DATABASE_URL shares sessions[^\n]+: set DATABASE_DIRECT_URL [^\n]+\n +→ .*"Behind PgBouncer"/m,
      )
      for (const rest of [
        /^– master key /m,
        /^✓ exchanges /m,
        /^✓ clock +within 3 s of those of exchanges and database$/m,
        /^– mail /m,
      ])
        expect(stdout).toMatch(rest)
      const past = await run('doctor', dataDir, { ...env, DATABASE_DIRECT_URL: database.url })
      expect(past).toMatchObject({ code: 0, stderr: '' })
      expect(past.stdout).toMatch(/^✓ master key /m)
    } finally {
      await pooler.stop()
    }
  })
})
