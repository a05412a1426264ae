import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Ledger } from '../../../simulator/ledger'
import { scenario } from '../../../simulator/scenarios'
import { type RunningSimulator, startSimulator } from '../../../simulator/server'
import { createCcxtExchanges } from '../ccxt-port'
import type { Connection, ExchangePort } from '../port'

const desk = scenario('bybit', 'hedged-desk')
const spot = scenario('binance', 'hedged-desk')
let simulator: RunningSimulator
let exchanges: ExchangePort
let ended: AbortController
let heard: string[]

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, ledgers: [desk, spot] })
  exchanges = createCcxtExchanges({ baseUrls: { '*': simulator.url }, log: pino({ level: 'silent' }) })
})
beforeEach(() => {
  ended = new AbortController()
  heard = []
})
afterEach(async () => {
  ended.abort()
  await expect.poll(() => simulator.streams.list()).toEqual([])
})
afterAll(() => simulator.close())

function connection({ venue, key }: Ledger, apiSecret = key.apiSecret): Connection {
  return { exchange: venue, credentials: { apiKey: key.apiKey, apiSecret }, sandbox: false, options: {} }
}

function watch(of: Connection) {
  const listener = { changed: () => void heard.push('changed'), connected: () => void heard.push('connected') }
  if (!exchanges.watch) throw new Error('the port watches nothing')
  return exchanges.watch(of, listener, ended.signal)
}
const topics = () =>
  simulator.streams
    .list()
    .flatMap((stream) => stream.topics)
    .sort()
const trade = () => simulator.execute('bybit', desk.key.apiKey, 'ETHUSDT', { side: 'buy', size: '1' })
const changes = () => heard.filter((what) => what === 'changed').length

describe('watching an account', () => {
  it('tells of every execution, over one connection, until it is told to end', async () => {
    const watching = watch(connection(desk))
    await expect.poll(topics).toEqual(['execution', 'position', 'wallet'])
    expect(heard).toEqual(['connected'])
    trade()
    // Execution, position and wallet.
    await expect.poll(changes).toBe(3)
    trade()
    await expect.poll(changes).toBe(6)
    ended.abort()
    await watching
    await expect.poll(() => simulator.streams.list()).toEqual([])
  })

  it('fails when the connection is lost, and can be begun again', async () => {
    const first = watch(connection(desk))
    await expect.poll(topics).toHaveLength(3)
    simulator.streams.drop()
    await expect(first).rejects.toMatchObject({ code: 'exchange_network' })
    const second = watch(connection(desk))
    await expect.poll(topics).toHaveLength(3)
    trade()
    await expect.poll(changes).toBe(3)
    ended.abort()
    await second
  })

  it('fails for a key that the exchange refuses, without telling the secret', async () => {
    const failure = await watch(connection(desk, 'not-the-secret')).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'exchange_credentials' })
    expect(String(failure)).not.toContain('not-the-secret')
  })

  it('fails where the websocket is refused, and leaves no promise behind that nobody looks at', async () => {
    await expect(watch(connection(spot))).rejects.toMatchObject({ name: 'DomainError' })
  })

  it('watches no exchange that ccxt cannot', async () => {
    await expect(watch({ ...connection(desk), exchange: 'kraken' })).rejects.toMatchObject({ code: 'exchange_refused' })
    expect(exchanges.watchable?.has('kraken')).toBe(false)
  })
})
