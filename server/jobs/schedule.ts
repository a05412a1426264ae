import type PgBoss from 'pg-boss'
import type { Deps } from '../context'
import { findDueAccounts } from '../services/balances/due'
import { findDueFlows } from '../services/flows/due'
import { ensureQueue, FLOWS_QUEUE, refreshQueue } from './queues'

/** Jobs of one exchange put into its queue at a time: a few seconds' work. */
const JOBS_PER_EXCHANGE = 256
/** Accounts of people who look come first. */
const WATCHED_PRIORITY = 10

/**
 * Puts a job into the queue for each account that is due and has none waiting there; answers the exchanges in use. Any
 * number of workers may do so at the same time.
 */
export async function scheduleDue(deps: Deps, boss: PgBoss, known: Set<string>): Promise<string[]> {
  const { due, exchanges } = await findDueAccounts(deps, JOBS_PER_EXCHANGE)
  for (const exchange of exchanges) {
    if (known.has(exchange)) continue
    await ensureQueue(deps, boss, refreshQueue(exchange))
    known.add(exchange)
  }
  const jobs = due
    .filter(({ exchange }) => known.has(exchange))
    .map(({ accountId, deskId, exchange, watched }) => ({
      name: refreshQueue(exchange),
      data: { accountId, userId: deskId },
      singletonKey: accountId,
      priority: watched ? WATCHED_PRIORITY : 0,
    }))
  if (jobs.length > 0) await boss.insert(jobs)
  return exchanges
}

/** Puts a job into the queue for each account whose ledgers have something to be asked and that has none waiting there. */
export async function scheduleFlows(deps: Deps, boss: PgBoss): Promise<number> {
  const due = await findDueFlows(deps, JOBS_PER_EXCHANGE)
  const jobs = due.map(({ accountId, deskId }) => ({
    name: FLOWS_QUEUE,
    data: { accountId, userId: deskId },
    singletonKey: accountId,
  }))
  if (jobs.length > 0) await boss.insert(jobs)
  return jobs.length
}
