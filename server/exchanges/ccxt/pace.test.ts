import { setImmediate as nextTurn } from 'node:timers/promises'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createCcxtExchanges } from '../ccxt-port'
import { Pacer } from './pace'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const { signal } = new AbortController()

describe('Pacer', () => {
  it('lets no more calls begin in any stretch of time, in the order in which they came', async () => {
    const pacer = new Pacer({ calls: 2, perMs: 1000 })
    const begun: string[] = []
    const start = performance.now()
    const call = (name: string) => pacer.turn(signal).then(() => begun.push(`${name} ${performance.now() - start}`))
    call('a')
    await vi.advanceTimersByTimeAsync(400)
    for (const name of ['b', 'c', 'd', 'e']) call(name)
    await vi.advanceTimersByTimeAsync(599)
    expect(begun).toEqual(['a 0', 'b 400'])
    await vi.advanceTimersByTimeAsync(1000)
    expect(begun).toEqual(['a 0', 'b 400', 'c 1000', 'd 1400'])
    await vi.advanceTimersByTimeAsync(1000)
    expect(begun.at(-1)).toBe('e 2000')
  })

  it('lets a caller who has gone go, and nobody begin too early for it', async () => {
    const pacer = new Pacer({ calls: 1, perMs: 1000 })
    const leaving = new AbortController()
    await pacer.turn(signal)
    const left = pacer.turn(leaving.signal)
    leaving.abort(new Error('gone'))
    await expect(left).rejects.toThrow('gone')
    let begun = false
    pacer.turn(signal).then(() => {
      begun = true
    })
    await vi.advanceTimersByTimeAsync(1999)
    expect(begun).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(begun).toBe(true)
  })
})

describe('Bybit', () => {
  it('is never sent more calls in five seconds than it allows an address, whatever is asked for at once', async () => {
    /** When each was sent. */
    const sent: number[] = []
    const exchanges = createCcxtExchanges({
      markets: () => [],
      log: pino({ level: 'silent' }),
      transport: async () => {
        sent.push(performance.now())
        return { status: 200, statusText: '', headers: {}, body: '{"retCode":0,"result":{"list":[]}}' }
      },
    })
    const accounts = Array.from({ length: 100 }, (_, index) =>
      exchanges.fetchHoldings(
        {
          // Its sites share one limit.
          exchange: index % 2 === 0 ? 'bybit' : 'bybiteu',
          credentials: { apiKey: `key${index}`, apiSecret: 'secret' },
          sandbox: false,
          options: {},
        },
        signal,
      ),
    )
    const read = Promise.all(accounts)
    // Our clock stands still meanwhile.
    while (sent.length < 550) await nextTurn()
    await vi.advanceTimersByTimeAsync(4_999)
    expect(sent.length).toBe(550)
    await vi.advanceTimersByTimeAsync(1)
    await read
    expect(sent.length).toBeGreaterThan(800)
  })
})
