import { setImmediate as nextTurn } from 'node:timers/promises'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createCcxtExchanges } from '../ccxt-port'
import { ExchangeBudget, type Spend } from './budget'
import type { LimitOf, Priority } from './rules'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const { signal } = new AbortController()
const ADDRESS: LimitOf = { name: 'address', scope: 'address', limit: 100, perMs: 1000 }
const question = 'GET api.example.com/v1/balance'
const taking = (cost: number) => ({ requests: cost, costs: new Map([['address', cost]]) })
const work = (priority: Priority, cost: number, account: string | null = 'a') => ({ account, priority, expected: taking(cost) })

/** Notes when each began, by name. */
function begins() {
  const begun: string[] = []
  const start = performance.now()
  const begin = (budget: ExchangeBudget, name: string, priority: Priority, cost: number) =>
    budget.begin(work(priority, cost), signal).then((spend) => {
      begun.push(`${name} ${Math.round((performance.now() - start) / 100) * 100}`)
      for (let n = 0; n < cost; n++) spend.sent(question)
      spend.close()
    })
  return { begun, begin }
}

describe('a budget', () => {
  it('lets begin what fits, and the rest when the exchange has forgotten enough', async () => {
    const { begun, begin } = begins()
    const budget = new ExchangeBudget([ADDRESS])
    begin(budget, 'a', 'reading', 50)
    await vi.advanceTimersByTimeAsync(400)
    begin(budget, 'b', 'reading', 25)
    begin(budget, 'c', 'reading', 50)
    begin(budget, 'd', 'reading', 25)
    await vi.advanceTimersByTimeAsync(500)
    expect(begun).toEqual(['a 0', 'b 400'])
    await vi.advanceTimersByTimeAsync(1500)
    expect(begun).toEqual(['a 0', 'b 400', 'c 1100', 'd 1500'])
  })

  it('keeps a reserve for people, and a larger one before flows', async () => {
    const { begun, begin } = begins()
    const budget = new ExchangeBudget([ADDRESS])
    begin(budget, 'flows', 'flows', 50)
    begin(budget, 'more flows', 'flows', 1)
    begin(budget, 'reading', 'reading', 25)
    begin(budget, 'more readings', 'reading', 1)
    begin(budget, 'person', 'person', 15)
    await vi.advanceTimersByTimeAsync(900)
    expect(begun).toEqual(['flows 0', 'reading 0', 'person 0'])
    expect(budget.waiting()).toEqual({ person: 0, reading: 1, flows: 1 })
    await vi.advanceTimersByTimeAsync(300)
    expect(begun.slice(3)).toEqual(['more readings 1100', 'more flows 1100'])
  })

  it('lets nobody behind take the room that somebody before waits for', async () => {
    const { begun, begin } = begins()
    const budget = new ExchangeBudget([ADDRESS])
    begin(budget, 'a', 'reading', 70)
    begin(budget, 'large', 'reading', 60)
    begin(budget, 'small', 'reading', 5)
    begin(budget, 'person', 'person', 20)
    await vi.advanceTimersByTimeAsync(500)
    // The person's reserve is not the readings' to wait for.
    expect(begun).toEqual(['a 0', 'person 0'])
    await vi.advanceTimersByTimeAsync(700)
    expect(begun.slice(2).map((text) => text.split(' ')[0])).toEqual(['large', 'small'])
  })

  it('counts the whole use of the address where the exchange tells it, ours or not', async () => {
    const { begun, begin } = begins()
    const budget = new ExchangeBudget([{ ...ADDRESS, headers: { used: 'x-used' } }])
    const first = await budget.begin(work('reading', 1), signal)
    first.sent(question)
    first.answered(question, { headers: { 'x-used': '74' } })
    first.close()
    begin(budget, 'one', 'reading', 1)
    begin(budget, 'two', 'reading', 1)
    await vi.advanceTimersByTimeAsync(900)
    expect(begun).toEqual(['one 0'])
    await vi.advanceTimersByTimeAsync(400)
    expect(begun).toHaveLength(2)
  })

  it('takes a limit as the exchange tells it, and shares what it does not tell of with other processes', async () => {
    const told = new ExchangeBudget([{ ...ADDRESS, headers: { remaining: 'x-left', limit: 'x-limit' } }], { sharers: () => 4 })
    const spend = await told.begin(work('reading', 1), signal)
    spend.sent(question)
    spend.answered(question, { headers: { 'x-left': '9', 'x-limit': '10' } })
    expect(told.use()).toEqual([{ limit: 'address', scope: 'address', used: 1, of: 10 }])
    const shared = new ExchangeBudget([ADDRESS], { sharers: () => 4 })
    const { begun, begin } = begins()
    for (const name of ['a', 'b', 'c']) begin(shared, name, 'reading', 9)
    await vi.advanceTimersByTimeAsync(500)
    expect(begun).toEqual(['a 0', 'b 0'])
  })

  it('learns a lower limit from a refusal, and forgets it step by step', async () => {
    const { begun, begin } = begins()
    const budget = new ExchangeBudget([ADDRESS])
    const spend = await budget.begin(work('reading', 70), signal)
    for (let n = 0; n < 70; n++) spend.sent(question)
    // Those that were under way together are refused together.
    for (let n = 0; n < 5; n++) spend.refused('address')
    spend.close()
    expect(budget.use()[0]?.of).toBeCloseTo(56)
    await vi.advanceTimersByTimeAsync(1100)
    begin(budget, 'a', 'reading', 42)
    begin(budget, 'b', 'reading', 1)
    await vi.advanceTimersByTimeAsync(500)
    expect(begun).toEqual(['a 1100'])
    await vi.advanceTimersByTimeAsync(600_000)
    await begin(budget, 'c', 'reading', 1)
    expect(budget.use()[0]?.of).toBe(100)
  })

  it('counts an account by itself, so that others do not wait for it', async () => {
    const budget = new ExchangeBudget([{ name: 'account', scope: 'account', limit: 4, perMs: 1000 }])
    const reading = (account: string) => ({
      account,
      priority: 'reading' as const,
      expected: { requests: 3, costs: new Map([['account', 3]]) },
    })
    await budget.begin(reading('a'), signal)
    let second: Spend | null = null
    budget.begin(reading('a'), signal).then((spend) => {
      second = spend
    })
    await budget.begin(reading('b'), signal)
    await vi.advanceTimersByTimeAsync(10_000)
    // What is under way has its room until it ends.
    expect(second).toBeNull()
  })

  it('gives back what was not spent, and lets who has gone go', async () => {
    const budget = new ExchangeBudget([ADDRESS])
    const spend = await budget.begin(work('reading', 75), signal)
    const leaving = new AbortController()
    const left = budget.begin(work('reading', 75), leaving.signal)
    const next = budget.begin(work('reading', 10), signal)
    leaving.abort(new Error('gone'))
    await expect(left).rejects.toThrow('gone')
    spend.close()
    await next
    expect(budget.use()[0]?.used).toBe(10)
  })

  it('lets work go that is larger than its share, when nothing else is under way', async () => {
    const { begun, begin } = begins()
    const budget = new ExchangeBudget([{ ...ADDRESS, limit: 4 }])
    begin(budget, 'a', 'reading', 4)
    begin(budget, 'b', 'reading', 4)
    await vi.advanceTimersByTimeAsync(1200)
    expect(begun.map((text) => text.split(' ')[0])).toEqual(['a', 'b'])
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
    const readings = Array.from({ length: 100 }, (_, index) =>
      exchanges.fetchHoldings(
        {
          // Its sites share one limit.
          exchange: index % 2 === 0 ? 'bybit' : 'bybiteu',
          credentials: { apiKey: `key${index}`, apiSecret: 'secret' },
          sandbox: false,
          options: {},
          priority: index % 3 === 0 ? 'reading' : 'person',
        },
        signal,
      ),
    )
    const ended = Promise.all(readings)
    let over = false
    ended.finally(() => {
      over = true
    })
    // Our clock stands still until the first have all begun.
    while (sent.length < 400) await nextTurn()
    while (!over) {
      for (let turn = 0; turn < 50; turn++) await nextTurn()
      await vi.advanceTimersByTimeAsync(50)
    }
    await ended
    expect(sent.length).toBeGreaterThan(800)
    for (const [index, at] of sent.entries()) {
      const later = sent[index + 600]
      if (later !== undefined) expect(later - at).toBeGreaterThan(5000)
    }
  })
})
