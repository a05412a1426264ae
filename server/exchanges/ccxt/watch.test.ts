import pino from 'pino'
import { beforeEach, describe, expect, it } from 'vitest'
import { DomainError, type ExchangeErrorCode } from '../../errors'
import { venueFor, WATCHED_IDS } from '../venues'
import { exchangeClass } from './exchange-class'
import { Gate } from './gate'
import { listen } from './watch'

/** Calls that wait for a message, by method and what was asked for. */
interface Waiting {
  method: string
  args: unknown[]
  resolve: (message: unknown) => void
  reject: (error: unknown) => void
}

let waiting: Waiting[]
let changes: number
let ending: AbortController

beforeEach(() => {
  waiting = []
  changes = 0
  ending = new AbortController()
})

async function listening(exchange: string, credentials = {}) {
  const ccxt = new (await exchangeClass(exchange, 'pro'))({})
  const call = (method: string, ...args: unknown[]) =>
    new Promise<unknown>((resolve, reject) => waiting.push({ method, args, resolve, reject }))
  const listener = { changed: () => void changes++, connected: () => undefined }
  const judged = (error: unknown) => (error instanceof DomainError ? error : new DomainError('internal', String(error)))
  const { about, watch } = venueFor(exchange)
  if (!watch) throw new Error(`${exchange} is not watched`)
  const gate = new Gate({ exchange, requests: about.requests, purpose: 'watch', log: pino({ level: 'silent' }) })
  const done = listen({ ccxt, call }, watch, { credentials, base: undefined, gate }, listener, judged, ending.signal)
  done.catch(() => undefined)
  await expect.poll(() => waiting.length).toBeGreaterThan(0)
  return done
}
const refuse = (code: ExchangeErrorCode) => waiting.shift()?.reject(new DomainError(code, 'No.'))

describe('listening', () => {
  it.each([...WATCHED_IDS])('calls only what ccxt has of %s', async (exchange) => {
    void listening(exchange, { walletAddress: '0xabc' })
    const { prototype } = await exchangeClass(exchange, 'pro')
    await expect.poll(() => waiting.length).toBeGreaterThan(0)
    for (const { method } of waiting) expect(Reflect.get(prototype, method), method).toBeTypeOf('function')
    ending.abort()
  })

  it('asks for the next message before it tells of one', async () => {
    const done = listening('hyperliquid', { walletAddress: '0xabc', vaultAddress: '0xdef' })
    await expect.poll(() => waiting.length).toBe(1)
    expect(waiting[0]?.args).toEqual([undefined, undefined, undefined, { user: '0xdef' }])
    waiting.shift()?.resolve([])
    await expect.poll(() => changes).toBe(1)
    expect(waiting).toHaveLength(1)
    ending.abort()
    await done
  })

  it('goes on without a channel that the key may not have', async () => {
    const done = listening('bitget')
    await expect.poll(() => waiting.length).toBe(3)
    refuse('exchange_permission')
    waiting.shift()?.resolve({})
    await expect.poll(() => changes).toBe(1)
    ending.abort()
    await done
  })

  it('fails when it may have none', async () => {
    const done = listening('bitget')
    await expect.poll(() => waiting.length).toBe(3)
    while (waiting.length > 0) refuse('exchange_permission')
    await expect(done).rejects.toMatchObject({ code: 'exchange_permission' })
  })

  it('fails as a whole when a connection is lost, so that nothing stays unheard', async () => {
    const done = listening('bitget')
    await expect.poll(() => waiting.length).toBe(3)
    refuse('exchange_network')
    await expect(done).rejects.toMatchObject({ code: 'exchange_network' })
  })
})
