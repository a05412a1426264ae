import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accountDays } from '@/db/queries/performance-days'
import { testDatabase } from '@/db/testing'
import type { ServiceContext } from '@/server/context'
import { Decimal } from '@/server/domain/decimal'
import type { ExplainView } from '@/server/domain/views'
import { createCcxtExchanges } from '@/server/exchanges'
import { FakeExchanges } from '@/server/exchanges/testing'
import { createLog } from '@/server/log'
import { explainSchema, performanceSchema } from '@/server/schemas/flows'
import { listAccounts } from '@/server/services/accounts/list'
import { flowNotices, unexplainedDays } from '@/server/services/flows/unexplained'
import { explainChange } from '@/server/services/performance/explain'
import { getPerformance } from '@/server/services/performance/get'
import { getTagGain } from '@/server/services/tags/gain'
import { createTag } from '@/server/services/tags/manage'
import { signedInUser, TestClock, testDeps } from '@/server/services/testing'
import { type RunningSimulator, startSimulator } from '@/simulator/server'
import { DEMO_ACCOUNTS } from './accounts'
import { makeDesk } from './desk'

/** The demo as `npm run demo` makes it: what every account's equity did in thirty days is explained, to the last decimal. */

const HOUR = 3_600_000

let database: Awaited<ReturnType<typeof testDatabase>>
let simulator: RunningSimulator
let ctx: ServiceContext
let accounts: { id: string; name: string }[]

beforeAll(async () => {
  database = await testDatabase()
  simulator = await startSimulator()
  const log = createLog('silent')
  const deps = { ...testDeps(database.db, new FakeExchanges(), new TestClock()), now: () => new Date(), log }
  ctx = await signedInUser({ ...deps, exchanges: createCcxtExchanges({ baseUrls: { '*': simulator.url }, log }) })
  await makeDesk(ctx, simulator.url)
  accounts = await listAccounts(ctx, { includeArchived: false })
}, 400_000)
afterAll(async () => {
  await simulator.close()
  await database.close()
})

const explain = (input: Record<string, unknown>) => explainChange(ctx, explainSchema.parse(input))
const sum = ({ parts }: ExplainView) => Object.values(parts ?? {}).reduce((total, part) => total.plus(part), new Decimal(0))

function expectExplained(view: ExplainView) {
  expect(view.parts).not.toBeNull()
  expect(sum(view).toFixed()).toBe(new Decimal(view.change ?? 'NaN').toFixed())
  expect(view.parts?.unexplained).toBe('0')
  expect(view.coins.filter(({ unexplainedSize }) => unexplainedSize !== '0')).toEqual([])
  for (const account of view.accounts)
    expect([account.accountName, account.parts?.unexplained]).toEqual([account.accountName, '0'])
}

const idOf = (name: string) => accounts.find((account) => account.name === name)?.id ?? ''

describe.each(DEMO_ACCOUNTS.map(({ name }) => name))('%s', (name) => {
  it('is explained over thirty days, a week, a day and six hours', async () => {
    for (const range of ['30d', '7d', '24h']) expectExplained(await explain({ range, accounts: [idOf(name)] }))
    const now = Date.now()
    const from = new Date(now - 6 * HOUR).toISOString()
    expectExplained(await explain({ range: 'custom', from, to: new Date(now).toISOString(), accounts: [idOf(name)] }))
  })

  it('is explained day by day', async () => {
    const day = (back: number) => new Date(Date.now() - back * 24 * HOUR).toISOString().slice(0, 10)
    const days = await ctx.db.asDesk(ctx.deskId, (tx) => accountDays(tx, ctx.deskId, [idOf(name)], { from: day(35), to: day(0) }))
    expect(days.length).toBeGreaterThanOrEqual(29)
    // What an account held when its history begins is explained by nothing.
    for (const { day: of, opened, closed, flows, parts } of days.slice(1)) {
      const told = Object.values(parts ?? {}).reduce((total, part) => total.plus(part), new Decimal(flows))
      expect([of, parts?.unexplained, told.toFixed()]).toEqual([of, '0', new Decimal(closed).minus(opened).toFixed()])
    }
  })
})

describe('the desk as a whole', () => {
  it('is explained, and what went from one account to another is no flow of it', async () => {
    const whole = await explain({ range: '30d' })
    expectExplained(whole)
    const transfers = whole.accounts.filter(({ parts }) => parts?.flows !== '0').map(({ accountName }) => accountName)
    expect(transfers.sort()).toEqual(['Binance desk', 'Bybit momentum', 'OKX swing'])
    const { notes, twr, gain, inTransit } = await getPerformance(ctx, performanceSchema.parse({ range: '30d' }))
    expect({ notes, inTransit }).toEqual({ notes: [], inTransit: [] })
    expect(twr).not.toBeNull()
    expect(gain).not.toBeNull()
  })

  it('tells what a strategy of coins and positions earned in a month', async () => {
    const rules = [{ accountId: null, coin: 'ETH', market: null }]
    const { id } = await createTag(ctx, { name: 'Ether', kind: 'strategy', rules })
    const { gain, parts, contribution, reasons } = await getTagGain(ctx, { id, range: '30d' })
    expect(reasons.first).toEqual([])
    expect(contribution).not.toBeNull()
    const made = Object.values(parts ?? {}).reduce((total, part) => total.plus(part), new Decimal(0))
    expect(made.toFixed()).toBe(new Decimal(gain ?? 'NaN').toFixed())
  })

  it('asks for no attention', async () => {
    expect([await unexplainedDays(ctx), await flowNotices(ctx)]).toEqual([[], []])
  })
})
