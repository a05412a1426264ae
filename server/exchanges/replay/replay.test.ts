import { describe, expect, it } from 'vitest'
import { BadRecording, parseRecording } from './file'
import { replay } from './replay'

const coin = (walletBalance: string) => ({
  coin: 'USDT',
  walletBalance,
  equity: walletBalance,
  unrealisedPnl: '0',
  borrowAmount: '0',
})
const balance = (walletBalance: string) => ({
  retCode: 0,
  retMsg: 'OK',
  result: { list: [{ totalEquity: '', coin: [coin(walletBalance)] }] },
})
const run = (recording: object) => replay(parseRecording(JSON.stringify({ exchange: 'bybit', ...recording })))

describe('replay', () => {
  it('names the requests that the recording does not answer', async () => {
    const { assets, not_included } = await run({ calls: [{ path: 'v5/account/wallet-balance', response: balance('12.50') }] })
    expect(assets.map(({ symbol, size }) => [symbol, size])).toEqual([['USDT', '12.50']])
    expect(not_included.map(({ wallet, path }) => `${wallet} ${path?.split('?')[0]}`)).toEqual(
      expect.arrayContaining(['unified v5/position/list', 'funding v5/asset/transfer/query-account-coins-balance']),
    )
  })

  it('finds a call by what is in its query or body', async () => {
    const { assets } = await run({
      calls: [
        { path: 'wallet-balance', query: 'accountType=CONTRACT', response: balance('1') },
        { path: 'wallet-balance', query: 'accountType=UNIFIED', response: balance('2') },
      ],
    })
    expect(assets.map(({ size }) => size)).toEqual(['2'])
  })

  it('finds a call by JSON of its body, with and without blanks', async () => {
    for (const query of ['"type":"spotClearinghouseState"', '"type": "spotClearinghouseState"', 'spotClearinghouseState']) {
      const response = { balances: [{ coin: 'USDC', total: '5', hold: '0' }] }
      const { assets } = await run({ exchange: 'hyperliquid', calls: [{ path: '/info', query, response }] })
      expect(assets.map(({ size }) => size)).toEqual(['5'])
    }
  })

  it('takes the first unused call, and the last again when all are used', async () => {
    const list = (amount: string) => ({ retCode: 0, retMsg: 'OK', result: { list: [{ coin: 'ETH', amount }] } })
    const { assets } = await run({
      calls: [
        { path: 'v5/earn/position', response: list('1') },
        { path: 'v5/earn/position', response: list('10') },
      ],
    })
    expect(assets[0]).toMatchObject({ symbol: 'ETH', size: '11', wallet_type: 'earn' })
    const twice = await run({ calls: [{ path: 'v5/earn/position', response: list('4') }] })
    expect(twice.assets[0]).toMatchObject({ size: '8' })
  })

  it('does not take the end of a word for a path', async () => {
    const response = { balances: [{ asset: 'ETH', free: '1', locked: '0' }] }
    const { assets, not_included } = await run({ exchange: 'Binance', calls: [{ path: 'api/v3/account', response }] })
    expect(assets).toHaveLength(1)
    expect(not_included.some(({ path }) => path === 'fapi/v3/account')).toBe(true)
  })

  it('takes a fragment of a path wherever it occurs', async () => {
    for (const path of ['allet-balance', '5/account/wallet-balance?accountType=UNI', 'ybit.com/v5/account/wallet-balance']) {
      const { assets } = await run({ calls: [{ path, response: balance('3') }] })
      expect(
        assets.map(({ size }) => size),
        path,
      ).toEqual(['3'])
    }
    const ordered = await run({
      calls: [
        { path: 'allet-balance', query: 'UNIFIED', response: balance('7') },
        { path: 'wallet-balance', response: balance('8') },
      ],
    })
    expect(ordered.assets.map(({ size }) => size)).toEqual(['7'])
  })

  it('lists every request without an answer by its path, settings too', async () => {
    const { not_included, warnings } = await run({ calls: [{ path: 'wallet-balance', response: balance('1') }] })
    expect(not_included).toContainEqual({
      wallet: 'Margin mode',
      reason: 'No recorded answer for v5/account/info.',
      path: 'v5/account/info',
    })
    expect(warnings.filter((line) => line.includes('No recorded answer'))).toEqual([])
  })

  it('prices by the recording: USD stablecoins at 1 with a warning, others not at all', async () => {
    const held = {
      retCode: 0,
      retMsg: 'OK',
      result: { list: [{ totalEquity: '', coin: ['USDT', 'BTC', 'XYZ'].map((name) => ({ ...coin('2'), coin: name })) }] },
    }
    const { total_equity, unpriced, warnings } = await run({
      calls: [{ path: 'wallet-balance', response: held }],
      prices: { BTC: '50000' },
    })
    expect(total_equity).toBe('100002')
    expect(unpriced).toEqual(['XYZ'])
    expect(warnings.filter((line) => line.startsWith('USDT has no price'))).toHaveLength(1)
    const priced = await run({ calls: [{ path: 'wallet-balance', response: held }], prices: { USDT: '0.5' } })
    expect(priced.total_equity).toBe('1')
    expect(priced.warnings.some((line) => line.includes('USDT'))).toBe(false)
  })

  it('keeps digits that a double cannot', async () => {
    const text =
      '{"exchange":"bybit","calls":[{"path":"wallet-balance","response":{"retCode":0,"result":{"list":[{"coin":[{"coin":"USDT","walletBalance":12345678901234.123456789,"equity":12345678901234.123456789}]}]}}}]}'
    expect((await replay(parseRecording(text))).assets[0]).toMatchObject({ size: '12345678901234.123456789' })
  })
})

describe('a bad file', () => {
  it.each([
    ['{', /is not JSON/],
    ['[]', /expected object/],
    ['{"exchange":"bybit"}', /calls/],
    ['{"exchange":"bybit","calls":[{"response":{}}]}', /calls\.0\.path/],
    ['{"exchange":"bybit","calls":[],"prices":{"BTC":"-1"}}', /prices\.BTC/],
    ['{"exchange":"bybit","calls":[],"now":"yesterday"}', /now/],
    ['{"exchange":"bybit","calls":[],"markets":[{"id":"BTCUSDT"}]}', /markets\.0\.symbol/],
    ['{"exchange":"bybit","calls":[{"path":"v5/account/wallet-balance"}]}', /calls\.0\.response/],
  ])('%s is named', (text, fault) => {
    expect(() => parseRecording(text)).toThrow(BadRecording)
    expect(() => parseRecording(text)).toThrow(fault)
  })

  it('of an exchange that is none is named', async () => {
    await expect(run({ exchange: 'mtgox', calls: [] })).rejects.toThrow(/mtgox/)
  })
})
