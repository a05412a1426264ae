import { z } from 'zod'
import { BackupProblem } from './problem'

/** Raised whenever a version that reads the format before would read it wrongly. */
export const FORMAT = 1

const name = z.string().regex(/^\w+$/)
const rows = z.number().int().nonnegative()

const manifestSchema = z.object({
  product: z.literal('ballast'),
  format: z.literal(FORMAT),
  /** The moment that the file shows, by the database's clock. */
  takenAt: z.iso.datetime(),
  /** PostgreSQL's version. */
  server: z.string(),
  migrations: z.array(z.object({ tag: z.string(), when: z.number().int() })).min(1),
  tables: z.array(z.object({ name, columns: z.array(z.string().min(1)), rows })),
  sequences: z.array(z.object({ name, last: z.string().regex(/^\d+$/), called: z.boolean() })),
  /** Of the master keys that the file's credentials need. */
  masterKeyIds: z.array(z.string()),
  /** Whether they are in the file. */
  masterKey: z.enum(['apart', 'included']),
})
/** The first entry of a backup: what is in it. */
export type Manifest = z.output<typeof manifestSchema>

const headSchema = z.object({ product: z.literal('ballast'), format: z.number() })

/** @throws BackupProblem where it is none, or a newer version's */
export function parseManifest(text: string): Manifest {
  const json = parsed(text)
  const head = headSchema.safeParse(json)
  if (!head.success) throw new BackupProblem('The file is no backup of Ballast.')
  if (head.data.format > FORMAT) throw new BackupProblem('The file was made by a newer Ballast: update Ballast, then restore.')
  const whole = manifestSchema.safeParse(json)
  if (!whole.success)
    throw new BackupProblem(`The list of contents in the file is damaged (${whole.error.issues[0]?.path.join('.')}).`)
  return whole.data
}

const endSchema = z.object({ tables: z.array(z.object({ name, rows })) })
/** The last entry: what was written. */
export type End = z.output<typeof endSchema>

export function parseEnd(text: string): End {
  const end = endSchema.safeParse(parsed(text))
  if (!end.success) throw new BackupProblem('The end of the file is damaged.')
  return end.data
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** @throws BackupProblem naming the first table of which other rows are there than the list says */
export function requireCounts({ tables }: Pick<Manifest, 'tables'>, counted: ReadonlyMap<string, number>, where: string): void {
  for (const { name: table, rows: expected } of tables) {
    const there = counted.get(table) ?? 0
    if (there !== expected) throw new BackupProblem(`Of ${table} ${there} rows are ${where}, where ${expected} should be.`)
  }
}
