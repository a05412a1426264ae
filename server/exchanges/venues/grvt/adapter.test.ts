import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { type TestRecording, valued } from '../recordings.testing'

/** Answers in the form of https://api-docs.grvt.io/trading_api (2026-11); those of one account are what ccxt 4.5.84 quotes from it. */

const MARKETS = [{ symbol: 'BTC/USDT:USDT', id: 'BTC_USDT_Perp' }]
const PRICES = { USDT: '1', USDC: '1', ETH: '3000' }
const read = (...calls: TestRecording['calls']) => valued({ exchange: 'grvt', markets: MARKETS, calls, prices: PRICES })

const listed = (...ids: string[]) => ({ path: 'get_sub_accounts', response: { sub_account_ids: ids } })
const coin = (currency: string, balance: string) => ({ currency, balance, index_price: '1.000289735' })
const summary = (id: string, more: object = {}) => ({
  path: 'v1/account_summary',
  query: `"${id}"`,
  response: {
    result: {
      event_time: '1764863116142428457',
      sub_account_id: id,
      margin_type: 'SIMPLE_CROSS_MARGIN',
      settle_currency: 'USDT',
      unrealized_pnl: '-0.183099',
      total_equity: '14.816901',
      initial_margin: '3.2',
      maintenance_margin: '1.6',
      available_balance: '11.6',
      spot_balances: [coin('USDT', '15.0')],
      positions: [],
      ...more,
    },
  },
})
const positions = (id: string, ...rows: object[]) => ({ path: 'v1/positions', query: `"${id}"`, response: { result: rows } })
const position = (more: object = {}) => ({
  event_time: '1765258069092857642',
  sub_account_id: '11',
  instrument: 'BTC_USDT_Perp',
  size: '0.001',
  notional: '89.8169',
  entry_price: '90000.0',
  mark_price: '89816.900008979',
  unrealized_pnl: '-0.183099',
  est_liquidation_price: '77951.450008979',
  leverage: '28.0',
  ...more,
})
const funding = (...coins: object[]) => ({
  path: 'funding_account_summary',
  response: { result: { main_account_id: '0x1', spot_balances: coins } },
})
const rows = ({ assets }: Awaited<ReturnType<typeof read>>, type: string) =>
  assets
    .filter(({ assetType }) => assetType === type)
    .map(({ walletType, symbol, size, unrealizedProfit }) => [walletType, symbol, size, unrealizedProfit])

describe('GRVT', () => {
  it('reads an account with its profit and margins, and a position in coins', async () => {
    const found = await read(listed('1123456'), summary('1123456'), positions('1123456', position()), funding(coin('USDC', '50')))
    expect(found.assets.find(({ symbol, walletType }) => symbol === 'USDT' && walletType === 'unified')).toMatchObject({
      size: '15.0',
      unrealizedProfit: '-0.183099',
      marginBalance: '14.816901',
      initialMargin: '3.2',
      maintMargin: '1.6',
    })
    expect(found.assets.find(({ assetType }) => assetType === 'position')).toMatchObject({
      size: '0.001',
      notional: '89.8169',
      leverage: '28.0',
    })
    expect(found.equities.find(({ walletType }) => walletType === 'unified')).toMatchObject({ reportedEquity: '14.816901' })
    expect([found.equity, found.warnings]).toEqual(['64.816901', []])
    expect(found.notIncluded.map(({ wallet }) => wallet)).toEqual(['vaults'])
  })

  it('reads each trading account by itself, and one that the list has twice once', async () => {
    const found = await read(
      listed('1123456', '2123456', '1123456'),
      summary('1123456', { unrealized_pnl: '0', total_equity: '15.0' }),
      summary('2123456', { unrealized_pnl: '-5', spot_balances: [coin('USDT', '1000'), coin('ETH', '1')] }),
      positions('1123456'),
      positions(
        '2123456',
        position({ size: '-0.01', notional: '-605', unrealized_pnl: '-5', margin_type: 'ISOLATED', isolated_balance: '120' }),
      ),
      funding(),
    )
    expect(rows(found, 'token')).toEqual(
      expect.arrayContaining([
        ['unified', 'USDT', '15.0', '0'],
        ['unified:2', 'USDT', '1000', '-5'],
        ['unified:2', 'ETH', '1', null],
      ]),
    )
    expect(rows(found, 'position')).toEqual([['unified:2', 'BTC:PERP-USDT', '-0.01', '-5']])
    expect(found.assets.find(({ assetType }) => assetType === 'position')).toMatchObject({
      marginMode: 'isolated',
      marginBalance: '120',
    })
    expect(found.equity).toBe('4010')
  })

  it.each([
    ['an empty balance', { spot_balances: [coin('USDT', '')] }],
    ['no balances', { spot_balances: undefined }],
  ])('takes %s for no reading', async (_what, more) => {
    await expect(read(listed('1123456'), summary('1123456', more), positions('1123456'), funding())).rejects.toMatchObject({
      code: 'exchange_network',
    })
  })

  // ccxt signs in by a wallet's private key; the key alone opens a session that reads.
  it('asks for a session by its key alone', async () => {
    const tried = connected({
      exchange: 'grvt',
      credentials: { apiKey: '2f8c1d' },
      calls: [{ path: 'auth/api_key/login', response: { status: 'success' } }],
    })
    // Nobody hands out the session's cookie here.
    await expect(tried.verify()).rejects.toBeDefined()
    expect(tried.changes).toEqual(['POST /auth/api_key/login {"api_key":"2f8c1d"}'])
  })
})
