import { expect, it } from 'vitest'
import { testDesk } from '../desk.testing'
import { signedInUser } from '../testing'
import { createAccount } from './create'
import { testCredentials } from './test-credentials'
import { updateAccount } from './update'

const desk = testDesk()

/** How often the exchange was asked after a key. */
const asked = () => desk.exchanges.calls.filter((call) => call.startsWith('verify ')).length

const wrong = (i: number) => ({ apiKey: `no-such-key-${i}`, apiSecret: 'x' })
const code = (outcome: Promise<unknown>) =>
  outcome.then(
    () => 'right',
    (error: { code: string }) => error.code,
  )

it('wrong keys of one person reach the exchange a few times, by whichever door they come and however many at once', async () => {
  const { id } = await desk.connect('Mine')
  const before = asked()
  const doors = [
    (i: number) => testCredentials(desk.ctx, { exchange: 'binance', credentials: wrong(i) }),
    (i: number) => createAccount(desk.ctx, { name: `Account ${i}`, exchange: 'binance', credentials: wrong(i) }),
    (i: number) => updateAccount(desk.ctx, { id, credentials: wrong(i) }),
  ]
  const outcomes = await Promise.all(Array.from({ length: 80 }, (_, i) => code(doors[i % 3]?.(i) ?? Promise.resolve())))
  expect(asked() - before).toBeLessThanOrEqual(11)
  expect(outcomes.filter((outcome) => outcome === 'rate_limited').length).toBeGreaterThanOrEqual(69)
  const late = testCredentials(desk.ctx, { exchange: 'binance', credentials: desk.key() })
  await expect(late).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: expect.any(Number) })
  // Others are not held up by it.
  const other = await signedInUser(desk.ctx)
  expect(await code(testCredentials(other, { exchange: 'binance', credentials: desk.key() }))).toBe('right')
})

it('a right key in between forgives no wrong ones, and right ones alone are not held up', async () => {
  for (let i = 0; i < 30; i++) {
    expect(await code(testCredentials(desk.ctx, { exchange: 'binance', credentials: desk.key() }))).toBe('right')
  }
  const outcomes = []
  for (let i = 0; i < 30; i++) {
    outcomes.push(await code(testCredentials(desk.ctx, { exchange: 'binance', credentials: wrong(i) })))
    if (i % 3 === 2) await code(testCredentials(desk.ctx, { exchange: 'binance', credentials: desk.key() }))
  }
  expect(outcomes.filter((outcome) => outcome === 'exchange_credentials').length).toBeLessThanOrEqual(13)
})
