import path from 'node:path'
import type { Db } from '@/db/client'
import { runningEmbedded } from '@/db/embedded'
import { DatabaseProblem } from '@/db/problem'
import { exchangesInUse } from '@/db/queries/due-accounts'
import type { ReplicaState } from '@/db/read-replica'
import { openAppDb } from '@/db/roles'
import { SAMPLE_EXCHANGE } from '@/server/domain/sample'
import { EnvProblem, inForce, parseEnv, settingsOfProcess } from '@/server/env'
import type { InForce } from '@/server/settings/in-force'
import { SECRET_FILES } from '@/server/settings/secrets'
import { commandLine } from './command-line.mjs'
import { lookAtDatabase } from './doctor/database'
import { lookAtRights, lookAtSpace } from './doctor/files'
import { type Finding, lineOf, sumOf } from './doctor/finding'
import { lookAtKeys } from './doctor/keys'
import { lookAtClock, lookAtExchanges, lookAtMail } from './doctor/outside'
import { lookAtReplica } from './doctor/replica'
import { notedBaseUrls } from './launcher/base-urls'

/** `npm run doctor`: looks at all that Ballast needs, and changes nothing. */
commandLine({
  usage: 'npm run doctor',
  about: [
    'Looks at settings, file rights, keys, clock, database, space, exchanges and mail, and says what to do. Changes nothing, sends',
    'nothing, and asks exchanges without a key. Ends with 1 where something has to be mended; warnings alone end with 0.',
    'Run it as the user that Ballast runs as, with the same environment.',
  ].join('\n'),
})

const found: Finding[] = []
const tell = (...findings: readonly Finding[]) => {
  for (const finding of findings) {
    found.push(finding)
    process.stdout.write(`${lineOf(finding)}\n`)
  }
}

/** What a start makes by itself where nobody sets it. */
const MADE = { DATABASE_URL: 'postgres://127.0.0.1/ballast', NEXTAUTH_SECRET: '-'.repeat(32) }
const TODO = '`npm run config` shows what is in force and from where; docs/operating.md has all settings'

/** What `read` gives; null where a setting does not fit, which is told. */
function fitting<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof EnvProblem)) throw error
    tell({ about: 'settings', level: 'fault', said: error.message.replace(/\.$/, ''), todo: TODO })
    return null
  }
}

/** Where a setting was set, for whoever has to put it right. */
function placeOf({ origins, file }: InForce, name: string): string {
  const origin = origins.get(name)
  return origin?.secretFile ?? (origin?.from === 'file' ? file : null) ?? 'the environment'
}

interface Inside {
  /** Exchanges that accounts are on. */
  used: string[]
  clock: { aheadMs: number; tookMs: number } | null
}

/** The database and what is in it. */
async function lookInside(force: InForce, dataDir: string): Promise<Inside> {
  const { DATABASE_URL, MIGRATION_DATABASE_URL } = force.values
  const keys = { ...force.values, DATA_DIR: dataDir }
  const url = DATABASE_URL ?? runningEmbedded(dataDir, 'processes')
  if (url === null) {
    const said = 'the embedded one does not run: start Ballast, and ask again to have it looked at'
    tell({ about: 'database', level: 'unseen', said }, await lookAtKeys(keys, null))
    return { used: [], clock: null }
  }
  const { findings, seen } = await lookAtDatabase(url, placeOf(force, 'DATABASE_URL'))
  tell(...findings)
  if (MIGRATION_DATABASE_URL !== undefined) {
    const place = placeOf(force, 'MIGRATION_DATABASE_URL')
    tell(...(await lookAtDatabase(MIGRATION_DATABASE_URL, place, 'MIGRATION_DATABASE_URL')).findings)
  }
  if (seen === null || seen.missing.length > 0) {
    tell(await lookAtKeys(keys, null))
    return { used: [], clock: seen }
  }
  const db = await opened(url)
  if (db === null) {
    tell(await lookAtKeys(keys, null))
    return { used: [], clock: seen }
  }
  try {
    if (force.values.DATABASE_READ_URL !== undefined) {
      tell(await lookAtReplica(db, () => replica, placeOf(force, 'DATABASE_READ_URL')))
    }
    tell(await lookAtKeys(keys, db))
    return { used: await db.asSystem(exchangesInUse), clock: seen }
  } finally {
    await db.close()
  }
}

let replica: ReplicaState = { fault: null, cause: null }

/** As the processes open it; null where they could not, which is told. */
async function opened(url: string): Promise<Db | null> {
  try {
    const onReplica = (state: ReplicaState) => {
      replica = state
    }
    return await openAppDb({ url, max: 1, onReplica })
  } catch (error) {
    if (!(error instanceof DatabaseProblem)) throw error
    const todo = 'put DATABASE_DIRECT_URL right: docs/operating.md, "Behind PgBouncer"'
    tell({ about: 'database', level: 'fault', said: error.message.replace(/\.$/, ''), todo })
    return null
  }
}

async function look(): Promise<void> {
  const force = fitting(() => inForce(process.env))
  const settings = force && fitting(() => parseEnv({ ...MADE, ...force.values }))
  if (force && settings)
    tell({ about: 'settings', level: 'well', said: `they fit (${force.file ?? 'of the environment alone'})` })
  // Where the file cannot be read, the folder can still be looked at.
  const values = force?.values ?? { DATA_DIR: process.env.DATA_DIR || '.data' }
  const dataDir = path.resolve(values.DATA_DIR ?? '.data')
  const secrets = [...(force?.origins.values() ?? [])].flatMap(({ secretFile }) => secretFile ?? [])
  tell(...lookAtRights(dataDir, [...secrets, ...SECRET_FILES.flatMap((name) => values[name] ?? [])]))
  const backups: Record<string, string> =
    values.BACKUP_AT === undefined ? {} : { BACKUP_DIR: values.BACKUP_DIR ?? path.join(dataDir, 'backups') }
  tell(...lookAtSpace({ DATA_DIR: dataDir, ...backups }))
  if (force === null) return

  // What reads a setting by itself (a certificate's file) reads it there.
  settingsOfProcess(() => {})
  const { used, clock } = await lookInside(force, dataDir)
  const noted = force.values.EXCHANGE_BASE_URLS ?? notedBaseUrls(dataDir)
  const addresses = fitting(() => parseEnv({ ...MADE, EXCHANGE_BASE_URLS: noted }))?.EXCHANGE_BASE_URLS
  const { findings, aheadMs } = await lookAtExchanges(
    used.filter((id) => id !== SAMPLE_EXCHANGE),
    addresses ?? {},
  )
  tell(...findings, lookAtClock(clock, aheadMs))
  if (settings) tell(await lookAtMail(settings))
}

await look()
process.stdout.write(`\n${sumOf(found)}\n`)
if (found.some(({ level }) => level === 'fault')) process.exitCode = 1
