import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'

import { FakeExchanges } from '../../exchanges/testing'
import { updateSettingsSchema } from '../../schemas/settings'
import { TestClock, type TestContext, testDeps } from '../testing'
import { signedUp } from '../users/testing'
import { getSettings } from './get'
import { updateSettings } from './update'

describe('settings', () => {
  let database: TestDatabase
  let user: TestContext
  const clock = new TestClock()

  beforeAll(async () => {
    database = await testDatabase()
    user = await signedUp(testDeps(database.db, new FakeExchanges(clock.now), clock), 'me@example.com')
  })
  afterAll(() => database.close())

  it('have defaults, and change one by one', async () => {
    const defaults = {
      ...{ email: 'me@example.com', name: null, isAdmin: true, baseCurrency: 'USD', timeZone: null, dustThreshold: '1' },
      ...{ theme: 'system', refreshIntervalSeconds: 60, csvSeparator: 'comma', csvDecimal: 'point', csvBom: false },
    }
    expect(await getSettings(user)).toEqual(defaults)
    await updateSettings(user, { baseCurrency: 'EUR' })
    await updateSettings(user, { name: 'Me', refreshIntervalSeconds: 120, timeZone: 'Europe/Zurich' })
    expect(await getSettings(user)).toEqual({
      ...defaults,
      ...{ baseCurrency: 'EUR', name: 'Me', refreshIntervalSeconds: 120, timeZone: 'Europe/Zurich' },
    })
    expect(await updateSettings(user, { timeZone: null, name: null })).toMatchObject({ timeZone: null, name: null })
  })

  it('fall back to their default where what is stored fits no longer', async () => {
    await database.db.asUser(user.userId, (tx) =>
      tx.execute(`update users set settings = '{"baseCurrency":"DEM","theme":"dark","dustThreshold":7}'`),
    )
    expect(await getSettings(user)).toMatchObject({ baseCurrency: 'USD', theme: 'dark', dustThreshold: '1' })
  })

  it.each([
    { baseCurrency: 'XXX' },
    { timeZone: 'Mars/Olympus' },
    { dustThreshold: '-1' },
    { dustThreshold: '1e9' },
    { theme: 'pink' },
    { refreshIntervalSeconds: 1 },
    { refreshIntervalSeconds: 1.5 },
    { name: 'x'.repeat(101) },
    { language: 'fr' },
  ])('refuse %j', (input) => {
    expect(updateSettingsSchema.safeParse(input).success).toBe(false)
  })
})
