import { createHmac } from 'node:crypto'
import ccxt from 'ccxt'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import WebSocket from 'ws'
import { z } from 'zod'
import { scenario } from '../scenarios'
import { type RunningSimulator, startSimulator } from '../server'
import { rewriteUrls } from '../testing'

let simulator: RunningSimulator
const ledger = scenario('bybit', 'hedged-desk')
const other = scenario('bybit', 'leveraged-long')
const sockets: WebSocket[] = []

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, ledgers: [ledger, other] })
})
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.terminate()
  simulator.putLedger(ledger)
})
afterAll(() => simulator.close())

const message = z.looseObject({
  op: z.string().optional(),
  topic: z.string().optional(),
  success: z.boolean().optional(),
  ret_msg: z.string().optional(),
  data: z.array(z.looseObject({})).optional(),
})

/** A client of ours, so that what the exchange sends is seen as it is. */
async function connect(path = '/stream.bybit.com/v5/private') {
  const socket = new WebSocket(`${simulator.url.replace('http', 'ws')}${path}`)
  sockets.push(socket)
  const heard: z.infer<typeof message>[] = []
  let closed = false
  socket.on('message', (data) => heard.push(message.parse(JSON.parse(String(data)))))
  socket.on('close', () => {
    closed = true
  })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return { heard, isClosed: () => closed, send: (body: unknown) => socket.send(JSON.stringify(body)) }
}

function auth(key = ledger.key, expires = Date.now() + 600_000) {
  const signature = createHmac('sha256', key.apiSecret).update(`GET/realtime${expires}`).digest('hex')
  return { op: 'auth', args: [key.apiKey, String(expires), signature] }
}

it('signs in, takes topics, answers pings', async () => {
  const { heard, send } = await connect()
  send(auth())
  send({ op: 'subscribe', req_id: '7', args: ['wallet', 'position', 'execution.linear'] })
  send({ op: 'ping', req_id: '8' })
  await expect.poll(() => heard).toHaveLength(3)
  expect(heard).toMatchObject([
    { op: 'auth', success: true },
    { op: 'subscribe', success: true, req_id: '7' },
    { op: 'pong', req_id: '8' },
  ])
  expect(simulator.streams.list()).toContainEqual({
    venue: 'bybit',
    apiKey: ledger.key.apiKey,
    topics: ['wallet', 'position', 'execution.linear'],
  })
})

it.each([
  ['an unknown key', auth({ ...ledger.key, apiKey: 'nobody' }), 'API key is invalid.'],
  ['a wrong signature', auth({ ...ledger.key, apiSecret: 'guess' }), 'Request not authorized: error sign!'],
  ['a time that has passed', auth(ledger.key, 1_700_000_000_000), 'Params Error: expires is in the past'],
])('refuses %s and hangs up', async (_what, request, words) => {
  const { heard, send, isClosed } = await connect()
  send(request)
  await expect.poll(isClosed).toBe(true)
  expect(heard).toMatchObject([{ op: 'auth', success: false, ret_msg: words }])
})

it('tells nobody who has not signed in, and no unknown topic', async () => {
  const { heard, send } = await connect()
  send({ op: 'subscribe', args: ['wallet'] })
  send(auth())
  send({ op: 'subscribe', args: ['tickers.BTCUSDT'] })
  await expect.poll(() => heard).toHaveLength(3)
  expect(heard.map(({ success }) => success)).toEqual([false, true, false])
})

it('pushes an execution to the account it happened on, and to no other', async () => {
  const [own, foreign] = [await connect(), await connect()]
  own.send(auth())
  foreign.send(auth(other.key))
  for (const { send } of [own, foreign]) send({ op: 'subscribe', args: ['execution', 'position', 'wallet'] })
  await expect.poll(() => own.heard.length + foreign.heard.length).toBe(4)
  simulator.execute('bybit', ledger.key.apiKey, 'BTCUSDT', { side: 'sell', size: '0.8', price: '60000' })
  await expect.poll(() => own.heard).toHaveLength(5)
  const [, , execution, position, wallet] = own.heard
  expect(execution).toMatchObject({
    topic: 'execution',
    data: [{ category: 'linear', symbol: 'BTCUSDT', side: 'Sell', execQty: '0.8', execPrice: '60000', execType: 'Trade' }],
  })
  expect(position).toMatchObject({
    topic: 'position',
    data: [{ symbol: 'BTCUSDT', side: 'Sell', size: '4', category: 'linear' }],
  })
  expect(wallet).toMatchObject({ topic: 'wallet', data: [{ accountType: 'UNIFIED' }] })
  expect(foreign.heard).toHaveLength(2)
})

it('is understood by ccxt', async () => {
  const exchange = new ccxt.pro.bybit({ apiKey: ledger.key.apiKey, secret: ledger.key.apiSecret })
  exchange.urls.api = rewriteUrls(exchange.urls.api, simulator.url)
  // Without one ccxt speaks to encrypted addresses only.
  await exchange.loadHttpProxyAgent()
  await exchange.loadMarkets()
  const trades = exchange.watchMyTrades()
  const listens = () => simulator.streams.list().some(({ topics }) => topics.includes('execution'))
  await expect.poll(listens).toBe(true)
  simulator.execute('bybit', ledger.key.apiKey, 'ETHUSDT', { side: 'buy', size: '1.5', price: '3000' })
  expect(await trades).toMatchObject([{ symbol: 'ETH/USDT:USDT', side: 'buy', amount: 1.5, price: 3000 }])
  await exchange.close()
})

it.each(['/stream.bybit.com/v5/public/linear', '/ws.okx.com/ws/v5/private', '/stream.binance.com/ws'])(
  'refuses %s',
  async (path) => {
    await expect(connect(path)).rejects.toThrow('501')
  },
)
