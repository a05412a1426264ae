import { databaseTarget } from '@/db/database-url'
import { migrate } from '@/db/migrate'
import { DatabaseProblem } from '@/db/problem'
import { roleOf } from '@/db/process-role'
import { EnvProblem, settingsOfProcess } from '@/server/env'
import { whenDatabaseIsThere } from '@/server/when-database-is-there'
import { commandLine } from './command-line.mjs'
import { newSetupCode, setupWords } from './launcher/setup-code'

/** `npm run migrate`: makes or brings up to date the tables, for processes that are started by themselves. */
commandLine({
  usage: 'npm run migrate',
  about: [
    'Makes the tables in the PostgreSQL of DATABASE_URL, or brings them to this version; waits for the server, and for another',
    'that does so already. MIGRATION_DATABASE_URL names the role that owns them, where the processes have one of their own.',
    'While nobody administers the installation it prints a new setup code, with which the first person signs up.',
    '`npm start` does this by itself. Settings: docs/operating.md.',
  ].join('\n'),
})

async function main(): Promise<void> {
  const { DATABASE_URL, DATABASE_DIRECT_URL, MIGRATION_DATABASE_URL } = settingsOfProcess()
  if (!DATABASE_URL) throw new DatabaseProblem('DATABASE_URL is not set: the embedded database is migrated by `npm start`.')
  const url = MIGRATION_DATABASE_URL ?? DATABASE_DIRECT_URL ?? DATABASE_URL
  // Said before anything is waited for.
  databaseTarget(DATABASE_URL)
  if (DATABASE_DIRECT_URL) databaseTarget(DATABASE_DIRECT_URL, 'DATABASE_DIRECT_URL')
  if (MIGRATION_DATABASE_URL) databaseTarget(MIGRATION_DATABASE_URL, 'MIGRATION_DATABASE_URL')
  const processes = MIGRATION_DATABASE_URL ? roleOf(DATABASE_URL) : undefined
  await whenDatabaseIsThere(
    () => migrate(url, processes),
    (line) => process.stdout.write(`migrate: ${line}\n`),
  )
  process.stdout.write('The tables are those of this version.\n')
  const setupCode = await newSetupCode(DATABASE_URL)
  const { BASE_URL = 'http://localhost:3000' } = settingsOfProcess()
  if (setupCode !== null) process.stdout.write(`${setupWords(setupCode, BASE_URL).join('\n')}\n`)
}

main().catch((error: unknown) => {
  const known = error instanceof DatabaseProblem || error instanceof EnvProblem
  const why = known ? error.message : error instanceof Error ? error.stack : String(error)
  process.stderr.write(`The database cannot be migrated: ${why}\n`)
  process.exit(1)
})
