import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { z } from 'zod'

export const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url))

/** One step of the schema. */
export interface Migration {
  /** Its file's name, e.g. `0004_vault_keys`. */
  tag: string
  /** What drizzle knows it by in the database: when it was made, ms. */
  when: number
  hash: string
  statements: readonly string[]
}

const journalSchema = z.object({ entries: z.array(z.object({ tag: z.string() })) })

/** All steps that this version knows, the oldest first. */
export function knownMigrations(): Migration[] {
  const { entries } = journalSchema.parse(JSON.parse(readFileSync(path.join(MIGRATIONS, 'meta', '_journal.json'), 'utf8')))
  return readMigrationFiles({ migrationsFolder: MIGRATIONS }).map(({ sql, folderMillis, hash }, index) => ({
    tag: entries[index]?.tag ?? '',
    when: folderMillis,
    hash,
    statements: sql,
  }))
}
