import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { z } from 'zod'
import { runningEmbedded } from '@/db/embedded'
import { commandLine, wholeNumber } from './command-line.mjs'
import { startDemo } from './demo-process'

/**
 * `node --import tsx scripts/kill-run.ts --minutes 3`: kills the demo's worker, web process and PostgreSQL with SIGKILL
 * at random moments while accounts are refreshed without pause, and keeps the ledger of finished snapshots: none that
 * was seen may be lost, none may be half, and all must go on without a hand.
 */
const { values, refuse } = commandLine({
  usage: 'node --import tsx scripts/kill-run.ts [--minutes N]',
  about: 'Kills the processes of a demo at random moments and counts what was lost.',
  options: { minutes: { type: 'string', default: '3' } },
})
const minutes = wholeNumber('minutes', values.minutes, refuse)
const record = z.array(z.object({ pid: z.number(), name: z.string() }))

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'ballast-kill-'))
const demo = await startDemo({ DATA_DIR: dataDir })
const seen = new Map<string, number>()
const kills = { worker: 0, web: 0, database: 0 }
let refreshes = 0

/** Snapshot id → its number of assets, as of now; null while the database is away. */
async function finished(): Promise<Map<string, number> | null> {
  const url = runningEmbedded(dataDir, 'owner')
  if (url === null) return null
  const sql = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 2 })
  try {
    const rows = await sql.begin(async (tx) => {
      await tx`select set_config('app.system', 'on', true)`
      return tx<{ id: string; assets: number }[]>`
        select s.id::text, count(a.ordinal)::int as assets
        from snapshots s left join snapshot_assets a on a.snapshot_id = s.id group by s.id`
    })
    return new Map(rows.map(({ id, assets }) => [id, assets]))
  } catch {
    return null
  } finally {
    await sql.end({ timeout: 1 }).catch(() => {})
  }
}

async function ledger(): Promise<Map<string, number>> {
  for (;;) {
    const now = await finished()
    if (now) return now
    await pause(100)
  }
}

function pidOf(name: 'worker' | 'web' | 'database'): number | null {
  try {
    if (name === 'database') return Number(readFileSync(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
    return (
      record.parse(JSON.parse(readFileSync(path.join(dataDir, 'processes.json'), 'utf8'))).find((child) => child.name === name)
        ?.pid ?? null
    )
  } catch {
    return null
  }
}

const end = Date.now() + minutes * 60_000
const load = (async () => {
  while (Date.now() < end) {
    const answer = await fetch(`${demo.url}/api/accounts/refresh/`, {
      method: 'POST',
      headers: { authorization: `Token ${demo.token}`, 'content-type': 'application/json' },
      body: '{}',
    }).catch(() => null)
    if (answer?.ok) refreshes += 1
    else await pause(100)
  }
})()

let lost = 0
let changed = 0
while (Date.now() < end) {
  for (const [id, assets] of await ledger()) {
    const before = seen.get(id)
    if (before !== undefined && before !== assets) changed += 1
    seen.set(id, assets)
  }
  const victims = ['worker', 'web', 'database'] as const
  const victim = victims[Math.floor(Math.random() * victims.length)] ?? 'worker'
  const pid = pidOf(victim)
  if (pid) {
    process.kill(pid, 'SIGKILL')
    kills[victim] += 1
  }
  await pause(3_000 + Math.random() * 9_000)
}
await load

const before = seen.size
const newest = Math.max(...[...seen.keys()].map(Number))
const goesOn = Date.now() + 120_000
let after = await ledger()
while (![...after.keys()].some((id) => Number(id) > newest) && Date.now() < goesOn) {
  await pause(500)
  after = await ledger()
}
for (const [id, assets] of seen) {
  if (!after.has(id)) lost += 1
  else if (after.get(id) !== assets) changed += 1
}
const goneOn = [...after.keys()].some((id) => Number(id) > newest)
console.log(
  JSON.stringify({
    minutes,
    kills,
    refreshes,
    snapshotsSeen: before,
    lost,
    changed,
    snapshotsAfter: after.size,
    goneOn,
  }),
)
await demo.stop()
rmSync(dataDir, { recursive: true, force: true })
process.exit(lost > 0 || changed > 0 || !goneOn ? 1 : 0)
