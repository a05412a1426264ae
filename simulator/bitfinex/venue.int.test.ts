import { createHmac } from 'node:crypto'
import ccxt from 'ccxt'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { Decimal, sum } from '../decimal'
import type { Ledger } from '../ledger'
import { scenario, scenarioNames } from '../scenarios'
import { startSimulator } from '../server'
import { client } from '../testing'

/** The simulator's own answers, and what a client of the exchange makes of them: `server/exchanges/venues/simulator.int.test.ts`. */

const simulator = await startSimulator({ frozen: true, seed: 3 })
const master = client('bitfinex', simulator, null)
// Ballast does without.
master.has.fetchCurrencies = false
await master.loadMarkets()
beforeEach(() => {
  simulator.limiter.clear()
  for (const name of scenarioNames('bitfinex')) simulator.putLedger(scenario('bitfinex', name))
})
afterAll(() => simulator.close())

const connect = (ledger: Ledger, change: object = {}) => client('bitfinex', simulator, ledger, { marketsFrom: master, ...change })
const desk = scenario('bitfinex', 'hedged-desk')

it('has markets of every kind that ccxt takes in whole', () => {
  const truth = simulator.exchange('bitfinex').markets()
  expect(Object.keys(master.markets ?? {})).toHaveLength(truth.length)
  for (const market of truth) {
    const parsed = master.safeMarket(market.id)
    expect(parsed).toMatchObject({ id: market.id, type: market.type })
    if (market.settle) expect(parsed).toMatchObject({ inverse: false, settle: 'USDT' })
  }
})

describe.each(scenarioNames('bitfinex'))('%s', (name) => {
  it('gives ccxt coins and positions of the ledger, margin and derivatives in one wallet', async () => {
    const ledger = simulator.ledger('bitfinex', name)
    const exchange = connect(ledger)
    const { total = {} } = await exchange.fetchBalance({ type: 'spot' })
    for (const coin of ['BTC', 'USD']) {
      const held = sum(
        ledger.tokens.filter((token) => token.wallet === 'spot' && token.coin === coin).map(({ balance }) => balance),
      )
      expect(new Decimal(String(Reflect.get(total, coin) ?? 0)), coin).toEqual(held)
    }
    const found = await exchange.fetchPositions()
    expect(found.map(({ info, entryPrice }) => [info[0], Number(info[2]), Number(entryPrice)]).sort()).toEqual(
      ledger.positions.map(({ market, contracts, entryPrice }) => [market, Number(contracts), Number(entryPrice)]).sort(),
    )
  })
})

describe('keys', () => {
  const withKey = (change: Partial<Ledger['key']>) => {
    const ledger = { ...desk, key: { ...desk.key, ...change } }
    simulator.putLedger(ledger)
    return connect(ledger)
  }
  it.each([
    ['an unknown key', () => connect(desk, { apiKey: 'nobody' }), 'apikey: invalid', ccxt.AuthenticationError],
    ['a wrong secret', () => connect(desk, { secret: 'wrong' }), 'apikey: digest invalid', ccxt.AuthenticationError],
    ['a revoked key', () => withKey({ revoked: true }), 'apikey: invalid', ccxt.AuthenticationError],
    ['a key without any right', () => withKey({ permissions: [] }), 'permission invalid', ccxt.PermissionDenied],
  ])('refuses %s', async (_what, make, words, errorClass) => {
    const call = make().fetchBalance()
    await expect(call).rejects.toThrow(errorClass)
    await expect(call).rejects.toThrow(words)
  })

  it('wants each nonce of a key greater than its last, and the signature over all that was sent', async () => {
    const ask = async (nonce: number, body: string, signed = body) => {
      const path = '/v2/auth/r/wallets'
      const signature = createHmac('sha384', desk.key.apiSecret).update(`/api${path}${nonce}${signed}`).digest('hex')
      const response = await fetch(`${simulator.url}/api.bitfinex.com${path}`, {
        method: 'POST',
        body,
        headers: { 'bfx-apikey': desk.key.apiKey, 'bfx-nonce': String(nonce), 'bfx-signature': signature },
      })
      const answer: unknown = await response.json()
      return Array.isArray(answer) && answer[0] === 'error' ? answer : response.status
    }
    expect(await ask(7, '{}')).toBe(200)
    expect(await ask(7, '{}')).toEqual(['error', 10114, 'nonce: small'])
    expect(await ask(6, '{}')).toEqual(['error', 10114, 'nonce: small'])
    expect(await ask(8, '{"a":1}', '{}')).toEqual(['error', 10100, 'apikey: digest invalid'])
    expect(await ask(8, '{}')).toBe(200)
  })
})
