import { spawn, spawnSync } from 'node:child_process'
import { createWriteStream, existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { knownMigrations } from '@/db/known-migrations'
import { migrate } from '@/db/migrate'
import { debianPrograms, startOwnPostgres } from '@/db/own-postgres.testing'
import { onServer } from '@/db/testing'
import { refreshAccount } from '../services/balances/refresh-account'
import { type Entry, packed, unpacked } from './archive'
import { checkBackup } from './check'
import { backupDesk, contentOf, countsOf } from './desk.testing'
import { makeBackup } from './make'
import { restoreBackup } from './restore'
import { unseal } from './seal'

const PASSPHRASE = 'a long enough passphrase'
const embedded = process.env.TEST_DATABASE_URL ?? ''
let own = ''
let stopOwn = async () => {}

beforeAll(async () => {
  const started = await startOwnPostgres()
  own = started.url
  stopOwn = started.stop
})
afterAll(() => stopOwn())
const desk = backupDesk()

async function filled(server: string) {
  const installation = { url: await desk.emptyDatabase(server), dataDir: desk.newFolder() }
  await migrate(installation.url)
  const { ctx, accountIds } = await desk.as(installation, (deps) => desk.signUp(deps))
  return { ...installation, deskId: ctx.deskId, accountIds }
}
const plain = { passphrase: null, masterKeys: null }
const empty = { passphrase: null, replace: false }

/** A backup with other entries than it was made with. */
async function altered(file: string, change: (entry: Entry) => Entry | null): Promise<string> {
  const entries = async function* () {
    for await (const entry of unpacked(await unseal(file, null))) {
      const changed = change(entry)
      if (changed) yield changed
    }
  }
  const out = desk.newFile()
  await pipeline(packed(entries(), new Date()), createWriteStream(out))
  return out
}
const asText = ({ bytes }: Entry) => Buffer.from(bytes).toString()

describe('a backup', () => {
  it.each<[string, () => string, () => string]>([
    ['the embedded PostgreSQL', () => embedded, () => embedded],
    ['one’s own PostgreSQL, logged in as a superuser', () => own, () => own],
    ['the embedded one into one’s own', () => embedded, () => own],
    ['one’s own into the embedded one', () => own, () => embedded],
  ])('of %s: everything comes back, and accounts are read with it', async (_what, from, to) => {
    const source = await filled(from())
    const before = await contentOf(source.url)
    const file = desk.newFile()
    const { manifest, bytes } = await makeBackup({ url: source.url, out: file, ...plain })
    expect(statSync(file)).toMatchObject({ size: bytes })
    expect(statSync(file).mode & 0o077).toBe(0)
    expect(Object.fromEntries(manifest.tables.map(({ name, rows }) => [name, rows]))).toEqual(await countsOf(source.url))
    expect(manifest.tables.find(({ name }) => name === 'holdings')?.rows).toBe(2)

    const url = await desk.emptyDatabase(to())
    const restored = await restoreBackup(url, { from: file, ...empty, keys: { DATA_DIR: source.dataDir } })
    expect(restored.missingKeyIds).toEqual([])
    expect(await contentOf(url)).toEqual(before)
    await desk.as({ url, dataDir: source.dataDir }, async (deps) => {
      const [ofTest] = await deps.db.connection`select count(*)::int as visible from accounts`
      expect(ofTest).toEqual({ visible: 0 })
      const forced = await deps.db.connection`select from pg_class where relname = 'accounts' and relforcerowsecurity`
      expect(forced).toHaveLength(1)
      const ctx = { ...deps, deskId: source.deskId, actor: { kind: 'system' as const }, signal: new AbortController().signal }
      for (const id of source.accountIds) expect(await refreshAccount(ctx, id)).toMatchObject({ ok: true })
      const [ids] = await deps.db.asSystem(async (tx) =>
        tx.execute(`select min(id)::int as first, max(id)::int as last, count(*)::int as n from snapshots`),
      )
      expect(ids).toEqual({ first: 1, last: 4, n: 4 })
    })
  })

  it('is made whole as the role of the processes, which the worker is', async () => {
    const processes = new URL(process.env.TEST_PROCESSES_URL ?? '')
    const source = await filled(embedded)
    await migrate(source.url, processes.username)
    processes.pathname = new URL(source.url).pathname
    const { manifest } = await makeBackup({ url: processes.toString(), out: desk.newFile(), ...plain })
    expect(Object.fromEntries(manifest.tables.map(({ name, rows }) => [name, rows]))).toEqual(await countsOf(source.url))
  })

  it('is of one moment, while others write', async () => {
    const source = await filled(embedded)
    const writing = new AbortController()
    const writer = postgres(source.url, { max: 1, connection: { 'app.system': 'on' } })
    const write = async () => {
      for (let n = 0; !writing.signal.aborted; n++)
        await writer.begin(async (tx) => {
          const at = `${n + 1} seconds`
          await tx`
            insert into snapshots (account_id, user_id, as_of, duration_ms, equities, unpriced, not_included, warnings)
            select account_id, user_id, as_of + ${at}::interval, 1, equities, unpriced, not_included, warnings
            from snapshots where id = 1`
          await tx`insert into holdings select account_id, user_id, day, gen_random_uuid(), assets from holdings limit 1`
        })
    }
    const written = write()
    const files: string[] = []
    for (let n = 0; n < 3; n++) {
      const file = desk.newFile()
      await makeBackup({ url: source.url, out: file, ...plain })
      files.push(file)
    }
    writing.abort()
    await written
    await writer.end()
    for (const file of files) {
      const rows = new Map((await checkBackup(file, null)).tables.map((table) => [table.name, table.rows]))
      expect(rows.get('holdings')).toBe(rows.get('snapshots'))
    }
  })

  it('is opened by its passphrase alone, and then holds the master key if that was asked for', async () => {
    const source = await filled(embedded)
    const key = readFileSync(path.join(source.dataDir, 'master.key'), 'utf8')
    const file = desk.newFile()
    await expect(makeBackup({ url: source.url, out: file, passphrase: null, masterKeys: key })).rejects.toThrow(
      /with a passphrase only/,
    )
    await makeBackup({ url: source.url, out: file, passphrase: PASSPHRASE, masterKeys: key })
    expect(readFileSync(file).subarray(0, 21).toString()).toBe('age-encryption.org/v1')
    await expect(checkBackup(file, null)).rejects.toThrow('The file is encrypted: give its passphrase.')
    await expect(checkBackup(file, 'another passphrase')).rejects.toThrow(/the passphrase is another, or the file is damaged/)

    const [url, dataDir] = [await desk.emptyDatabase(embedded), desk.newFolder()]
    const restored = await restoreBackup(url, { from: file, passphrase: PASSPHRASE, replace: false, keys: { DATA_DIR: dataDir } })
    expect(restored).toMatchObject({ keyFile: path.join(dataDir, 'master.key'), missingKeyIds: [] })
    expect(readFileSync(path.join(dataDir, 'master.key'), 'utf8')).toBe(key)
    expect(statSync(path.join(dataDir, 'master.key')).mode & 0o077).toBe(0)
    expect(await contentOf(url)).toEqual(await contentOf(source.url))

    const other = desk.newFolder()
    writeFileSync(path.join(other, 'master.key'), `${Buffer.alloc(32, 7).toString('base64')}\n`)
    await expect(
      restoreBackup(url, { from: file, passphrase: PASSPHRASE, replace: true, keys: { DATA_DIR: other } }),
    ).rejects.toThrow(/holds other master keys than/)
  })

  it('tells which master key it needs where that is apart', async () => {
    const source = await filled(embedded)
    const file = desk.newFile()
    const { manifest } = await makeBackup({ url: source.url, out: file, ...plain })
    expect(manifest.masterKeyIds).toHaveLength(1)
    const url = await desk.emptyDatabase(embedded)
    const { missingKeyIds } = await restoreBackup(url, { from: file, ...empty, keys: { DATA_DIR: desk.newFolder() } })
    expect(missingKeyIds).toEqual(manifest.masterKeyIds)
  })

  it.each([
    [
      'shows one person’s alone',
      `drop policy accounts_tenant on accounts;
       create policy accounts_tenant on accounts using (user_id = nullif(current_setting('app.user_id', true), '')::uuid)`,
    ],
    ['takes some from all', `create policy hiding on accounts as restrictive using (exchange <> 'okx')`],
    [
      'looks like the one for limited tokens',
      `create policy hiding on accounts as restrictive
       using (((select coalesce(current_setting('app.accounts', true), '') = '') or true) and exchange <> 'okx')`,
    ],
  ])('is refused rather than made without rows that a policy hides, which %s', async (_how, policy) => {
    const source = await filled(embedded)
    await onServer(source.url, async (sql) => void (await sql.unsafe(policy)))
    const out = desk.newFile()
    await expect(makeBackup({ url: source.url, out, ...plain })).rejects.toThrow(
      /^Row-level security hides rows of accounts from the role \w+: nothing was backed up/,
    )
    expect(existsSync(out)).toBe(false)
  })

  it('overwrites nothing, and leaves nothing half behind', async () => {
    const source = await filled(embedded)
    const out = desk.newFile()
    writeFileSync(out, 'mine')
    await expect(makeBackup({ url: source.url, out, ...plain })).rejects.toThrow(/is there already/)
    expect(readFileSync(out, 'utf8')).toBe('mine')
    const nowhere = path.join(path.dirname(out), 'missing', 'file')
    await expect(makeBackup({ url: source.url, out: nowhere, ...plain })).rejects.toThrow(
      /cannot be written: the folder does not exist/,
    )
    const before = readdirSync(path.dirname(out))
    await expect(makeBackup({ url: await desk.emptyDatabase(embedded), out: desk.newFile(), ...plain })).rejects.toThrow(
      'The database holds no Ballast: there is nothing to back up.',
    )
    expect(readdirSync(path.dirname(out))).toEqual(before)
  })
})

describe('a restore', () => {
  it('refuses a place that holds accounts, unless told; what else the database holds stays', async () => {
    const [source, target] = [await filled(embedded), await filled(embedded)]
    await onServer(target.url, (sql) => sql`create table somebody_elses as select 42 as answer`)
    const file = desk.newFile()
    await makeBackup({ url: source.url, out: file, ...plain })
    const keys = { DATA_DIR: source.dataDir }
    const before = await contentOf(target.url)
    await expect(restoreBackup(target.url, { from: file, ...empty, keys })).rejects.toThrow(
      /^The database there holds 1 person and 2 accounts: restore into an empty one, or add --replace/,
    )
    expect(await contentOf(target.url)).toEqual(before)
    await restoreBackup(target.url, { from: file, ...empty, replace: true, keys })
    const { somebody_elses: others, ...after } = await contentOf(target.url)
    expect(after).toEqual(await contentOf(source.url))
    expect(others).toBe(before.somebody_elses)
  })

  it('takes a place that was started and nobody has used for empty', async () => {
    const source = await filled(embedded)
    const file = desk.newFile()
    await makeBackup({ url: source.url, out: file, ...plain })
    const target = { url: await desk.emptyDatabase(embedded), dataDir: source.dataDir }
    await migrate(target.url)
    await desk.as(target, async () => {})
    await restoreBackup(target.url, { from: file, ...empty, keys: { DATA_DIR: source.dataDir } })
    expect(await contentOf(target.url)).toEqual(await contentOf(source.url))
  })

  it.each<[string, (file: string) => Promise<string> | string, RegExp]>([
    [
      'that was cut off',
      (file) => {
        truncateSync(file, Math.floor(statSync(file).size * 0.6))
        return file
      },
      /damaged, cut off, or no backup/,
    ],
    ['without its end', (file) => altered(file, (entry) => (entry.name === 'end.json' ? null : entry)), /its end is missing/],
    [
      'with a row less',
      (file) =>
        altered(file, (entry) =>
          entry.name.startsWith('tables/holdings/')
            ? { ...entry, bytes: Buffer.from(asText(entry).split('\n').slice(1).join('\n')) }
            : entry,
        ),
      /Of holdings 1 rows are in the file, where 2 should be/,
    ],
    [
      'with a row that is none',
      (file) =>
        altered(file, (entry) =>
          entry.name.startsWith('tables/holdings/') ? { ...entry, bytes: Buffer.from('a\nb\n') } : entry,
        ),
      /^The database refuses rows of holdings \([^)]+\): nothing was restored\.$/,
    ],
    [
      'that is no backup',
      (file) => {
        writeFileSync(file, 'hello')
        return file
      },
      /damaged, cut off, or no backup/,
    ],
    [
      'of a newer format',
      (file) =>
        altered(file, (entry) =>
          entry.name === 'manifest.json'
            ? { ...entry, bytes: Buffer.from(asText(entry).replace('"format": 1', '"format": 2')) }
            : entry,
        ),
      /^The file was made by a newer Ballast: update Ballast, then restore\.$/,
    ],
    [
      'of a newer schema',
      (file) =>
        altered(file, (entry) => {
          if (entry.name !== 'manifest.json') return entry
          const manifest = JSON.parse(asText(entry))
          manifest.migrations.push({ tag: '9999_later', when: 4_000_000_000_000 })
          return { ...entry, bytes: Buffer.from(JSON.stringify(manifest)) }
        }),
      /^The file was made by a newer Ballast \(its database is at 9999_later; this version knows up to \w+\): update Ballast/,
    ],
  ])('of a file %s says so in one sentence and leaves all as it was', async (_what, damage, sentence) => {
    const source = await filled(embedded)
    const file = desk.newFile()
    await makeBackup({ url: source.url, out: file, ...plain })
    const damaged = await damage(file)
    const target = await filled(embedded)
    const before = await contentOf(target.url)
    await expect(
      restoreBackup(target.url, { from: damaged, ...empty, replace: true, keys: { DATA_DIR: source.dataDir } }),
    ).rejects.toThrow(sentence)
    expect(await contentOf(target.url)).toEqual(before)
  })

  it('brings a file of the version before up to date', async () => {
    const known = knownMigrations()
    const url = await desk.emptyDatabase(embedded)
    await onServer(url, async (sql) => {
      await sql.unsafe(
        'create schema drizzle; create table drizzle.__drizzle_migrations (id serial, hash text, created_at bigint)',
      )
      for (const { statements, hash, when } of known.slice(0, -1)) {
        for (const statement of statements) await sql.unsafe(statement)
        await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${when})`
      }
      await sql`select set_config('app.system', 'on', false)`
      await sql`insert into users (email) values ('before@example.com')`
    })
    const file = desk.newFile()
    const { manifest } = await makeBackup({ url, out: file, ...plain })
    expect(manifest.migrations).toHaveLength(known.length - 1)
    const target = await desk.emptyDatabase(embedded)
    await restoreBackup(target, { from: file, ...empty, keys: { DATA_DIR: desk.newFolder() } })
    expect((await countsOf(target)).users).toBe(1)
    const applied = await onServer(target, (sql) => sql`select created_at from drizzle.__drizzle_migrations order by created_at`)
    expect(applied.map(({ created_at }) => Number(created_at))).toEqual(known.map(({ when }) => when))
    // The new schema is whole: a new installation's service works on it.
    await desk.as({ url: target, dataDir: desk.newFolder() }, (deps) => desk.signUp(deps))
  })
})

/** What docs/operating.md says of PostgreSQL's own program; where Debian's package is installed. */
describe.runIf(debianPrograms() !== null)('plain pg_dump', () => {
  async function dump(url: string, args: string[], options = ''): Promise<{ code: number | null; sql: string; stderr: string }> {
    const child = spawn(path.join(debianPrograms() ?? '', 'pg_dump'), [...args, url], {
      env: { ...process.env, PGOPTIONS: options },
    })
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
    const [code, sql, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
    return { code, sql, stderr }
  }
  const load = (url: string, sql: string) => {
    const { status, stderr } = spawnSync('psql', ['-v', 'ON_ERROR_STOP=1', '-q', url], { input: sql, encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  }
  /** A database of a role that is no superuser, as docs/operating.md asks for. */
  async function ownersDatabase(): Promise<string> {
    const url = new URL(await desk.emptyDatabase(own))
    const name = url.pathname.slice(1)
    await onServer(own, async (sql) => {
      await sql.unsafe(`create role ${name} login password 'x'`)
      await sql.unsafe(`alter database ${name} owner to ${name}`)
    })
    url.username = name
    url.password = 'x'
    return url.toString()
  }

  it('is refused by row-level security, empty with the option that it names, and whole as the system', async () => {
    const url = await ownersDatabase()
    await migrate(url)
    await desk.as({ url, dataDir: desk.newFolder() }, (deps) => desk.signUp(deps))
    const content = await contentOf(url)
    const refused = await dump(url, [])
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('query would be affected by row-level security')])

    const hollow = await dump(url, ['--enable-row-security', '--no-owner'])
    expect(hollow).toMatchObject({ code: 0, stderr: '' })
    const emptied = await ownersDatabase()
    load(emptied, hollow.sql)
    expect((await countsOf(emptied)).accounts).toBe(0)

    const whole = await dump(url, ['--enable-row-security', '--no-owner'], '-c app.system=on')
    const restored = await ownersDatabase()
    load(restored, whole.sql)
    expect(await contentOf(restored)).toEqual(content)
  })

  it('is whole for a superuser', async () => {
    const { url } = await filled(own)
    const whole = await dump(url, [])
    const restored = await desk.emptyDatabase(own)
    load(restored, whole.sql)
    expect(await contentOf(restored)).toEqual(await contentOf(url))
  })
})
