import { afterAll, afterEach, beforeAll, describe, expect, it, type MockInstance, vi } from 'vitest'
import { openAppDb } from '@/db/roles'
import { testDatabase } from '@/db/testing'
import { scenario } from '@/simulator/scenarios'
import { type RunningSimulator, startSimulator } from '@/simulator/server'
import type { Deps, ServiceContext } from '../context'
import { createCcxtExchanges } from '../exchanges'
import { FakeExchanges } from '../exchanges/testing'
import { createLog } from '../log'
import { archiveAccount } from '../services/accounts/archive'
import { createAccount } from '../services/accounts/create'
import { getAccount } from '../services/accounts/get'
import { refreshBalances } from '../services/balances/refresh'
import { signedInUser, TestClock, testDeps } from '../services/testing'
import { startWorker, type Worker } from './worker'

/** Two people with an account each on one exchange: simulated exchange → real ccxt → worker → PostgreSQL. */

const VENUES = ['bybit', 'okx'] as const
type Venue = (typeof VENUES)[number]
const PATIENCE = { timeout: 50_000 }

interface Member {
  ctx: ServiceContext
  id: string
  apiKey: string
}

let database: Awaited<ReturnType<typeof testDatabase>>
let simulator: RunningSimulator
let exchanges: Deps['exchanges']
let readings: MockInstance<Deps['exchanges']['fetchHoldings']>
let worker: Worker | null = null
const clock = new TestClock()
const members: Member[] = []
const opened: (() => Promise<void>)[] = []

beforeAll(async () => {
  database = await testDatabase({ max: 8 })
  const ledgers = VENUES.flatMap((venue) => [scenario(venue, 'hedged-desk'), scenario(venue, 'leveraged-long')])
  simulator = await startSimulator({ frozen: true, ledgers })
  simulator.limiter.scale(1000)
  exchanges = createCcxtExchanges({
    baseUrls: { '*': simulator.url },
    log: createLog('silent'),
    limitFactor: 1000,
    now: clock.now,
  })
  readings = vi.spyOn(exchanges, 'fetchHoldings')
})
afterAll(async () => {
  await simulator.close()
  await database.close()
})
afterEach(async () => {
  await worker?.stop()
  worker = null
  await Promise.all(opened.splice(0).map((end) => end()))
  simulator.clearFaults()
  for (const { ctx, id } of members.splice(0)) await archiveAccount(ctx, { id })
})

/** What a worker and its people share, behind an address of their own. */
async function start(): Promise<Deps> {
  const deps: Deps = { ...testDeps(database.db, new FakeExchanges(), clock), exchanges }
  const db = await openAppDb({ url: database.url, max: 6 })
  opened.push(() => db.close())
  worker = await startWorker({ ...deps, db }, { databaseUrl: database.url, tickMs: 50 })
  return deps
}

/** A new person's account on the exchange, read for the first time. */
async function join(deps: Deps, venue: Venue, name: 'hedged-desk' | 'leveraged-long'): Promise<Member> {
  const ctx = await signedInUser(deps)
  const { key } = scenario(venue, name)
  const credentials = { apiKey: key.apiKey, apiSecret: key.apiSecret, password: key.passphrase }
  const { id } = await createAccount(ctx, { name, exchange: venue, credentials })
  const member = { ctx, id, apiKey: key.apiKey }
  members.push(member)
  await readNow(member)
  return member
}

const account = ({ ctx, id }: Member) => getAccount(ctx, { id })
const failure = async (member: Member) => (await account(member)).lastError
const asked = ({ apiKey }: Member) => readings.mock.calls.filter(([{ credentials }]) => credentials.apiKey === apiKey).length
const readNow = (member: Member) =>
  expect.poll(async () => (await account(member)).lastRefreshedAt, PATIENCE).toEqual(clock.now())
const limit = (venue: Venue, { apiKey }: Member, refusal: 'account-limit' | 'address-limit', retryAfterSeconds: number) =>
  simulator.addFault({ match: { venue, apiKey }, effect: { kind: 'refuse', refusal, retryAfterSeconds } })

describe.each(VENUES)('a limit of %s', (venue) => {
  it("that counts one person's account leaves the other's on time", async () => {
    const deps = await start()
    const limited = await join(deps, venue, 'hedged-desk')
    const other = await join(deps, venue, 'leveraged-long')
    limit(venue, limited, 'account-limit', 300)
    clock.advance(60)
    const hit = clock.now()
    await expect
      .poll(() => failure(limited), PATIENCE)
      .toMatchObject({
        code: 'exchange_rate_limit',
        message: expect.stringContaining('limits how often this account is asked'),
        nextTryAt: expect.any(Date),
      })
    await readNow(other)
    const wait = (((await failure(limited))?.nextTryAt?.getTime() ?? 0) - hit.getTime()) / 1000
    // Bybit's answer says when its limit ends; OKX's does not, so the usual back-off of about a minute holds.
    if (venue === 'bybit') expect(Math.abs(wait - 300)).toBeLessThanOrEqual(1)
    else expect(wait).toBeGreaterThanOrEqual(48)

    readings.mockClear()
    expect(await refreshBalances(limited.ctx, {})).toMatchObject([{ ok: false, code: 'exchange_rate_limit' }])
    expect(await refreshBalances(other.ctx, {})).toMatchObject([{ ok: true }])
    expect(asked(limited)).toBe(0)
    simulator.clearFaults()
    clock.advance(60)
    await readNow(other)
    if (venue === 'bybit') expect(asked(limited)).toBe(0)
    clock.advance(3600)
    await readNow(limited)
    expect(await failure(limited)).toBeNull()
  })

  it('that counts our address lets both wait', async () => {
    const elsewhere = VENUES.find((other) => other !== venue) ?? venue
    const deps = await start()
    const limited = await join(deps, venue, 'hedged-desk')
    clock.advance(30)
    const other = await join(deps, venue, 'leveraged-long')
    const third = await join(deps, elsewhere, 'leveraged-long')
    const before = (await account(other)).lastRefreshedAt
    limit(venue, limited, 'address-limit', 60)
    clock.advance(30)
    await expect.poll(() => failure(limited), PATIENCE).toMatchObject({ code: 'exchange_rate_limit' })
    readings.mockClear()
    clock.advance(30)
    // Due as well: one on another exchange is read, the other here is not, whoever asks.
    await readNow(third)
    expect(await refreshBalances(other.ctx, {})).toMatchObject([{ ok: false, code: 'exchange_rate_limit' }])
    expect((await account(other)).lastRefreshedAt).toEqual(before)
    expect(asked(limited) + asked(other)).toBe(0)

    simulator.clearFaults()
    clock.advance(3600)
    await readNow(limited)
    await readNow(other)
  })
})
