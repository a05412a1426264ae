import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { createLog } from '@/server/log'
import { scenario } from '@/simulator/scenarios'
import { type RunningSimulator, startSimulator } from '@/simulator/server'
import { createCcxtExchanges } from '../ccxt-port'
import type { Connection } from '../port'

/** Against stand-in exchanges that refuse, and ban, as the real ones do. */

const ACCOUNTS = 30
const base = scenario('bybit', 'hedged-desk')
const ledgers = Array.from({ length: ACCOUNTS }, (_, n) => ({
  ...base,
  scenario: `${base.scenario}-${n}`,
  uid: String(20_000_000 + n),
  key: { ...base.key, apiKey: `${base.key.apiKey}n${n}`, apiSecret: `${base.key.apiSecret}n${n}` },
}))
let simulator: RunningSimulator
const log = createLog('silent')
const signal = () => AbortSignal.timeout(50_000)

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, ledgers })
})
afterAll(() => simulator.close())
afterEach(() => {
  simulator.limiter.clear()
  simulator.journal.clear()
})

const connections = (count: number): Connection[] =>
  ledgers.slice(0, count).map(({ key: { apiKey, apiSecret } }) => ({
    exchange: 'bybit',
    credentials: { apiKey, apiSecret },
    sandbox: false,
    options: { default: true },
    priority: 'reading',
  }))

it('reads at full speed what an address is allowed, and is refused nothing', async () => {
  // A quarter of the exchange's limits on both sides: what takes an hour of accounts otherwise is some seconds of few.
  simulator.limiter.scale(0.25)
  const exchanges = createCcxtExchanges({ baseUrls: { '*': simulator.url }, log, limitFactor: 0.25 })
  const began = performance.now()
  const read = await Promise.all(connections(ACCOUNTS).map((connection) => exchanges.fetchHoldings(connection, signal())))
  expect(read).toHaveLength(ACCOUNTS)
  const asked = simulator.journal.list({ venue: 'bybit' })
  expect(asked.filter(({ status }) => status !== 200)).toEqual([])
  // More than fits at once: they did wait.
  expect(asked.length).toBeGreaterThan(150)
  expect(performance.now() - began).toBeGreaterThan(4_000)
  const [use] = exchanges.budgets?.().find(({ exchange }) => exchange === 'bybit')?.limits ?? []
  expect(use).toMatchObject({ limit: 'address', of: 150 })
})

it('goes more slowly where an account is told of a lower limit than the documented', async () => {
  simulator.limiter.scale(0.2)
  const exchanges = createCcxtExchanges({ baseUrls: { '*': simulator.url }, log })
  const [connection] = connections(1)
  if (!connection) throw new Error('There is an account.')
  await exchanges.fetchHoldings(connection, signal())
  simulator.journal.clear()
  // One a second, as its headers say: five are documented.
  await Promise.all(Array.from({ length: 5 }, () => exchanges.fetchHoldings(connection, signal())))
  const asked = simulator.journal.list({ venue: 'bybit', path: 'query-account-coins-balance' })
  expect(asked).toHaveLength(5)
  expect((asked[4]?.at ?? 0) - (asked[0]?.at ?? 0)).toBeGreaterThan(3_500)
})
