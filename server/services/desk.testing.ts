import { afterAll, beforeAll, beforeEach } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { ServiceContext } from '../context'
import type { Holding } from '../domain/types'
import { type FakeAccount, FakeExchanges } from '../exchanges/testing'
import { createAccount } from './accounts/create'
import { signedInUser, TestClock, testDeps } from './testing'

/** What a test of services works with; all but the database is new for each test. */
export class TestDesk {
  database!: TestDatabase
  clock!: TestClock
  exchanges!: FakeExchanges
  /** Of somebody who has just signed up and is signed in. */
  ctx!: ServiceContext
  #keys = 0

  /** A key that the exchange knows, of an account of its own there. */
  key(holdings: Holding[] = []): { apiKey: string; apiSecret: string } {
    this.#keys += 1
    const apiKey = `desk-key-${this.#keys}`
    const { secret } = this.exchanges.open(apiKey, { holdings })
    return { apiKey, apiSecret: secret }
  }

  /** Connects an account that holds this, a second after whatever was before. */
  async connect(name: string, holdings: Holding[] = [], exchange = 'binance'): Promise<{ id: string; fake: FakeAccount }> {
    this.clock.advance(1)
    const credentials = this.key(holdings)
    const { id } = await createAccount(this.ctx, { name, exchange, credentials })
    const fake = this.exchanges.accounts.get(credentials.apiKey)
    if (!fake) throw new Error('The exchange forgot its account.')
    return { id, fake }
  }
}

/** Prepares a database for the test file that calls it, and a desk for each of its tests. */
export function testDesk(): TestDesk {
  const desk = new TestDesk()
  beforeAll(async () => {
    desk.database = await testDatabase()
  })
  beforeEach(async () => {
    desk.clock = new TestClock()
    desk.exchanges = new FakeExchanges(desk.clock.now)
    desk.exchanges.usd.set('BTC', '50000')
    desk.ctx = await signedInUser(testDeps(desk.database.db, desk.exchanges, desk.clock))
  })
  afterAll(() => desk.database.close())
  return desk
}
