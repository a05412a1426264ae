import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { Deps, ServiceContext } from '@/server/context'
import { DomainError } from '@/server/errors'
import { createCcxtExchanges } from '@/server/exchanges'
import { type FakeAccount, FakeExchanges } from '@/server/exchanges/testing'
import { createLog } from '@/server/log'
import { scenario } from '@/simulator/scenarios'
import { type RunningSimulator, startSimulator } from '@/simulator/server'
import { listDeskAudit } from '../audit/list'
import { signedInUser, TestClock, testDeps } from '../testing'
import { checkDueKeys } from './check-due-keys'
import { createAccount } from './create'
import { getAccount } from './get'
import { updateAccount } from './update'

const DAY = 86_400
const signal = new AbortController().signal
let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

const logOf = async (ctx: ServiceContext) =>
  (await listDeskAudit(ctx, { limit: 50 })).events
    .filter(({ event }) => event.startsWith('key_'))
    .map(({ event, actor, details }) => ({ event, actor, ...details }))

describe('asking daily what keys may do', () => {
  let clock: TestClock
  let exchanges: FakeExchanges
  let deps: Deps
  let ctx: ServiceContext
  let fake: FakeAccount
  let id: string
  let keys = 0

  beforeEach(async () => {
    clock = new TestClock(new Date(Date.UTC(2026, keys, 1)))
    exchanges = new FakeExchanges(clock.now)
    deps = testDeps(database.db, exchanges, clock)
    ctx = await signedInUser(deps)
    const apiKey = `daily-${++keys}`
    fake = exchanges.open(apiKey)
    fake.key = { ...fake.key, permissions: ['read', 'trade'] }
    const made = await createAccount(ctx, { name: 'Desk', exchange: 'binance', credentials: { apiKey, apiSecret: fake.secret } })
    id = made.id
  })
  const round = async () => {
    exchanges.calls.length = 0
    await checkDueKeys(deps, signal)
    return exchanges.calls.filter((call) => call === `verify daily-${keys}`).length
  }

  it('happens once a day', async () => {
    clock.advance(DAY - 1)
    expect(await round()).toBe(0)
    clock.advance(1)
    expect(await round()).toBe(1)
    expect(await round()).toBe(0)
    expect((await getAccount(ctx, { id })).keyCheckedAt).toEqual(clock.now())
    expect(await logOf(ctx)).toEqual([])
  })

  it('marks a key that has become able to withdraw, until it cannot or another is entered', async () => {
    fake.key = { ...fake.key, permissions: ['read', 'withdraw'] }
    clock.advance(DAY)
    await round()
    const marked = await getAccount(ctx, { id })
    expect(marked).toMatchObject({
      permissions: ['read', 'withdraw'],
      keyChange: { at: clock.now(), gained: ['withdraw'], lost: ['trade'] },
    })
    expect(await logOf(ctx)).toMatchObject([
      { event: 'key_permissions_changed', actor: 'system', before: 'read, trade', now: 'read, withdraw', mayWithdraw: true },
    ])
    clock.advance(DAY)
    await round()
    expect((await getAccount(ctx, { id })).keyChange).toEqual(marked.keyChange)
    expect(await logOf(ctx)).toHaveLength(1)
    const other = exchanges.open(`other-${keys}`)
    const credentials = { apiKey: `other-${keys}`, apiSecret: other.secret }
    expect(await updateAccount(ctx, { id, credentials })).toMatchObject({ permissions: ['read'], keyChange: null })
  })

  it('tells new addresses and an end that came near, once', async () => {
    const expiresAt = new Date(clock.now().getTime() + 15 * DAY * 1000)
    fake.key = { ...fake.key, ipList: ['192.0.2.1'], expiresAt }
    clock.advance(DAY)
    await round()
    expect(await logOf(ctx)).toMatchObject([{ event: 'key_expires_soon', expiresAt: expiresAt.toISOString() }])
    fake.key = { ...fake.key, ipList: [] }
    clock.advance(DAY)
    await round()
    expect(await logOf(ctx)).toMatchObject([
      { event: 'key_addresses_changed', before: '192.0.2.1', now: '' },
      { event: 'key_expires_soon' },
    ])
    expect(await getAccount(ctx, { id })).toMatchObject({ keyExpiresAt: expiresAt, keyIpList: [] })
  })

  it('asks again at the next round after a failure that passes, and tomorrow after a refusal', async () => {
    clock.advance(DAY)
    fake.failure = new DomainError('exchange_network', 'No answer.')
    expect(await round()).toBe(1)
    expect(await round()).toBe(1)
    fake.failure = new DomainError('exchange_credentials', 'Unknown key.')
    expect(await round()).toBe(1)
    expect(await round()).toBe(0)
    expect(await getAccount(ctx, { id })).toMatchObject({ permissions: ['read', 'trade'], keyChange: null })
  })

  it('writes nothing of a key that was replaced while the exchange answered', async () => {
    let answer = () => {}
    fake.hold = new Promise((resolve) => {
      answer = resolve
    })
    fake.key = { ...fake.key, permissions: ['read', 'withdraw'] }
    clock.advance(DAY)
    const checking = checkDueKeys(deps, signal)
    await expect.poll(() => exchanges.calls).toContain(`verify daily-${keys}`)
    const other = exchanges.open(`other-${keys}`)
    await updateAccount(ctx, { id, credentials: { apiKey: `other-${keys}`, apiSecret: other.secret } })
    answer()
    await checking
    expect(await getAccount(ctx, { id })).toMatchObject({ permissions: ['read'], keyChange: null })
  })
})

describe('on the exchanges themselves', () => {
  const ledgers = [
    scenario('binance', 'hedged-desk'),
    scenario('bybit', 'contract-sample'),
    scenario('okx', 'hedged-desk'),
    scenario('bitget', 'hedged-desk'),
  ]
  let simulator: RunningSimulator
  let own: TestDatabase
  beforeAll(async () => {
    own = await testDatabase()
    simulator = await startSimulator({ frozen: true, ledgers })
    simulator.limiter.scale(100)
  })
  afterAll(async () => {
    await simulator.close()
    await own.close()
  })

  it('finds every key that its exchange has let withdraw since', async () => {
    let now = new Date()
    const exchanges = createCcxtExchanges({ baseUrls: { '*': simulator.url }, log: createLog('silent'), limitFactor: 1000 })
    const deps: Deps = { ...testDeps(own.db, new FakeExchanges(), new TestClock()), exchanges, now: () => now }
    const ctx = await signedInUser(deps)
    const ids: string[] = []
    for (const { venue, key } of ledgers) {
      const credentials = { apiKey: key.apiKey, apiSecret: key.apiSecret, password: key.passphrase }
      ids.push((await createAccount(ctx, { name: venue, exchange: venue, credentials })).id)
    }
    for (const ledger of ledgers) {
      simulator.putLedger({ ...ledger, key: { ...ledger.key, permissions: [...ledger.key.permissions, 'withdraw'] } })
    }
    now = new Date(now.getTime() + DAY * 1000)
    expect(await checkDueKeys(deps, signal)).toEqual({ checked: 4, failed: 0 })
    for (const id of ids) {
      const account = await getAccount(ctx, { id })
      expect(account, account.name).toMatchObject({
        permissions: expect.arrayContaining(['withdraw']),
        keyChange: { gained: ['withdraw'], lost: [] },
      })
    }
  })
})
