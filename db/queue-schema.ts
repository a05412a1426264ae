import PgBoss from 'pg-boss'
import { pgConfig } from './connection'

/** The job queue's schema. */
export const QUEUE_SCHEMA = 'pgboss'

/** Makes the job queue's tables, or brings them to the version of the library, as the role of `url`. Safe to repeat. */
export async function ensureQueueSchema(url: string): Promise<void> {
  const boss = new PgBoss({ ...pgConfig(url), schema: QUEUE_SCHEMA, max: 1, supervise: false, schedule: false })
  let fault: unknown = null
  boss.on('error', (error) => {
    fault = error
  })
  await boss.start()
  await boss.stop({ graceful: false, wait: true })
  if (fault !== null) throw fault
}
