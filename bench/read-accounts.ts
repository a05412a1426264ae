import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { insertAccount, updateAccount } from '@/db/queries/accounts'
import { openVault } from '@/server/services/testing'
import { postmasterOf } from './processor'

/** What programs of benchmarks have in common that count a worker's readings of accounts on the simulator. */

export const NEVER = new Date('2100-01-01T00:00:00Z')

const keySchema = z.object({
  exchange: z.string(),
  apiKey: z.string(),
  apiSecret: z.string(),
  password: z.string().optional(),
})
export type BenchKey = z.output<typeof keySchema>

/** The simulator's keys, as the benchmark hands them on. */
export function benchKeys(): BenchKey[] {
  return z.array(keySchema).parse(JSON.parse(process.env.BENCH_ACCOUNTS ?? '[]'))
}

/** Adds an account by one of the keys. @returns its id */
export async function addKeyed(
  db: Db,
  deskId: string,
  { name, key, nextRefreshAt }: { name: string; key: BenchKey | undefined; nextRefreshAt: Date },
): Promise<string> {
  if (!key) throw new Error('BENCH_ACCOUNTS names no key.')
  const { exchange, ...credentials } = key
  const id = randomUUID()
  const sealed = await openVault.seal({ deskId, accountId: id }, credentials)
  const row = { id, name, nameKey: name, exchange, maskedKey: 'bench********', keyFingerprint: randomUUID() }
  await db.asDesk(deskId, async (tx) => {
    await insertAccount(tx, deskId, row, sealed)
    // Planned now: what was planned at a moment that has not come would be taken for a wrong clock’s, and set right.
    await updateAccount(tx, deskId, id, { nextRefreshAt, plannedAt: new Date() })
  })
  return id
}

const among = (ids: readonly string[]) => `id = any('{${ids.join(',')}}'::uuid[])`

/** Has the worker read these accounts once, and puts their next reading off. */
export async function readOnce(db: Db, ids: readonly string[], pollMs = 50): Promise<void> {
  const since = new Date()
  await db.asSystem((tx) => tx.execute(`update accounts set next_refresh_at = 'epoch' where ${among(ids)}`))
  await untilRead(db, ids, since, pollMs)
}

/** Waits until these accounts were read since then, and puts their next reading off. @throws Error where one cannot be */
export async function untilRead(db: Db, ids: readonly string[], since: Date, pollMs: number): Promise<void> {
  for (;;) {
    const [row] = await db.asSystem((tx) =>
      tx.execute<{ n: number; failed: number; why: string | null }>(
        `select count(*) filter (where last_refreshed_at >= '${since.toISOString()}')::int as n,
          count(error_code)::int as failed, max(error_message) as why from accounts where ${among(ids)}`,
      ),
    )
    if (row && row.failed > 0) throw new Error(`${row.failed} accounts could not be read: ${row.why}`)
    if (row && row.n >= ids.length) break
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
  await db.asSystem((tx) => tx.execute(`update accounts set next_refresh_at = '${NEVER.toISOString()}' where ${among(ids)}`))
}

/** The process of PostgreSQL that all others of this database come from. */
export async function postmasterBehind(db: Db): Promise<number> {
  const [row] = await db.asSystem((tx) => tx.execute<{ pid: number }>('select pg_backend_pid() as pid'))
  return postmasterOf(Number(row?.pid))
}
