import { existsSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { claimFolder, isClaimed } from '@/db/cluster/owner'
import { runningEmbedded, startEmbedded } from '@/db/embedded'
import { roleOf } from '@/db/process-role'
import { BackupProblem } from '@/server/backup/problem'

const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'must look like postgres://user:password@host:5432/database',
})
const environment = z.object({
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: postgresUrl.optional(),
  MIGRATION_DATABASE_URL: postgresUrl.optional(),
  DATABASE_DIRECT_URL: postgresUrl.optional(),
  MASTER_KEY: z.string().optional(),
  MASTER_KEY_FILE: z.string().optional(),
  BACKUP_PASSPHRASE: z.string().optional(),
  BACKUP_PASSPHRASE_FILE: z.string().optional(),
})
/** What `npm run backup` and `npm run restore` take from the environment; `DATABASE_URL` is the owner's of the tables. */
export type BackupSettings = z.output<typeof environment> & {
  /** As which the processes log in, where they have a role of their own. */
  processRole?: string
}

/** @throws BackupProblem naming the setting */
export function backupSettings(env: Readonly<Record<string, string | undefined>>): BackupSettings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(given)
  // The tables are their owner's to drop and make.
  if (parsed.success) {
    const { MIGRATION_DATABASE_URL, DATABASE_DIRECT_URL, DATABASE_URL } = parsed.data
    const processRole = MIGRATION_DATABASE_URL && DATABASE_URL ? roleOf(DATABASE_URL) : undefined
    return {
      ...parsed.data,
      DATABASE_URL: MIGRATION_DATABASE_URL ?? DATABASE_DIRECT_URL ?? DATABASE_URL,
      ...(processRole !== undefined && { processRole }),
    }
  }
  const [issue] = parsed.error.issues
  throw new BackupProblem(`${issue?.path.join('.') ?? 'The environment'} ${issue?.message ?? 'does not fit'}.`)
}

/** Works on the database that is backed up: yours, the embedded one that runs, or that one started for as long as it takes. */
export async function withSource<T>({ DATABASE_URL, DATA_DIR }: BackupSettings, work: (url: string) => Promise<T>): Promise<T> {
  if (DATABASE_URL !== undefined) return work(DATABASE_URL)
  const running = runningEmbedded(DATA_DIR, 'owner')
  if (running !== null) return work(running)
  if (!existsSync(path.join(DATA_DIR, 'postgres')))
    throw new BackupProblem(
      `There is no database in ${path.resolve(DATA_DIR)}: set DATA_DIR to Ballast's folder, or DATABASE_URL.`,
    )
  return withEmbedded(DATA_DIR, work)
}

/** Works on the database that is restored into: yours, or the embedded one of a folder that no Ballast uses. */
export async function withTarget<T>({ DATABASE_URL, DATA_DIR }: BackupSettings, work: (url: string) => Promise<T>): Promise<T> {
  const owner = path.join(path.resolve(DATA_DIR), 'launcher.owner')
  if (isClaimed(owner)) throw new BackupProblem(`Ballast runs on ${path.resolve(DATA_DIR)}: stop it first, then restore.`)
  if (DATABASE_URL !== undefined) return work(DATABASE_URL)
  return withEmbedded(DATA_DIR, async (url) => {
    const release = claimFolder(owner, path.resolve(DATA_DIR))
    try {
      return await work(url)
    } finally {
      release()
    }
  })
}

async function withEmbedded<T>(dataDir: string, work: (url: string) => Promise<T>): Promise<T> {
  const database = await startEmbedded({ dataDir })
  try {
    return await work(database.url)
  } finally {
    await database.stop()
  }
}
