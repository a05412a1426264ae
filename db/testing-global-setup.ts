import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { isClaimed } from './cluster/owner'
import { type EmbeddedDatabase, startEmbedded } from './embedded'
import { migrate } from './migrate'
import { roleOf } from './process-role'
import { databaseUrl, onServer, PROCESSES_VARIABLE, TEMPLATE_VARIABLE } from './testing'

const FOLDER_PREFIX = 'ballast-test-'
/** A folder this young may be another run's that has not claimed it yet. */
const YOUNG_MS = 60_000
const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url))
/** Two runs on one server make the template once. */
const TEMPLATE_LOCK = 4_926_002

/**
 * One PostgreSQL for a whole Vitest run, and in it a migrated template that `testDatabase()` copies. Hook it up in the
 * Vitest config with `test: { globalSetup: ['./db/testing-global-setup.ts'] }` (for every project that holds
 * `*.int.test.ts`). With TEST_DATABASE_URL set (a role that may create databases) that server is used and nothing is
 * started. Workers find it through the environment.
 * @returns the teardown
 */
export default async function setup(): Promise<() => Promise<void>> {
  let embedded: { database: EmbeddedDatabase; folder: string } | null = null
  if (!process.env.TEST_DATABASE_URL) {
    await removeLeftovers()
    const folder = mkdtempSync(path.join(os.tmpdir(), FOLDER_PREFIX))
    // What a crash would lose is thrown away at the end anyway.
    const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' }
    embedded = { database: await startEmbedded({ dataDir: folder, settings }), folder }
    process.env.TEST_DATABASE_URL = embedded.database.url
    process.env[PROCESSES_VARIABLE] = embedded.database.processesUrl
  }
  process.env[TEMPLATE_VARIABLE] = await makeTemplate(process.env.TEST_DATABASE_URL)
  return async () => {
    if (!embedded) return
    delete process.env.TEST_DATABASE_URL
    delete process.env[PROCESSES_VARIABLE]
    await embedded.database.stop()
    rmSync(embedded.folder, { recursive: true, force: true })
  }
}

/** A database named for the migrations that it holds, so that a server that is kept never copies an old schema. */
async function makeTemplate(server: string): Promise<string> {
  const hash = createHash('sha256')
  for (const file of readdirSync(MIGRATIONS).sort()) {
    if (file.endsWith('.sql')) hash.update(file).update(readFileSync(path.join(MIGRATIONS, file)))
  }
  const name = `ballast_template_${hash.digest('hex').slice(0, 16)}`
  await onServer(server, async (sql) => {
    await sql`select pg_advisory_lock(${TEMPLATE_LOCK})`
    const [found] = await sql`select from pg_database where datname = ${name}`
    if (found) return
    const unfinished = `${name}_new`
    await sql.unsafe(`drop database if exists ${unfinished} with (force)`)
    await sql.unsafe(`create database ${unfinished}`)
    const processes = process.env[PROCESSES_VARIABLE]
    await migrate(databaseUrl(server, unfinished), processes && roleOf(processes))
    await sql.unsafe(`alter database ${unfinished} rename to ${name}`)
  })
  return name
}

/** Servers of runs that were killed: stopped, their folders removed. */
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(os.tmpdir())) {
    const folder = path.join(os.tmpdir(), name)
    if (!name.startsWith(FOLDER_PREFIX) || isClaimed(path.join(folder, 'postgres.owner'))) continue
    // Another run may be removing it just now.
    const there = statSync(folder, { throwIfNoEntry: false })
    if (!there || Date.now() - there.mtimeMs < YOUNG_MS) continue
    // Starting it takes the claim and stops what runs there; then it is ours to end.
    const leftover = await startEmbedded({ dataDir: folder }).catch(() => null)
    await leftover?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
