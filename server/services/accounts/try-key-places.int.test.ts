import { describe, expect, it } from 'vitest'
import { pauseExchange } from '@/db/queries/exchange-pauses'
import { failure } from '@/server/exchanges/testing'
import { egressOf } from '../balances/exchange-limits'
import { testDesk } from '../desk.testing'
import { testCredentials } from './test-credentials'

const desk = testDesk()
const verified = () => desk.exchanges.calls.filter((call) => call.startsWith('verify')).length

describe('trying keys', () => {
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
