import { createPrivateKey, sign as signBytes } from 'node:crypto'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recovered, signerOf } from './aster/signature'
import { Decimal, sum } from './decimal'
import { scenarioNames } from './scenarios'
import { type RunningSimulator, startSimulator } from './server'

/** The simulator's own answers of the exchanges on chains; what a client makes of them: `server/exchanges/venues/simulator.int.test.ts`. */

const NOW = Date.UTC(2026, 10, 28, 12)
let simulator: RunningSimulator
beforeAll(async () => {
  simulator = await startSimulator({ frozen: true, seed: 3, now: () => NOW })
})
afterAll(() => simulator.close())

const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${simulator.url}/${path}`, { headers })
  return { status: response.status, body: await response.json() }
}
const keyOf = (venue: string, name: string) => simulator.ledger(venue, name).key

describe('Aster', () => {
  const everybody = async (name: string) => {
    const response = await fetch(`${simulator.url}/tapi.asterdex.com/info`, {
      method: 'POST',
      body: JSON.stringify({
        id: 1,
        jsonrpc: '2.0',
        method: 'aster_getBalance',
        params: [keyOf('aster', name).apiKey, 'latest'],
      }),
    })
    const { result } = await response.json()
    return result
  }

  it.each(scenarioNames('aster'))('tells everybody what it tells nobody of a private account (%s)', async (name) => {
    const result = await everybody(name)
    const hidden = simulator.ledger('aster', name).mode === 'private'
    expect(result.accountPrivacy).toBe(hidden ? 'enabled' : 'disabled')
    if (hidden) expect([result.perpAssets, result.positions]).toEqual([[], []])
    else expect(result.perpAssets).toHaveLength(1)
  })

  // The pair of the documentation's own example, in lower case.
  it('knows who signs with a key', () => {
    expect(signerOf('0x4fd0a42218f3eae43a6ce26d22544e986139a01e5b34a62db53757ffca81bae1')).toBe(
      '0x21cf8ae13bb72632562c6fff438652ba1a151bb0',
    )
  })

  it('takes a question for none that was signed by another, altered on its way, or not signed at all', async () => {
    const { apiKey, apiSecret } = keyOf('aster', 'desk')
    const other = keyOf('aster', 'private')
    const ask = (query: string) => get(`fapi.asterdex.com/fapi/v3/positionRisk?${query}`)
    const query = `nonce=${NOW * 1000}&user=${apiKey}&signer=${signerOf(apiSecret)}`
    for (const signature of ['0x', `0x${'1'.repeat(130)}`, '']) {
      expect(await ask(`${query}&signature=${signature}`)).toEqual({
        status: 400,
        body: { code: -1022, msg: expect.any(String) },
      })
    }
    expect((await ask(`${query.replace(apiKey, other.apiKey)}&signature=0x${'2'.repeat(130)}`)).body.code).toBe(-1022)
    expect(recovered(query, `0x${'1'.repeat(128)}1b`)).not.toBe(signerOf(apiSecret))
    expect(secp256k1.utils.isValidSecretKey(Buffer.from(apiSecret.slice(2), 'hex'))).toBe(true)
  })
})

describe('Backpack', () => {
  const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
  const signed = (name: string, instruction: string, secret = keyOf('backpack', name).apiSecret, time = NOW) => {
    const key = createPrivateKey({ key: Buffer.concat([PKCS8, Buffer.from(secret, 'base64')]), format: 'der', type: 'pkcs8' })
    const text = `instruction=${instruction}&timestamp=${time}&window=5000`
    return {
      'x-api-key': keyOf('backpack', name).apiKey,
      'x-timestamp': String(time),
      'x-window': '5000',
      'x-signature': signBytes(null, Buffer.from(text), key).toString('base64'),
    }
  }
  const capital = (headers: Record<string, string>) => get('api.backpack.exchange/api/v1/capital', headers)

  it('answers what its own key signed, and nothing that was signed for another question, by another key or long ago', async () => {
    expect((await capital(signed('desk', 'balanceQuery'))).status).toBe(200)
    const invalid = { status: 400, body: { code: 'INVALID_CLIENT_REQUEST', message: 'Invalid signature' } }
    expect(await capital(signed('desk', 'positionQuery'))).toEqual(invalid)
    expect(await capital(signed('desk', 'balanceQuery', keyOf('backpack', 'empty').apiSecret))).toEqual(invalid)
    expect((await capital(signed('desk', 'balanceQuery', undefined, NOW - 60_000))).body.message).toBe('Request has expired')
  })

  it.each(scenarioNames('backpack'))('tells equity that comes to its parts (%s)', async (name) => {
    const { body } = await get('api.backpack.exchange/api/v1/capital/collateral', signed(name, 'collateralQuery'))
    expect(new Decimal(body.netEquity)).toEqual(new Decimal(body.assetsValue).plus(body.pnlUnrealized))
  })
})

describe('Paradex', () => {
  const bearer = (name: string) => ({ authorization: `Bearer ${keyOf('paradex', name).apiSecret}` })

  it.each(scenarioNames('paradex'))('tells a value that comes to its parts (%s)', async (name) => {
    const [account, balance, positions] = await Promise.all(
      ['account', 'balance', 'positions'].map((path) => get(`api.prod.paradex.trade/v1/${path}`, bearer(name))),
    )
    const cash = balance?.body.results.filter(({ token }: { token: string }) => token === 'USDC')
    const profit = positions?.body.results.map((row: { unrealized_pnl: string }) => row.unrealized_pnl)
    expect(new Decimal(account?.body.account_value)).toEqual(
      sum(cash.map(({ size }: { size: string }) => size)).plus(sum(profit)),
    )
    for (const row of positions?.body.results ?? []) expect(row).toHaveProperty('unrealized_funding_pnl')
  })

  it('knows no other token', async () => {
    expect(await get('api.prod.paradex.trade/v1/account', { authorization: 'Bearer other' })).toMatchObject({
      status: 401,
      body: { error: 40111 },
    })
    expect((await get('api.prod.paradex.trade/v1/account')).status).toBe(401)
  })
})

describe('Extended', () => {
  const key = (name: string) => ({ 'x-api-key': keyOf('extended', name).apiKey })

  it('answers 404 for a balance of nothing, and 401 without a key', async () => {
    expect((await get('api.starknet.extended.exchange/api/v1/user/balance', key('empty'))).status).toBe(404)
    expect((await get('api.starknet.extended.exchange/api/v1/user/positions', key('empty'))).body).toEqual({
      status: 'OK',
      data: [],
    })
    expect((await get('api.starknet.extended.exchange/api/v1/user/balance')).status).toBe(401)
  })

  it.each(['desk', 'hedged'])('tells an equity that comes to its parts (%s)', async (name) => {
    const { body } = await get('api.starknet.extended.exchange/api/v1/user/balance', key(name))
    const { balance, unrealisedPnl, spotEquity, equity } = body.data
    expect(new Decimal(equity)).toEqual(new Decimal(balance).plus(unrealisedPnl).plus(spotEquity))
  })
})

describe('dYdX', () => {
  const accounts = async (name: string) =>
    (await get(`indexer.dydx.trade/v4/addresses/${keyOf('dydx', name).apiKey}`)).body.subaccounts

  it('puts isolated positions into sub-accounts from 128 on, with what was put up', async () => {
    const all = await accounts('desk')
    expect(all.map(({ subaccountNumber }: { subaccountNumber: number }) => subaccountNumber)).toEqual([0, 128])
    expect(Object.keys(all[0].openPerpetualPositions)).toEqual(['BTC-USD', 'ETH-USD'])
    const profit = all[1].openPerpetualPositions['SOL-USD'].unrealizedPnl
    expect(new Decimal(all[1].equity)).toEqual(new Decimal('1802.5').plus(profit))
  })

  it('knows no stranger, on neither of its interfaces', async () => {
    expect((await get('indexer.dydx.trade/v4/addresses/dydx1stranger')).status).toBe(404)
    const shares = await get('dydx-rest.publicnode.com/dydxprotocol/vault/megavault/owner_shares/dydx1stranger')
    expect(shares).toMatchObject({ status: 404, body: { code: 5 } })
  })
})

it.each([
  ['api.prod.paradex.trade/v1/orders', 405],
  ['api.starknet.extended.exchange/api/v1/user/order', 405],
  ['indexer.dydx.trade/v4/addresses/dydx1stranger', 405],
  ['api.backpack.exchange/api/v1/order', 405],
  ['fapi.asterdex.com/fapi/v3/order', 405],
])('nothing can be sent to %s', async (path, status) => {
  expect((await fetch(`${simulator.url}/${path}`, { method: 'POST', body: '{}' })).status).toBe(status)
})
