import { spawn } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listLedgers } from '@/db/queries/flow-ledgers'
import { testDatabase } from '@/db/testing'
import type { ServiceContext } from '@/server/context'
import { FakeExchanges } from '@/server/exchanges/testing'
import { createAccount } from '../accounts/create'
import { signedInUser, TestClock, testDeps } from '../testing'

const ENTRIES = 3000
const KILLS = 5

let database: Awaited<ReturnType<typeof testDatabase>>
let ctx: ServiceContext
let accountId: string
const clock = new TestClock(new Date('2026-03-10T12:00:00Z'))

beforeAll(async () => {
  database = await testDatabase()
  const exchanges = new FakeExchanges(clock.now)
  const fake = exchanges.open('killed-key')
  ctx = await signedInUser(testDeps(database.db, exchanges, clock))
  const credentials = { apiKey: 'killed-key', apiSecret: fake.secret }
  accountId = (await createAccount(ctx, { name: 'killed', exchange: 'binance', credentials })).id
})
afterAll(() => database.close())

const stored = async () => {
  const [row] = await database.db.asDesk(ctx.deskId, (tx) =>
    tx.execute<{ n: number; ids: number; sum: string }>(
      `select count(*)::int as n, count(distinct entry_id)::int as ids, coalesce(sum(amount), 0)::text as sum from flows`,
    ),
  )
  return row ?? { n: 0, ids: 0, sum: '0' }
}
const ledger = () => database.db.asDesk(ctx.deskId, (tx) => listLedgers(tx, ctx.deskId, [accountId])).then(([state]) => state)

function startReader() {
  const environment = { DATABASE_URL: database.url, USER_ID: ctx.deskId, ACCOUNT_ID: accountId, ENTRIES: String(ENTRIES) }
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/services/flows/reader-process.testing.ts'], {
    env: { ...process.env, ...environment, NOW: clock.now().toISOString() },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { child, ended }
}

it('a reading that is killed without warning goes on where it was: every entry once, none lost', {
  timeout: 180_000,
}, async () => {
  let [before, reach] = [0, clock.now()]
  for (let kill = 0; kill < KILLS; kill++) {
    const { child, ended } = startReader()
    await expect.poll(async () => (await stored()).n, { timeout: 60_000, interval: 10 }).toBeGreaterThan(before)
    child.kill('SIGKILL')
    await ended
    const now = await stored()
    expect(now.ids).toBe(now.n)
    const state = await ledger()
    expect(state?.readFrom.getTime()).toBeLessThanOrEqual(reach.getTime())
    ;[before, reach] = [now.n, state?.readFrom ?? reach]
  }
  expect(before).toBeLessThan(ENTRIES)
  expect(await startReader().ended).toBe(0)
  const all = await stored()
  expect([all.n, all.ids, Number(all.sum)]).toEqual([ENTRIES, ENTRIES, (ENTRIES * (ENTRIES + 1)) / 2])
  expect(await ledger()).toMatchObject({ page: null, errorCode: null, readTo: clock.now(), entries: ENTRIES })
})
