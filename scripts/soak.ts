import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { chromium } from '@playwright/test'
import postgres from 'postgres'
import { runningEmbedded } from '@/db/embedded'
import { ensureBrowser } from './browser'
import { commandLine, wholeNumber } from './command-line.mjs'
import { freePort, startDemo } from './demo-process'
import { faultsOf, mountSmallDisk, unmount } from './soak/faults'
import { SoakProxy } from './soak/proxy'
import { summary } from './soak/summary'
import { look, type Seen, StreamWitness } from './soak/witness'

/**
 * `node --import tsx scripts/soak.ts --minutes 30`: the demo behind a proxy, with an open tab, while its database goes away
 * twice, the proxy answers 502, the worker is killed, the clock is moved by a minute and the disk is full. Writes what people
 * saw second by second, and counts at the end that nothing that was told of is lost.
 */
const { values, refuse } = commandLine({
  usage: 'node --import tsx scripts/soak.ts [--minutes N] [--out FILE]',
  about: [
    'Runs the demo with faults and writes what people saw, a line of JSON a second, into FILE (soak.jsonl in a temporary folder).',
    'A full disk needs root on Linux (a small disk is mounted for it); without, that fault is left out and said so.',
  ].join('\n'),
  options: { minutes: { type: 'string', default: '30' }, out: { type: 'string' } },
})
const seconds = wholeNumber('minutes', values.minutes, refuse) * 60

const SMALL_DISK_MB = 700
const home = mkdtempSync(path.join(os.tmpdir(), 'ballast-soak-'))
const dataDir = mkdtempSync(path.join(home, 'data-'))
const clockFile = path.join(home, 'clock')
const out = path.resolve(values.out ?? path.join(home, 'soak.jsonl'))
writeFileSync(clockFile, '0')
writeFileSync(out, '')
const canFill = mountSmallDisk(dataDir, SMALL_DISK_MB)
if (!canFill) console.log('No small disk could be mounted: the full disk is left out.')

const [front, port] = [await freePort(), await freePort()]
const proxy = await SoakProxy.start(front, { port })
const url = `http://localhost:${front}`
const shifted = pathToFileURL(path.resolve('scripts/soak/shifted-clock.mjs')).href
const demo = await startDemo({
  ...{ DATA_DIR: dataDir, PORT: String(port), BASE_URL: url, TRUSTED_PROXIES: '1' },
  ...{ SOAK_CLOCK_FILE: clockFile, NODE_OPTIONS: `--import ${shifted}` },
})
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--no-sandbox'] })
const context = await browser.newContext({ baseURL: url, locale: 'en-GB', timezoneId: 'UTC' })
const page = await context.newPage()
await page.goto('/sign-in')
await page.getByLabel('E-mail').fill(demo.email)
await page.getByLabel('Password', { exact: true }).fill(demo.password)
await page.getByRole('button', { name: 'Sign in', exact: true }).click()
await page.waitForURL('**/overview')
const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
const stream = new StreamWitness(url, cookie)

const faults = faultsOf({ dataDir, proxy, clockFile, canFill, seconds })
const began = performance.now()
const all: Seen[] = []
let current: { name: string; until: number; end(): void } | null = null
for (let second = 0; second < seconds; second++) {
  const due = faults.find(({ at }) => Math.round(at * seconds) === second)
  if (due) {
    await due.begin()
    current = { name: due.name, until: second + due.seconds, end: due.end }
  }
  if (current && second >= current.until) {
    current.end()
    current = null
  }
  const seen: Seen = { second, fault: current?.name ?? null, ...(await look(url, demo.token, page)), events: stream.events }
  all.push(seen)
  appendFileSync(out, `${JSON.stringify(seen)}\n`)
  await pause(Math.max(0, (second + 1) * 1000 - (performance.now() - began)))
}
current?.end()
await stream.stop()

/** Snapshots that were told of and are not there, or are not whole; the newest of each account by its own time and by number. */
async function lost(): Promise<{ missing: number; told: number; stored: number; out_of_order: number }> {
  const database = runningEmbedded(dataDir, 'owner')
  if (database === null) throw new Error('The database does not run at the end of the soak.')
  const sql = postgres(database, { max: 1, onnotice: () => {}, connection: { 'app.system': 'on' } })
  try {
    const rows = await sql<{ id: string }[]>`select id::text as id from snapshots`
    const there = new Set(rows.map(({ id }) => id))
    const [order] = await sql<{ n: number }[]>`
      select count(*)::int as n from accounts a join snapshots s on s.account_id = a.id and s.as_of = a.last_refreshed_at
      where exists (select from snapshots later where later.account_id = a.id and later.id > s.id)`
    const missing = [...stream.snapshotIds].filter((id) => !there.has(id)).length
    return { missing, told: stream.snapshotIds.size, stored: there.size, out_of_order: order?.n ?? -1 }
  } finally {
    await sql.end()
  }
}

const kept = await lost()
await browser.close()
await demo.stop()
proxy.stop()
if (canFill) unmount(dataDir)
const { lines, recovered } = summary(all, faults, seconds)
for (const line of lines) console.log(line)
console.log(
  `told of ${kept.told} snapshots, ${kept.missing} of them missing; ${kept.stored} stored, ${kept.out_of_order} served out of order`,
)
console.log(`Second by second: ${out}`)
if (values.out !== undefined) rmSync(home, { recursive: true, force: true })
process.exit(recovered && kept.missing === 0 && kept.out_of_order === 0 ? 0 : 1)
