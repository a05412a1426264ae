import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import postgres from 'postgres'
import { z } from 'zod'
import { findBinaries } from './cluster/binaries'
import { serverIdentity } from './cluster/identity'
import { claimFolder } from './cluster/owner'
import { makePrivateFolder, writePrivateFile } from './cluster/private-files'
import { type Cluster, postmasterOf, startServer, stopServer } from './cluster/server'
import { DatabaseProblem } from './problem'

const SUPERUSER = 'postgres'
const OWNER = 'ballast'
const PROCESSES = 'ballast_processes'
const WATCH_MS = 500
const RETRY_MS = 250
const RETRIES = 40

/** What is kept beside the cluster: where it listens, and its passwords. */
const keptSchema = z.object({
  port: z.number().int(),
  superuserPassword: z.string(),
  ownerPassword: z.string(),
  processesPassword: z.string(),
})
/** A folder of an earlier version has two passwords. */
const earlierSchema = keptSchema.partial({ processesPassword: true })
type Kept = z.infer<typeof keptSchema>

export interface EmbeddedDatabase {
  /** For migrations, backup and restore: owner of the database, no superuser, bound by row-level security. */
  url: string
  /** For the processes: another role, which `migrate` gives the rows and which can change no table. */
  processesUrl: string
  processesRole: string
  port: number
  /** Of the postmaster. */
  pid: number
  /** Resolves once the postmaster lives no longer, for whatever reason. */
  gone: Promise<void>
  /** Ends the server and waits for it; safe to repeat. */
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** Cluster in `postgres/`, passwords in `postgres.json` (0600), claim in `postgres.owner`. */
  dataDir: string
  /** Server settings beside the ones that keep it on loopback, e.g. `{ fsync: 'off' }` for tests. */
  settings?: Record<string, string>
  /**
   * New passwords for owner and processes: only where no process uses the old ones, so at the start of all, not where a
   * server that ended is started again for them.
   */
  newPasswords?: boolean
  /** Told of each step, in words for a person. */
  onStep?: (step: string) => void
}

/**
 * Starts the PostgreSQL that comes with Ballast on a loopback port of its own, making the cluster at the first start. A
 * server that a killed launcher left running in the folder is stopped first. It runs apart from this process's terminal,
 * so that Ctrl-C leaves the order of the shutdown to the launcher.
 * @throws DatabaseProblem in one sentence: folder in use, no program for this machine, or PostgreSQL's own reason
 */
export async function startEmbedded({
  dataDir,
  settings = {},
  newPasswords = false,
  onStep = () => {},
}: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const home = path.resolve(dataDir)
  makePrivateFolder(home)
  const release = claimFolder(path.join(home, 'postgres.owner'), home)
  try {
    const binaries = findBinaries()
    const cluster: Cluster = {
      folder: path.join(home, 'postgres'),
      binaries,
      identity: await serverIdentity(binaries.initdb),
    }
    const keptFile = path.join(home, 'postgres.json')
    let kept = existsSync(cluster.folder) ? readKept(keptFile) : await create(cluster, keptFile, onStep)
    if (postmasterOf(cluster.folder) !== null) {
      onStep('Stopping the database that an earlier run left behind')
      await stopServer(cluster)
    }
    onStep('Starting the database')
    kept = await startOnFreePort(cluster, kept, keptFile, settings)
    if (newPasswords) {
      // The file first: what stands in it is what the roles get, also after a start that was cut off in between.
      kept = { ...kept, ownerPassword: newPassword(), processesPassword: newPassword() }
      writeKept(keptFile, kept)
    }
    await ensureDatabase(kept)
    return handle(cluster, kept, release)
  } catch (error) {
    release()
    throw error
  }
}

/**
 * The address of the embedded database that runs in a folder, for scripts beside a running Ballast; null if none runs.
 * @param as the owner of the tables, or the role that the processes have
 */
export function runningEmbedded(dataDir: string, as: 'owner' | 'processes'): string | null {
  const home = path.resolve(dataDir)
  if (postmasterOf(path.join(home, 'postgres')) === null) return null
  const kept = readKept(path.join(home, 'postgres.json'))
  return as === 'owner' ? ownerUrl(kept) : processesUrl(kept)
}

const ownerUrl = ({ ownerPassword, port }: Kept) => urlOf(OWNER, ownerPassword, port, OWNER)
const processesUrl = ({ processesPassword, port }: Kept) => urlOf(PROCESSES, processesPassword, port, OWNER)

function handle(cluster: Cluster, kept: Kept, release: () => void): EmbeddedDatabase {
  const pid = postmasterOf(cluster.folder)
  if (pid === null) throw new DatabaseProblem(`The database in ${cluster.folder} stopped right after its start.`)
  let watch: NodeJS.Timeout | undefined
  const gone = new Promise<void>((resolve) => {
    watch = setInterval(() => {
      if (postmasterOf(cluster.folder) === pid) return
      clearInterval(watch)
      resolve()
    }, WATCH_MS).unref()
  })
  let stopping: Promise<void> | undefined
  const stop = () => {
    stopping ??= stopServer(cluster).finally(release)
    return stopping
  }
  const urls = { url: ownerUrl(kept), processesUrl: processesUrl(kept), processesRole: PROCESSES }
  return { ...urls, port: kept.port, pid, gone, stop }
}

async function create(cluster: Cluster, keptFile: string, onStep: (step: string) => void): Promise<Kept> {
  onStep('Making the database (first start only)')
  const passwords = { superuserPassword: newPassword(), ownerPassword: newPassword(), processesPassword: newPassword() }
  const kept: Kept = { port: await freePort(), ...passwords }
  writeKept(keptFile, kept)
  // Under another name until it is whole, so that an interrupted first start is simply made again.
  const unfinished = `${cluster.folder}.new`
  const passwordFile = `${unfinished}.pw`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  writeFileSync(passwordFile, kept.superuserPassword, { mode: 0o600 })
  const { owner } = cluster.identity
  if (owner) for (const file of [unfinished, passwordFile]) chownSync(file, owner.uid, owner.gid)
  try {
    const { code, output } = await cluster.identity.run(
      cluster.binaries.initdb,
      [unfinished, passwordFile],
      (place = '', passwords = '') => [
        ...['-D', place, `--username=${SUPERUSER}`, `--pwfile=${passwords}`, '--auth=scram-sha-256', '--encoding=UTF8'],
        // Sorts the same on every machine, whatever locales it has.
        ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
      ],
    )
    if (code !== 0)
      throw new DatabaseProblem(`The database could not be made in ${cluster.folder}: ${output.trim().split('\n').at(-1)}`)
    renameSync(unfinished, cluster.folder)
  } finally {
    rmSync(passwordFile, { force: true })
  }
  return kept
}

async function startOnFreePort(cluster: Cluster, kept: Kept, keptFile: string, settings: Record<string, string>): Promise<Kept> {
  let current = kept
  for (let attempt = 1; ; attempt++) {
    const started = await startServer(cluster, current.port, settings)
    if (started.ok) return current
    // Processes of a killed postmaster need a moment to notice that it is gone.
    const passing = started.portTaken || /shared memory block|another server might be running|lock file/i.test(started.reason)
    if (!passing || attempt === RETRIES)
      throw new DatabaseProblem(`The database in ${cluster.folder} does not start: ${started.reason}`)
    if (started.portTaken) {
      current = { ...current, port: await freePort() }
      writeKept(keptFile, current)
    } else {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    }
  }
}

/** Base64url: no quote can be in it. */
const newPassword = () => randomBytes(24).toString('base64url')

/** The two roles and the database; also mends a first start that was cut off behind `initdb`, and one of an earlier version. */
async function ensureDatabase(kept: Kept): Promise<void> {
  const sql = postgres(urlOf(SUPERUSER, kept.superuserPassword, kept.port, 'postgres'), { max: 1, onnotice: () => {} })
  try {
    const [found] = await sql`select from pg_database where datname = ${OWNER}`
    const ensureRole = async (name: string, attributes: string, password: string) => {
      const [role] = await sql`select from pg_roles where rolname = ${name}`
      await sql.unsafe(
        `${role ? 'alter' : 'create'} role ${name} login nosuperuser nobypassrls ${attributes} password '${password}'`,
      )
    }
    await ensureRole(PROCESSES, 'nocreatedb nocreaterole noreplication', kept.processesPassword)
    // Databases of its own are for tests.
    await ensureRole(OWNER, 'createdb', kept.ownerPassword)
    if (!found) await sql.unsafe(`create database ${OWNER} owner ${OWNER}`)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

function readKept(file: string): Kept {
  try {
    const kept = earlierSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    if (kept.processesPassword !== undefined) return { ...kept, processesPassword: kept.processesPassword }
    const upgraded = { ...kept, processesPassword: newPassword() }
    writeKept(file, upgraded)
    return upgraded
  } catch (cause) {
    throw new DatabaseProblem(`${file} is missing or damaged; it holds the passwords of the database beside it.`, { cause })
  }
}

function writeKept(file: string, kept: Kept): void {
  writePrivateFile(file, JSON.stringify(kept))
}

function urlOf(user: string, password: string, port: number, database: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
