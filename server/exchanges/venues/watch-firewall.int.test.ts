import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { z } from 'zod'
import { Gate } from '../ccxt/gate'
import { createCcxtExchanges } from '../ccxt-port'
import { venueFor, WATCHED_IDS } from '.'
import { market } from './recordings.testing'

/** An exchange that welcomes every login and subscription, and keeps what it was told. */
let server: Server
let base: string
const told: string[] = []
const asked: string[] = []
const stopped: string[] = []
const log = pino({ level: 'error' }, { write: (line: string) => void stopped.push(line) })

const Message = z.object({
  op: z.string().optional(),
  method: z.string().optional(),
  id: z.unknown().optional(),
  req_id: z.unknown().optional(),
})
function welcome(text: string): string {
  if (text === 'ping') return 'pong'
  const { op, id, req_id } = Message.parse(JSON.parse(text))
  if (op === 'login') return JSON.stringify({ event: 'login', code: '0', msg: '' })
  if (op === 'auth') return JSON.stringify({ op: 'auth', success: true, ret_msg: '', req_id })
  return JSON.stringify({ id, status: 200, result: { subscriptionId: 1 } })
}

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url?.split('?')[0]}`)
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ listenKey: 'key', retCode: 0, result: { unified: 1, uta: 1, unifiedMarginStatus: 5 } }))
  })
  new WebSocketServer({ server }).on('connection', (socket, request) => {
    socket.on('message', (data) => {
      const text = String(data)
      told.push(`${request.url?.split('/')[1]} ${text}`)
      socket.send(welcome(text))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  told.length = asked.length = stopped.length = 0
})

/** What each must have been told before it is watched; a listen key is asked for over HTTP. */
const BEGUN: Record<string, () => boolean> = {
  binance: () => asked.filter((line) => line.startsWith('POST')).length === 2,
  hyperliquid: () => told.some((line) => line.includes('"userFills"')),
}
const subscribed = () => told.some((line) => /"op":"subscribe"/.test(line))

it.each([...WATCHED_IDS])('%s is told to subscribe, and nothing else', async (exchange) => {
  const ended = new AbortController()
  const port = createCcxtExchanges({
    baseUrls: { '*': base },
    log,
    markets: () =>
      [
        { symbol: 'BTC/USDT', id: 'BTCUSDT' },
        { symbol: 'BTC/USDT:USDT', id: 'BTCUSDT' },
      ].map(market),
  })
  const credentials = { apiKey: 'key', apiSecret: 'c2VjcmV0', password: 'word', walletAddress: `0x${'1'.repeat(40)}` }
  const listener = { changed: () => undefined, connected: () => undefined }
  const watching = port.watch?.({ exchange, credentials, sandbox: false, options: {} }, listener, ended.signal)
  await expect.poll(BEGUN[exchange] ?? subscribed, { timeout: 60_000 }).toBe(true)
  ended.abort()
  await watching?.catch(() => undefined)
  expect(stopped).toEqual([])
  for (const line of told)
    expect(line).toMatch(/"(op|method)":"(subscribe|login|auth|ping|userDataStream\.subscribe\.signature)"|ping$/)
  for (const line of asked) expect(line).toMatch(/^GET |^(POST|PUT) \/\w+\.binance\.com\/\w+\/v1\/listenKey$/)
})

/** What would trade or move money over the same connections. */
const DEEDS = [
  '{"op":"order","args":[{"instId":"BTC-USDT","side":"buy"}]}',
  '{"op":"order.create","args":[{"symbol":"BTCUSDT"}]}',
  '{"id":"1","method":"order.place","params":{"symbol":"BTCUSDT"}}',
  '{"method":"post","id":1,"request":{"type":"action","payload":{"action":{"type":"order"}}}}',
  '{"op":"trade","args":[{"channel":"place-order"}]}',
]

it.each([...WATCHED_IDS])('%s cannot be told to trade', (exchange) => {
  const { requests } = venueFor(exchange).about
  const gate = new Gate({ exchange, requests, purpose: 'watch', log })
  const hosts = requests.filter(({ watch }) => watch?.some((line) => line.startsWith('SEND'))).flatMap(({ hosts: own }) => own)
  expect(hosts.length).toBeGreaterThan(0)
  for (const host of hosts) {
    expect(() => gate.checkHost(host)).not.toThrow()
    for (const deed of DEEDS) expect(() => gate.checkMessage(host, deed), deed).toThrow('is not among what Ballast asks for')
  }
  expect(() => gate.checkHost('elsewhere.example.com')).toThrow('is not among what Ballast asks for')
})
