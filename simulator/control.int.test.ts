import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { scenario } from './scenarios'
import { type RunningSimulator, startSimulator } from './server'
import { client } from './testing'

let simulator: RunningSimulator
const desk = scenario('bybit', 'hedged-desk')

beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, ledgers: [desk] })
})

beforeEach(() => simulator.journal.clear())
afterAll(() => simulator.close())

async function call(method: string, path: string, body?: unknown) {
  const response = await fetch(`${simulator.url}/_control/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() }
}

const mark = async () => (await call('GET', 'prices?venue=bybit&market=ETHUSDT')).body.mark

it('tells its state', async () => {
  const { status, body } = await call('GET', 'state')
  expect(status).toBe(200)
  expect(body).toMatchObject({ frozen: true, ledgers: [{ venue: 'bybit', scenario: 'hedged-desk' }] })
  expect(JSON.stringify(body)).not.toContain(desk.key.apiSecret)
})

it('moves prices: step, set, clear, freeze and unfreeze', async () => {
  const before = await mark()
  await call('POST', 'prices', { action: 'step', steps: 30 })
  const stepped = await mark()
  expect(stepped).not.toBe(before)
  await call('POST', 'prices', { action: 'set-market', venue: 'bybit', market: 'ETHUSDT', price: '4000' })
  expect(await mark()).toBe('4000')
  await call('POST', 'prices', { action: 'clear' })
  expect(await mark()).toBe(stepped)
  expect((await call('POST', 'prices', { action: 'unfreeze' })).body.frozen).toBe(false)
  expect((await call('POST', 'prices', { action: 'freeze' })).body.frozen).toBe(true)
})

it('adds, changes and removes accounts at run time', async () => {
  const fresh = { ...scenario('bybit', 'inverse'), tokens: [{ wallet: 'unified', coin: 'BTC', balance: '1.5' }] }
  expect((await call('PUT', 'ledgers', fresh)).status).toBe(200)
  const exchange = client('bybit', simulator, fresh)
  expect((await exchange.fetchBalance()).total).toEqual({ BTC: '1.5' })
  fresh.tokens = [{ wallet: 'unified', coin: 'BTC', balance: '0.25' }]
  await call('PUT', 'ledgers', fresh)
  expect((await exchange.fetchBalance()).total).toEqual({ BTC: '0.25' })
  expect((await call('DELETE', `ledgers?venue=bybit&uid=${fresh.uid}`)).body).toEqual({ removed: true })
  await expect(exchange.fetchBalance()).rejects.toThrow('10003')
})

it('refuses a ledger that is wrong, with the reason', async () => {
  expect(
    (await call('PUT', 'ledgers', { ...desk, uid: '9', tokens: [{ wallet: 'unified', coin: 'BTC', balance: 'much' }] })).body
      .error,
  ).toContain('tokens.0.balance')
  const [position] = desk.positions
  const unknown = { ...desk, uid: '9', key: { ...desk.key, apiKey: 'another' }, positions: [{ ...position, market: 'NOSUCH' }] }
  expect((await call('PUT', 'ledgers', unknown)).body.error).toContain('NOSUCH')
  expect((await call('PUT', 'ledgers', { ...desk, uid: '9' })).body.error).toContain('already belongs')
})

it('adds and clears faults', async () => {
  const { body: fault } = await call('POST', 'faults', { effect: { kind: 'html' }, match: { venue: 'bybit' } })
  const time = () => fetch(`${simulator.url}/api.bybit.com/v5/market/time`)
  expect((await time()).status).toBe(502)
  expect((await call('GET', 'faults')).body).toMatchObject([{ id: fault.id, struck: 1 }])
  await call('DELETE', `faults?id=${fault.id}`)
  expect((await time()).status).toBe(200)
  expect((await call('POST', 'faults', { effect: { kind: 'nonsense' } })).status).toBe(400)
})

it('keeps a journal without secrets', async () => {
  const exchange = client('bybit', simulator, desk)
  exchange.markets = {}
  await exchange.request('v5/account/wallet-balance', 'private', 'GET', { accountType: 'UNIFIED' })
  const { body } = await call('GET', `journal?path=wallet-balance&apiKey=${desk.key.apiKey}`)
  expect(body).toMatchObject([
    {
      venue: 'bybit',
      method: 'GET',
      host: 'api.bybit.com',
      path: '/v5/account/wallet-balance',
      query: 'accountType=UNIFIED',
      status: 200,
    },
  ])
  expect(JSON.stringify(body)).not.toContain(desk.key.apiSecret)
  await call('DELETE', 'journal')
  expect(simulator.journal.list()).toEqual([])
})

it('sets a market’s highest leverage', async () => {
  await call('POST', 'leverage-limits', { venue: 'bybit', market: 'ETHUSDT', maxLeverage: '5' })
  const exchange = client('bybit', simulator, desk)
  await exchange.loadMarkets()
  expect(exchange.market('ETH/USDT:USDT').limits.leverage?.max).toBe('5.00')
  await expect(exchange.setLeverage(6, 'ETH/USDT:USDT')).rejects.toThrow('110013')
})

it('answers 404 for what it does not know, here and for hosts without an exchange', async () => {
  expect((await call('GET', 'nothing')).status).toBe(404)
  const stranger = await fetch(`${simulator.url}/api.example.com/v5/market/time`)
  expect(stranger.status).toBe(404)
  const route = await fetch(`${simulator.url}/api.bybit.com/v5/nothing`)
  expect(await route.json()).toMatchObject({ retCode: 10017 })
})

it('refuses ledgers that price one market differently', async () => {
  const one = { ...scenario('bybit', 'contract-sample') }
  await call('PUT', 'ledgers', one)
  const other = { ...scenario('bybit', 'empty'), prices: { 'coin:BTC': '30000' } }
  expect((await call('PUT', 'ledgers', other)).body.error).toContain('prices BTC')
})
