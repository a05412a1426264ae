import { setTimeout as pause } from 'node:timers/promises'
import PgBoss from 'pg-boss'
import { z } from 'zod'
import { pgConfig } from '@/db/connection'
import { advisoryLocks } from '@/db/locks'
import { describeCause } from '../cause'
import type { Deps } from '../context'
import type { Log } from '../log'

/** What a refresh job carries. */
/** As jobs are kept: the desk under the name that processes of the version before know it by, while they are replaced. */
export const refreshJobSchema = z
  .object({ accountId: z.uuid(), userId: z.uuid() })
  .transform(({ accountId, userId }) => ({ accountId, deskId: userId }))

export const RETENTION_QUEUE = 'retention'
export const KEYS_QUEUE = 'keys'
/** Reading of ledgers, an account a job. */
export const FLOWS_QUEUE = 'flows'
/** A queue for each exchange, so that a slow one keeps nobody else waiting. */
export const refreshQueue = (exchange: string) => `refresh.${exchange}`

/** A job that nobody ends within this time belonged to a worker that died. */
const EXPIRE_SECONDS = 120

/**
 * What the queue forgets in a crash is found again: accounts themselves know when they are due, and a job that runs twice
 * reads once. So no job waits for the disk.
 */
const WITHOUT_DISK_WAIT = { synchronous_commit: 'off' }

/**
 * Opens the queue on PostgreSQL (schema `pgboss`), which any number of workers share.
 * @param pooled a pooler stands between, which takes no settings with a connection: jobs then wait for the disk
 */
export async function openQueues(databaseUrl: string, log: Log, pooled = false): Promise<PgBoss> {
  const boss = new PgBoss({
    ...pgConfig(databaseUrl, pooled ? {} : WITHOUT_DISK_WAIT),
    application_name: 'ballast worker',
    max: 4,
    retryLimit: 0,
    expireInSeconds: EXPIRE_SECONDS,
    maintenanceIntervalSeconds: 60,
    archiveCompletedAfterSeconds: 3600,
    deleteAfterHours: 1,
  })
  boss.on('error', (error) => log.warn({ cause: describeCause(error) }, 'the job queue had a failure'))
  await boss.start()
  return boss
}

/**
 * Makes a queue if it is not there, one process at a time: the making of two at once would end in a deadlock. With the
 * policy `short` a key waits in it once at most.
 */
export async function ensureQueue({ db }: Deps, boss: PgBoss, name: string): Promise<void> {
  if (await boss.getQueue(name)) return
  const locks = advisoryLocks(db)
  while (!(await locks.tryLock('make-queue'))) await pause(50)
  try {
    if (await boss.getQueue(name)) return
    await boss.createQueue(name, { name, policy: 'short', retryLimit: 0, expireInSeconds: EXPIRE_SECONDS })
  } finally {
    await locks.unlock('make-queue')
  }
}
