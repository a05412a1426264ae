import { describe, expect, it } from 'vitest'
import { pauseExchange } from '@/db/queries/exchange-pauses'
import { failure } from '@/server/exchanges/testing'
import { egressOf } from '../balances/exchange-limits'
import { testDesk } from '../desk.testing'
import { signedInUser, testDeps } from '../testing'
import { createAccount } from './create'
import { testCredentials } from './test-credentials'

const desk = testDesk()
const wrong = (number: number) => ({ exchange: 'bybit', credentials: { apiKey: `wrong-${number}`, apiSecret: 'none' } })
const verified = () => desk.exchanges.calls.filter((call) => call.startsWith('verify')).length

describe('trying keys', () => {
  it('lets so many wrong keys of one person through to the exchange, however quickly they come', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 80 }, (_, number) => failure(testCredentials(desk.ctx, wrong(number)))),
    )
    expect(verified()).toBeLessThanOrEqual(11)
    expect(outcomes.filter(({ code }) => code === 'rate_limited').length).toBe(80 - verified())
    const refused = await failure(createAccount(desk.ctx, { name: 'A', ...wrong(99) }))
    expect(refused).toMatchObject({ code: 'rate_limited', retryAfterSeconds: expect.any(Number) })
    // Nobody else waits for that.
    const other = await signedInUser(testDeps(desk.database.db, desk.exchanges, desk.clock))
    expect(await testCredentials(other, { exchange: 'bybit', credentials: desk.key() })).toMatchObject({ exchange: 'bybit' })
  })

  it('does not count the keys that were right', async () => {
    for (let number = 0; number < 40; number++) {
      await testCredentials(desk.ctx, { exchange: 'bybit', credentials: desk.key() })
    }
    expect(verified()).toBe(40)
  })

  it('waits with the readings while the exchange wants no calls from our address', async () => {
    const pause = {
      exchange: 'bybit',
      until: new Date(desk.clock.now().getTime() + 60_000),
      reason: 'Too many',
      notedAt: desk.clock.now(),
    }
    await desk.database.db.asSystem((tx) => pauseExchange(tx, egressOf(desk.ctx), pause))
    const refused = await failure(testCredentials(desk.ctx, { exchange: 'bybit', credentials: desk.key() }))
    expect(refused).toMatchObject({ code: 'exchange_rate_limit', retryAfterSeconds: 60 })
    expect(verified()).toBe(0)
    desk.clock.advance(61)
    await testCredentials(desk.ctx, { exchange: 'bybit', credentials: desk.key() })
    expect(verified()).toBe(1)
  })

  it('says at the field what has the wrong shape, and asks nobody', async () => {
    const refused = await failure(
      testCredentials(desk.ctx, { exchange: 'bybit', credentials: { apiKey: 'two words', apiSecret: 'a\nb' } }),
    )
    expect(refused).toMatchObject({ code: 'bad_request', fields: { apiKey: expect.any(String), apiSecret: expect.any(String) } })
    expect(desk.exchanges.calls).toEqual([])
  })
})
