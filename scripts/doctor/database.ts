import { type Inspection, inspectDatabase } from '@/db/inspect'
import { DatabaseProblem } from '@/db/problem'
import type { Finding } from './finding'

const OLDEST = 150_000
const SLOW_MS = 50

/**
 * What there is to say of a database: reach, version, the role's rights, row-level security, migrations.
 * @param from where its address was set
 * @returns what was seen with it; null where it is out of reach
 */
export async function lookAtDatabase(
  url: string,
  from: string,
  name = 'DATABASE_URL',
): Promise<{ findings: Finding[]; seen: Inspection | null }> {
  const about = name === 'DATABASE_URL' ? 'database' : 'migrations by'
  try {
    const seen = await inspectDatabase(url)
    return { findings: name === 'DATABASE_URL' ? findingsOf(seen) : ownerFindings(about, seen), seen }
  } catch (error) {
    if (!(error instanceof DatabaseProblem)) throw error
    const todo = `see whether the server runs and takes connections from here, and put ${name} right (set by ${from})`
    return { findings: [{ about, level: 'fault', said: error.message.replace(/\.$/, ''), todo }], seen: null }
  }
}

/** Of the login that makes the tables. */
export function ownerFindings(about: string, { role, ownsTables }: Pick<Inspection, 'role' | 'ownsTables'>): Finding[] {
  if (ownsTables === null) return [{ about, level: 'unseen', said: `${role}: there are no tables to own yet` }]
  if (ownsTables) return [{ about, level: 'well', said: `${role}, which owns the tables` }]
  const todo = 'name the role that made the tables in MIGRATION_DATABASE_URL'
  return [{ about, level: 'fault', said: `${role} does not own the tables, and cannot bring them to this version`, todo }]
}

/** Of the login that the processes have. */
export function findingsOf(seen: Inspection): Finding[] {
  const about = 'database'
  return [
    versionOf(about, seen),
    ...(seen.isReadOnly
      ? [{ about, level: 'fault', said: 'it takes no changes', todo: 'name the primary, not a standby' } satisfies Finding]
      : []),
    ...(seen.tookMs > SLOW_MS
      ? [
          {
            about,
            level: 'warning',
            said: `an answer takes ${Math.round(seen.tookMs)} ms, and a page asks several times`,
            todo: 'let Ballast run near its database',
          } satisfies Finding,
        ]
      : []),
    ...migrationsOf(seen),
    ...(seen.ownsTables === null ? [] : [roleOf(seen), wallsOf(seen)]),
  ]
}

function versionOf(about: string, { version, versionNumber, tookMs }: Inspection): Finding {
  if (versionNumber >= OLDEST) {
    return { about, level: 'well', said: `PostgreSQL ${version}, answers in ${tookMs < 1 ? '<1' : Math.round(tookMs)} ms` }
  }
  return { about, level: 'fault', said: `PostgreSQL ${version} is too old`, todo: 'use PostgreSQL 15 or newer' }
}

function migrationsOf({ missing, isNewer, ownsTables }: Inspection): Finding[] {
  const about = 'migrations'
  if (isNewer) {
    const todo = 'start the version that it was last used with, or a newer one; going back needs a backup of then'
    return [{ about, level: 'fault', said: 'the database was used with a newer version of Ballast', todo }]
  }
  if (missing.length === 0) return [{ about, level: 'well', said: 'the tables are those of this version' }]
  const makes = '`npm run migrate` (or `npm start`) makes them'
  if (ownsTables === null) return [{ about, level: 'fault', said: 'the database has no tables of Ballast yet', todo: makes }]
  const todo = `${makes}; \`npm run backup\` first`
  return [{ about, level: 'fault', said: `${missing.length} are missing: ${named(missing)}`, todo }]
}

function roleOf({ role, isExempt, ownsTables, forbidden }: Inspection): Finding {
  const about = 'role'
  if (!isExempt && forbidden.length > 0) {
    const todo = 'run `npm run migrate` with this DATABASE_URL and MIGRATION_DATABASE_URL: it gives the role what it needs'
    return { about, level: 'fault', said: `${role} may not read and write ${named(forbidden)}`, todo }
  }
  const todo = 'give the processes a role of their own: docs/operating.md, "Your own PostgreSQL"'
  if (isExempt) return { about, level: 'warning', said: `${role} is a superuser or bypasses row-level security`, todo }
  if (ownsTables) return { about, level: 'warning', said: `${role} owns the tables that it only has to read and write`, todo }
  return { about, level: 'well', said: `${role} can read and write rows, and change no table` }
}

function wallsOf({ unguarded }: Inspection): Finding {
  const about = 'walls'
  if (unguarded.length === 0) return { about, level: 'well', said: 'row-level security is in force on every table of people' }
  const todo = `as the owner: ${unguarded.map((table) => `alter table ${table} enable row level security, force row level security;`).join(' ')}`
  return { about, level: 'fault', said: `row-level security is off for ${named(unguarded)}`, todo }
}

const named = (names: readonly string[]) =>
  names.length > 4 ? `${names.slice(0, 4).join(', ')} and ${names.length - 4} more` : names.join(', ')
