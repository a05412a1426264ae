import { expect, it } from 'vitest'
import { perp, token } from '@/server/domain/holdings.testing'
import { DomainError } from '@/server/errors'
import { failure } from '@/server/exchanges/testing'
import { testDesk } from '../desk.testing'
import { testCredentials } from './test-credentials'

const desk = testDesk()

const TABLES = [
  'accounts',
  'account_secrets',
  'snapshots',
  'holdings',
  'refreshes',
  'key_activity',
  'audit_events',
  'group_points',
]

/** How many rows each table has that holds something of accounts. */
async function stored(): Promise<readonly unknown[]> {
  const counts = TABLES.map((table) => `select '${table}' as name, count(*)::int as n from ${table}`)
  return desk.database.db.asSystem(async (tx) => [...(await tx.execute(counts.join(' union all ')))])
}

const holdings = () => [
  token('USDT', '1000'),
  perp('BTC', '1', '50000', { wallet: 'spot', markPrice: '50000', liquidationPrice: '40000' }),
]

it('tells what one reading found before anything is saved, and stores none of it', async () => {
  const credentials = desk.key(holdings())
  desk.exchanges.owned.set(credentials.apiKey, [
    { id: 'a', uid: '1', name: 'a', frozen: false, reads: 'main key' },
    { id: 'b', uid: '2', name: 'b', frozen: false, reads: 'own key' },
  ])
  const before = await stored()
  const told = await testCredentials(desk.ctx, { exchange: 'binance', credentials })
  expect(told).toMatchObject({
    permissions: ['read'],
    problem: null,
    found: {
      equity: '1000',
      wallets: [{ wallet: 'spot', coins: 1, positions: 1 }],
      positions: { count: 1, nearest: { symbol: 'BTC:PERP-USDT', distance: '0.2' } },
    },
    subAccounts: { count: 2, problem: null },
  })
  expect(desk.exchanges.calls.filter((call) => call.startsWith('fetchHoldings'))).toHaveLength(1)
  expect(await stored()).toEqual(before)
  expect(before).toHaveLength(TABLES.length)
  // Nothing of what was entered comes back.
  expect(JSON.stringify(told)).not.toContain(credentials.apiSecret)
  expect(JSON.stringify(told)).not.toContain(credentials.apiKey)
})

it('a reading that fails is told with what to do, while the key counts as accepted', async () => {
  const credentials = desk.key(holdings())
  const words = 'Binance gave no usable answer. It is tried again by itself.'
  Object.assign(desk.exchanges, {
    fetchHoldings: async () => {
      throw new DomainError('exchange_network', words, { exchangeError: 'Bad gateway' })
    },
    subAccounts: async () => {
      throw new DomainError('exchange_permission', 'This key may not list them.')
    },
  })
  expect(await testCredentials(desk.ctx, { exchange: 'binance', credentials })).toMatchObject({
    permissions: ['read'],
    found: null,
    problem: {
      code: 'exchange_network',
      message: 'Binance gave no usable answer.',
      exchangeError: 'Bad gateway',
      advice: expect.stringMatching(/look again/i),
    },
    subAccounts: { count: null, problem: 'This key may not list them.' },
  })
})

it('a defect of ours is told in plain words, and an exchange that lists no sub-accounts is not said to have none', async () => {
  const credentials = desk.key()
  Object.assign(desk.exchanges, {
    fetchHoldings: async () => {
      throw new TypeError('x is not a function')
    },
  })
  const told = await testCredentials(desk.ctx, { exchange: 'binance', credentials })
  expect(told.problem).toMatchObject({ code: 'internal', message: expect.not.stringContaining('x is not') })
  expect(told.subAccounts).toBeNull()
})

it('a refused key is read by nothing, and readings of right ones are limited', async () => {
  const wrong = { ...desk.key(), apiSecret: 'wrong' }
  expect((await failure(testCredentials(desk.ctx, { exchange: 'binance', credentials: wrong }))).code).toBe(
    'exchange_credentials',
  )
  expect(desk.exchanges.calls.some((call) => call.startsWith('fetchHoldings'))).toBe(false)
  const credentials = desk.key()
  const look = () =>
    testCredentials(desk.ctx, { exchange: 'binance', credentials }).then(
      () => 'read',
      ({ code }) => code,
    )
  const outcomes: string[] = []
  for (let i = 0; i < 203; i++) outcomes.push(await look())
  expect(outcomes.filter((outcome) => outcome === 'rate_limited').length).toBeGreaterThanOrEqual(1)
  expect(outcomes.slice(0, 199)).toEqual(Array.from({ length: 199 }, () => 'read'))
})
