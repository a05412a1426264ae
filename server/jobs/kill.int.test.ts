import { afterAll, beforeAll, expect, it } from 'vitest'
import { type KillDesk, openKillDesk } from './worker-processes.testing'

/** Real worker processes on the simulator, killed without warning at random moments, while somebody looks on. */

const ACCOUNTS = 24
const KILLS = 4
/** A slow machine is given its time: waits are for states. */
const LONG = { timeout: 120_000 }

let desk: KillDesk

beforeAll(async () => {
  desk = await openKillDesk({ accounts: ACCOUNTS, environment: { LOG_LEVEL: 'warn' } })
})
afterAll(() => desk.close())

/** Every snapshot that is stored: id → number of its rows. */
async function stored(): Promise<Map<string, number>> {
  const rows = await desk.database.db.asDesk(desk.ctx.deskId, (tx) =>
    tx.execute<{ id: string; rows: number }>(`
      select s.id::text as id, count(a.snapshot_id)::int as rows
      from snapshots s left join snapshot_assets a on a.snapshot_id = s.id group by s.id`),
  )
  return new Map(rows.map(({ id, rows: count }) => [id, count]))
}
const readSince = async (moment: Date) => {
  const rows = await desk.database.db.asDesk(desk.ctx.deskId, (tx) =>
    tx.execute<{ n: number }>(
      `select count(distinct account_id)::int as n from snapshots where as_of > '${moment.toISOString()}'`,
    ),
  )
  return rows[0]?.n
}

it('loses no finished snapshot, stores no half one, and goes on by itself', { timeout: 600_000 }, async () => {
  desk.startWorker()
  desk.startWorker()
  await expect.poll(() => readSince(new Date(0)), LONG).toBe(ACCOUNTS)
  const wholeRows = Math.max(...(await stored()).values())
  expect(wholeRows).toBeGreaterThan(desk.ledgers[0]?.tokens.length ?? 0)

  let finished = await stored()
  for (let kill = 0; kill < KILLS; kill++) {
    const before = finished.size
    await expect.poll(async () => (await stored()).size, { ...LONG, interval: 20 }).toBeGreaterThan(before)
    const [victim] = desk.workers
    if (victim) await desk.end(victim, 'SIGKILL')
    desk.startWorker()
    const now = await stored()
    for (const id of finished.keys()) expect(now.has(id), `snapshot ${id} is kept`).toBe(true)
    finished = now
  }
  const lastKill = new Date()
  await expect.poll(() => readSince(lastKill), LONG).toBe(ACCOUNTS)
  for (const [id, rows] of await stored()) expect(rows, `snapshot ${id} is whole`).toBe(wholeRows)

  // Every account is watched again, each by one worker.
  const watched = () => desk.simulator.streams.list().flatMap(({ apiKey, topics }) => (topics.length === 3 ? [apiKey] : []))
  await expect.poll(() => [watched().length, new Set(watched()).size], LONG).toEqual([ACCOUNTS, ACCOUNTS])
  await Promise.all(desk.workers.map((worker) => desk.end(worker, 'SIGTERM')))
})
