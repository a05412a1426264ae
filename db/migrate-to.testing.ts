import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { z } from 'zod'
import { MIGRATIONS } from './known-migrations'
import { moveSnapshots } from './move-snapshots'

const journalSchema = z.looseObject({ entries: z.array(z.looseObject({ tag: z.string() })) })

/** Brings a database to the schema of a version before: as far as the step of that name, and no further. */
export async function migrateTo(url: string, tag: string): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-migrations-'))
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    cpSync(MIGRATIONS, folder, { recursive: true })
    const file = path.join(folder, 'meta', '_journal.json')
    const journal = journalSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    const last = journal.entries.findIndex((entry) => entry.tag === tag)
    if (last < 0) throw new Error(`There is no step ${tag}.`)
    writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, last + 1) }))
    await migrate(drizzle(sql), { migrationsFolder: folder })
    await moveSnapshots(sql)
  } finally {
    await sql.end({ timeout: 5 })
    rmSync(folder, { recursive: true, force: true })
  }
}
