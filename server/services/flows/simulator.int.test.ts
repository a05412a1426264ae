import { afterAll, beforeAll, expect, it } from 'vitest'
import { listLedgers, saveLedger } from '@/db/queries/flow-ledgers'
import { listFlows } from '@/db/queries/flows'
import { testDatabase } from '@/db/testing'
import type { ServiceContext } from '@/server/context'
import { newLedger } from '@/server/domain/flows/reading'
import { createCcxtExchanges } from '@/server/exchanges'
import { FakeExchanges } from '@/server/exchanges/testing'
import { createLog } from '@/server/log'
import { scenario } from '@/simulator/scenarios'
import { type RunningSimulator, startSimulator } from '@/simulator/server'
import { createAccount } from '../accounts/create'
import { signedInUser, TestClock, testDeps } from '../testing'
import { getFlowCoverage } from './coverage'
import { readLedgers } from './read-ledgers'

/** The job with real rooms: simulated exchange → ccxt → ledgers → PostgreSQL. */

const LEDGERS = [scenario('bybit', 'hedged-desk'), scenario('binance', 'hedged-desk'), scenario('okx', 'hedged-desk')]
/** Thirty days are there. */
const SINCE_MS = 40 * 86_400_000

let database: Awaited<ReturnType<typeof testDatabase>>
let simulator: RunningSimulator
let ctx: ServiceContext

beforeAll(async () => {
  database = await testDatabase()
  simulator = await startSimulator({ frozen: true, ledgers: LEDGERS })
  simulator.limiter.scale(1000)
  const log = createLog('silent')
  const deps = { ...testDeps(database.db, new FakeExchanges(), new TestClock()), now: () => new Date() }
  const exchanges = createCcxtExchanges({ baseUrls: { '*': simulator.url }, log })
  ctx = await signedInUser({ ...deps, exchanges, log })
})
afterAll(async () => {
  await simulator.close()
  await database.close()
})

it.each(LEDGERS)(
  '$venue: every ledger is read back to its beginning, and reading all of it again stores nothing',
  async ({ venue, key }) => {
    const credentials = { apiKey: key.apiKey, apiSecret: key.apiSecret, password: key.passphrase }
    const { id } = await createAccount(ctx, { name: venue, exchange: venue, credentials })
    const system = { ...ctx, actor: { kind: 'system' as const } }
    const since = new Date(Date.now() - SINCE_MS)
    const first = await readLedgers(system, id, { since, turnMs: 60_000 })
    expect(first).toMatchObject({ done: true })
    expect(first?.stored).toBeGreaterThan(30)
    const [coverage] = (await getFlowCoverage(ctx, {})).filter(({ accountId }) => accountId === id)
    expect(coverage?.ledgers.map(({ id: ledger, error, progress }) => [ledger, error, progress])).toEqual(
      coverage?.ledgers.map(({ id: ledger }) => [ledger, null, 1]),
    )
    expect(coverage?.knownTo).not.toBeNull()
    const stored = () => database.db.asDesk(ctx.deskId, (tx) => listFlows(tx, ctx.deskId, { accountIds: [id] }))
    const before = await stored()
    await database.db.asDesk(ctx.deskId, async (tx) => {
      for (const { accountId: _, ledger } of await listLedgers(tx, ctx.deskId, [id])) {
        const limits = ctx.exchanges.ledgers?.(venue).ledgers.find((info) => info.id === ledger)
        if (limits) await saveLedger(tx, ctx.deskId, id, newLedger(ledger, limits, new Date(), since), null)
      }
    })
    expect(await readLedgers(system, id, { turnMs: 60_000 })).toMatchObject({ done: true, stored: 0 })
    expect(await stored()).toEqual(before)
  },
)
