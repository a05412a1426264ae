import { afterEach, describe, expect, it, vi } from 'vitest'
import { connected } from '../connection.testing'
import { emptied } from '../emptied.testing'
import { valued } from '../recordings.testing'

/**
 * Answers of https://www.lbank.com/en-US/docs/index.html (read 2026-11-30): Account information, Query user API Key permissions, REST API
 * code; within the envelope that it gives for all of them (Response Format).
 */
const ok = (data: unknown) => ({ result: 'true', data, error_code: 0, ts: 1735800000000 })
const no = (error_code: number, msg = 'no') => ({ result: 'false', error_code, msg, ts: 1735800000000 })
const MARKETS = [
  { symbol: 'BTC/USDT', id: 'btc_usdt', type: 'spot' as const },
  { symbol: 'BTC/USDT:USDT', id: 'BTCUSDT' },
]
const account = (...balances: object[]) => ({
  path: 'v2/supplement/user_info_account.do',
  response: ok({ canTrade: true, canWithdraw: true, canDeposit: true, balances }),
})
const run = (call: { path: string; response: unknown }) =>
  valued({ exchange: 'lbank', markets: MARKETS, calls: [call], prices: { USDT: '1', BTC: '60000' } })
const KEY = 'v2/supplement/api_Restrictions.do'
const key = (told: unknown) =>
  connected({ exchange: 'lbank', apiSecret: '8'.repeat(32), calls: [{ path: KEY, response: told }] }).verify()

afterEach(() => {
  vi.useRealTimers()
})

describe('LBank', () => {
  it('reads coins with what orders lock, whichever way their names are written', async () => {
    const { assets, equity } = await run(
      account(
        { asset: 'BTC', free: '0.12345678', locked: '0.00000001' },
        { asset: 'usdt', free: '4763368.68006011', locked: '0.00000000' },
        { asset: 'ltc', free: '0', locked: '0' },
      ),
    )
    expect(assets.map(({ walletType, symbol, size, availableBalance }) => [walletType, symbol, size, availableBalance])).toEqual(
      expect.arrayContaining([
        ['spot', 'BTC', '0.12345679', '0.12345678'],
        ['spot', 'USDT', '4763368.68006011', '4763368.68006011'],
      ]),
    )
    expect(assets).toHaveLength(2)
    expect(equity).toBe('4770776.08746011')
  })

  it('names futures and savings, which no documented call tells, and makes no zero of them', async () => {
    const { notIncluded } = await run(account({ asset: 'BTC', free: '1', locked: '0' }))
    expect(notIncluded.map(({ wallet }) => wallet)).toEqual(['perp', 'earn'])
  })

  it('takes no empty text and no list of something else for a balance', async () => {
    for (const bad of [
      account({ asset: 'BTC', free: '', locked: '0' }),
      account({ asset: 'BTC', free: '1' }),
      account({ free: '1', locked: '0' }),
      { path: account().path, response: ok([{ hello: 'world' }]) },
      { path: account().path, response: ok({}) },
      { path: account().path, response: ok(null) },
    ])
      await expect(run(bad)).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it('takes no amount that is left empty for none', async () => {
    const coins = account({ asset: 'BTC', free: '1', locked: '0.5' }, { asset: 'usdt', free: '7', locked: '0' })
    const movable = { usableAmt: '110.00869', assetAmt: '110.02869', freezeAmt: '0.02', coin: 'btc', networkList: [] }
    for (const call of [coins, { path: 'supplement/user_info.do', response: ok([movable]) }])
      expect(await emptied({ exchange: 'lbank', markets: MARKETS, calls: [call], prices: { USDT: '1', BTC: '60000' } })).toEqual(
        [],
      )
  })

  it('reads the coins that can be moved where the account itself is not told', async () => {
    // The documented answer, and a coin in it whose figure is none.
    const told = (coin: object) => ({ path: 'supplement/user_info.do', response: ok([coin]) })
    const btc = { usableAmt: '110.00869', assetAmt: '110.02869', freezeAmt: '0.02', coin: 'btc', networkList: [] }
    const { assets, notIncluded } = await run(told(btc))
    expect(assets).toEqual([expect.objectContaining({ symbol: 'BTC', size: '110.02869', availableBalance: '110.00869' })])
    expect(notIncluded.map(({ wallet }) => wallet)).toEqual(['spot', 'perp', 'earn'])
    await expect(run(told({ ...btc, assetAmt: '' }))).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it('tells what a key may do, and when one ends that is bound to no address', async () => {
    vi.useFakeTimers({ now: new Date('2022-02-01T00:00:00Z'), toFake: ['Date'] })
    const told = {
      enableSpotTrading: true,
      createTime: 1643091005000,
      enableReading: true,
      ipRestrict: true,
      enableWithdrawals: true,
    }
    expect(await key(ok(told))).toMatchObject({ permissions: ['read', 'trade', 'withdraw'], expiresAt: null })
    const open = { ...told, ipRestrict: false, enableSpotTrading: false, enableWithdrawals: false }
    expect(await key(ok(open))).toMatchObject({ permissions: ['read'], expiresAt: new Date('2022-02-24T06:10:05Z') })
    // It lives longer than the documentation says.
    vi.setSystemTime(new Date('2022-03-01T00:00:00Z'))
    expect(await key(ok(open))).toMatchObject({ expiresAt: null })
    await expect(key(ok({ enableReading: true }))).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it('tells refusals apart by their numbers', async () => {
    await expect(key(no(10007))).rejects.toMatchObject({ fields: { apiSecret: expect.anything() } })
    await expect(key(no(10005))).rejects.toMatchObject({ fields: { apiKey: expect.anything() } })
    await expect(key(no(10600))).rejects.toMatchObject({ code: 'exchange_clock' })
    await expect(key(no(10004))).rejects.toMatchObject({ code: 'exchange_rate_limit' })
    await expect(key(no(10116))).rejects.toMatchObject({ code: 'exchange_maintenance' })
    await expect(key(no(10022))).rejects.toThrow('or not from this server')
  })
})
