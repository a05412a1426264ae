import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { DomainError } from '../../errors'
import { FakeExchanges } from '../../exchanges/testing'
import { createAccount } from '../accounts/create'
import { signedInUser, TestClock, testDeps } from '../testing'
import { getDisplayRate } from './display-rate'
import { updateSettings } from './update'

describe('getDisplayRate', () => {
  let database: TestDatabase
  const clock = new TestClock()
  const exchanges = new FakeExchanges(clock.now)

  beforeAll(async () => {
    database = await testDatabase()
  })
  afterAll(() => database.close())

  const somebody = async () => {
    const ctx = await signedInUser(testDeps(database.db, exchanges, clock))
    const apiKey = `key-${ctx.userId}`
    exchanges.open(apiKey)
    const credentials = { apiKey, apiSecret: `${apiKey}-secret` }
    return {
      ctx,
      connect: () => createAccount(ctx, { name: 'Desk', exchange: 'bybit', credentials: { ...NONE, ...credentials } }),
    }
  }
  const NONE = { password: undefined, uid: undefined, walletAddress: undefined, privateKey: undefined, vaultAddress: undefined }

  it('is 1 for USD and asks no exchange', async () => {
    const { ctx } = await somebody()
    const asked = exchanges.calls.length
    expect(await getDisplayRate(ctx)).toEqual({ currency: 'USD', usdPerUnit: '1', asOf: clock.now() })
    expect(exchanges.calls).toHaveLength(asked)
  })

  it('is the price of the chosen currency on an exchange in use', async () => {
    exchanges.usd.set('BTC', '64000.5')
    const { ctx, connect } = await somebody()
    await updateSettings(ctx, { baseCurrency: 'BTC' })
    expect(await getDisplayRate(ctx)).toMatchObject({ currency: 'BTC', usdPerUnit: null })
    await connect()
    expect(await getDisplayRate(ctx)).toMatchObject({ currency: 'BTC', usdPerUnit: '64000.5' })
  })

  it('is not known where there is no route, or the exchange fails', async () => {
    const { ctx, connect } = await somebody()
    await connect()
    await updateSettings(ctx, { baseCurrency: 'CHF' })
    expect(await getDisplayRate(ctx)).toEqual({ currency: 'CHF', usdPerUnit: null, asOf: null })
    const failing = Object.assign(Object.create(exchanges), {
      prices: () => Promise.reject(new DomainError('exchange_maintenance', 'Down.')),
    })
    expect(await getDisplayRate({ ...ctx, exchanges: failing })).toMatchObject({ usdPerUnit: null })
  })
})
