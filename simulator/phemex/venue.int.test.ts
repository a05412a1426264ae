import ccxt from 'ccxt'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { Decimal, sum } from '../decimal'
import type { Ledger } from '../ledger'
import { scenario, scenarioNames } from '../scenarios'
import { startSimulator } from '../server'
import { hmacSha256 } from '../signing'
import { client } from '../testing'

/** The simulator's own answers, and what a client of the exchange makes of them: `server/exchanges/venues/simulator.int.test.ts`. */

const simulator = await startSimulator({ frozen: true, seed: 3 })
const master = client('phemex', simulator, null)
await master.loadMarkets()
beforeEach(() => {
  simulator.limiter.clear()
  for (const name of scenarioNames('phemex')) simulator.putLedger(scenario('phemex', name))
})
afterAll(() => simulator.close())

const connect = (ledger: Ledger, change: object = {}) => client('phemex', simulator, ledger, { marketsFrom: master, ...change })
const desk = scenario('phemex', 'hedged-desk')

it('has markets of every kind that ccxt takes in whole', () => {
  const truth = simulator.exchange('phemex').markets()
  expect(Object.keys(master.markets ?? {})).toHaveLength(truth.length)
  for (const market of truth) {
    const parsed = master.safeMarket(market.id)
    expect(parsed).toMatchObject({ id: market.id, type: market.type, baseId: market.base, quoteId: market.quote, active: true })
    if (market.settle) expect(parsed).toMatchObject({ inverse: market.inverse, settle: market.settle })
  }
})

describe.each(scenarioNames('phemex'))('%s', (name) => {
  it('gives ccxt the coins of the ledger, bonus and what was borrowed among them', async () => {
    const ledger = simulator.ledger('phemex', name)
    const exchange = connect(ledger)
    for (const coin of new Set(ledger.tokens.map((token) => token.coin))) {
      const held = (wallet: string) =>
        sum(
          ledger.tokens
            .filter((token) => token.wallet === wallet && token.coin === coin)
            .map(({ balance, borrowed, fixed }) => new Decimal(balance).plus(borrowed ?? 0).plus(fixed?.bonus ?? 0)),
        )
      const { total = {} } = await exchange.fetchBalance({ type: 'spot' })
      expect(new Decimal(String(Reflect.get(total, coin) ?? 0))).toEqual(held('spot'))
    }
  })

  it('gives ccxt the positions of the ledger, whose value stands at the entry', async () => {
    const ledger = simulator.ledger('phemex', name)
    const exchange = connect(ledger)
    const linear = ledger.positions.filter(({ wallet }) => wallet === 'perp')
    const found = (await exchange.fetchPositions(undefined, { code: 'USDT' })).filter(({ contracts }) => Number(contracts) !== 0)
    expect(found.map(({ info, contracts }) => [info.symbol, Number(contracts)]).sort()).toEqual(
      linear.map(({ market, contracts }) => [market, Math.abs(Number(contracts))]).sort(),
    )
    for (const { info, contracts, entryPrice, notional } of found)
      expect(Number(notional), info.symbol).toBeCloseTo(Number(contracts) * Number(entryPrice), 6)
  })
})

describe('keys', () => {
  const withKey = (change: Partial<Ledger['key']>) => {
    const ledger = { ...desk, key: { ...desk.key, ...change } }
    simulator.putLedger(ledger)
    return connect(ledger)
  }
  it.each([
    ['an unknown key', () => connect(desk, { apiKey: 'nobody' }), 'Failed to find api-key'],
    ['a wrong secret', () => connect(desk, { secret: 'wrong' }), 'API Signature verification failed'],
    ['a revoked key', () => withKey({ revoked: true }), 'Failed to find api-key'],
  ])('refuses %s', async (_what, make, words) => {
    const call = make().fetchBalance({ type: 'spot' })
    await expect(call).rejects.toThrow(ccxt.AuthenticationError)
    await expect(call).rejects.toThrow(words)
  })

  it('signs path, query without its mark, expiry and body, and refuses what expired', async () => {
    const ask = async (query: string, signed: string, ahead: number) => {
      const expiry = String(Math.floor(simulator.now() / 1_000) + ahead)
      const path = '/g-accounts/accountPositions'
      const response = await fetch(`${simulator.url}/api.phemex.com${path}?${query}`, {
        headers: {
          'x-phemex-access-token': desk.key.apiKey,
          'x-phemex-request-expiry': expiry,
          'x-phemex-request-signature': hmacSha256(desk.key.apiSecret, path + signed + expiry, 'hex'),
        },
      })
      const { code, msg } = (await response.json()) as { code: number; msg: string }
      return [response.status, code, msg]
    }
    expect(await ask('currency=USDT', 'currency=USDT', 60)).toEqual([200, 0, 'OK'])
    expect(await ask('currency=USDT', '?currency=USDT', 60)).toEqual([401, 10500, 'API Signature verification failed.'])
    expect(await ask('currency=USDT', 'currency=USDT', -1)).toEqual([401, 10500, 'Request is expired'])
    expect(await ask('currency=XYZ', 'currency=XYZ', 60)).toEqual([200, 11028, 'TE_CURRENCY_INVALID'])
  })

  it('answers a hundred requests of an account in a minute where they are of no contracts', async () => {
    const exchange = connect(desk)
    const calls = await Promise.allSettled(Array.from({ length: 103 }, () => exchange.fetchBalance({ type: 'spot' })))
    const refused = calls.flatMap((call) => (call.status === 'rejected' ? [call.reason] : []))
    expect(refused).toHaveLength(3)
    expect(String(refused[0])).toContain('Too many requests')
  })
})
