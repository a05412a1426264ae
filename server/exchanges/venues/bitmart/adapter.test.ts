import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { createCcxtExchanges } from '../../ccxt-port'
import { connected } from '../connection.testing'
import { ledgersOf, told } from '../flows.testing'
import { type TestRecording, valued } from '../recordings.testing'

/**
 * Answers of https://developer-pro.bitmart.com/en/spot and …/en/futuresv2 (2026-02) as its own tools quote them
 * (github.com/bitmartexchange/bitmart-skills 38a4ed86, 2026-03; read 2026-11-29), with figures that fit.
 */

const MARKETS = [
  { symbol: 'BTC/USDT:USDT', id: 'BTCUSDT', contractSize: '0.001' },
  { symbol: 'BTC/USD:BTC', id: 'BTCUSD', contractSize: '100' },
]
const PRICES = { USDT: '1', BTC: '67000' }
type Call = TestRecording['calls'][number]
const ok = (data: unknown) => ({ code: 1000, trace: 'a1b2c3d4', message: 'OK', data })

const spot = (...wallet: object[]): Call => ({ path: 'spot/v1/wallet', response: ok({ wallet }) })
const margin = (...symbols: object[]): Call => ({ path: 'margin/isolated/account', response: ok({ symbols }) })
const assets = (...rows: object[]): Call => ({ path: 'contract/private/assets-detail', response: ok(rows) })
const copies = (...rows: object[]): Call => ({ path: 'position-v2', query: 'account=copy_trading', response: ok(rows) })
const positions = (...rows: object[]): Call => ({ path: 'position-v2', response: ok(rows) })
const run = (...calls: Call[]) =>
  valued({
    exchange: 'bitmart',
    markets: MARKETS,
    calls: [...calls, spot(), margin(), assets(), copies(), positions()],
    prices: PRICES,
  })
type Account = Awaited<ReturnType<typeof run>>
const open = ({ assets: rows }: Account) => rows.filter(({ assetType }) => assetType === 'position')

const USDT = {
  ...{ currency: 'USDT', available_balance: '50012.34', frozen_balance: '5000.00', position_deposit: '10000.00' },
  ...{ equity: '65012.34', unrealized: '12.34' },
}
const LONG = {
  ...{ symbol: 'BTCUSDT', leverage: '10', position_amount: '100', position_side: 'long', entry_price: '67000.0' },
  ...{ mark_price: '67123.4', liquidation_price: '60500.0', unrealized_pnl: '12.34', initial_margin: '670.00' },
  ...{ maintenance_margin: '26.80', position_value: '6700.00', open_type: 'cross', max_notional_value: '500000' },
  ...{ timestamp: 1709971200000, current_amount: '100', realized_value: '0', mark_value: '6712.34', account: 'futures' },
}

describe('BitMart', () => {
  it('reads spot coins with what orders hold, by the key alone', async () => {
    const asked: { url: string; headers: Record<string, string> }[] = []
    const port = createCcxtExchanges({
      markets: () => [],
      log: pino({ level: 'silent' }),
      transport: async ({ url, headers }) => {
        asked.push({ url, headers })
        const row = { id: 'BTC', name: 'Bitcoin', available: '1.25000000', frozen: '0.10000000' }
        const data = url.includes('spot/v1/wallet') ? { wallet: [row] } : url.includes('isolated') ? { symbols: [] } : []
        return { status: 200, statusText: 'OK', headers: {}, body: JSON.stringify(ok(data)) }
      },
    })
    const connection = { exchange: 'bitmart', credentials: { apiKey: 'bm-key' }, sandbox: false, options: {} }
    const { holdings } = await port.fetchHoldings(connection, AbortSignal.timeout(20_000))
    expect(holdings).toMatchObject([{ wallet: 'spot', symbol: 'BTC', size: '1.35', available: '1.25000000' }])
    expect(asked.map(({ url }) => new URL(url).host + new URL(url).pathname).toSorted()).toEqual([
      'api-cloud-v2.bitmart.com/contract/private/assets-detail',
      'api-cloud-v2.bitmart.com/contract/private/position-v2',
      'api-cloud-v2.bitmart.com/contract/private/position-v2',
      'api-cloud.bitmart.com/spot/v1/margin/isolated/account',
      'api-cloud.bitmart.com/spot/v1/wallet',
    ])
    for (const { headers } of asked) {
      expect(headers['X-BM-KEY']).toBe('bm-key')
      expect(Object.keys(headers).filter((name) => /sign|broker|timestamp/i.test(name))).toEqual([])
    }
  })

  // `account/v1/wallet` is no funding wallet beside it: asking for both would count every coin twice.
  it('asks for the coins of the spot wallet once', async () => {
    const account = await run(spot({ id: 'BTC', name: 'Bitcoin', available: '1', frozen: '0' }), {
      path: 'account/v1/wallet',
      response: ok({ wallet: [{ currency: 'BTC', name: 'Bitcoin', available: '1', frozen: '0', unAvailable: '0' }] }),
    })
    expect(account.equity).toBe('67000')
    expect(account.notIncluded).toEqual([])
  })

  it('counts the net of each margin account, and what is owed in it', async () => {
    const account = await run(
      margin({
        ...{ symbol: 'BTC_USDT', risk_rate: '18.77', liquidate_price: '0.00' },
        base: {
          ...{ currency: 'BTC', borrowed: '2.00000000', borrow_unpaid: '2.0', interest_unpaid: '0.01', available: '1.5' },
          ...{ frozen: '1.51', net_asset: '1.00000000', total_asset: '3.01000000' },
        },
        quote: { currency: 'USDT', borrowed: '0', available: '10', frozen: '0', net_asset: '10.00', total_asset: '10.00' },
      }),
    )
    expect(account.assets).toMatchObject([
      { walletType: 'isolated_margin', symbol: 'BTC', size: '1.00000000', amount: '3.01000000', borrowed: '2.01' },
      { walletType: 'isolated_margin', symbol: 'USDT', size: '10.00', borrowed: '0' },
    ])
    expect(account.equity).toBe('67010')
  })

  it('takes open profit out of the equity of contracts, and tells a position by its contracts’ size', async () => {
    const account = await run(assets(USDT), positions(LONG))
    expect(account.assets.find(({ symbol }) => symbol === 'USDT')).toMatchObject({
      ...{ walletType: 'perp', size: '65000', unrealizedProfit: '12.34', marginBalance: '65012.34', initialMargin: '15000' },
      ...{ maintMargin: '26.80', availableBalance: '50012.34' },
    })
    expect(open(account)).toMatchObject([
      {
        ...{ symbol: 'BTC:PERP-USDT', size: '0.1', notional: '6712.34', entryPrice: '67000.0', markPrice: '67123.4' },
        ...{ unrealizedProfit: '12.34', initialMargin: '670.00', maintMargin: '26.80', leverage: '10', marginMode: 'cross' },
        ...{ liquidationPrice: '60500.0', positionSide: 'long' },
      },
    ])
    expect(account.equity).toBe('65012.34')
    expect(account.positionMode).toBe('hedge')
  })

  // In hedge mode the amount of a short has no sign, in one-way mode it has one and the side is `both`.
  it.each([
    ['hedge', { position_side: 'short', position_amount: '100' }, 'short'],
    ['one_way', { position_side: 'both', position_amount: '-100' }, 'net'],
    [null, { position_side: undefined, position_amount: undefined, position_type: 2 }, 'short'],
  ])('tells a short in %s mode', async (mode, more, side) => {
    const account = await run(assets(USDT), positions({ ...LONG, ...more, open_type: 'isolated' }))
    expect(open(account)).toMatchObject([
      { size: '-0.1', notional: '-6712.34', positionSide: side, marginMode: 'isolated', marginBalance: '670.00' },
    ])
    expect(account.positionMode).toBe(mode)
  })

  it('divides what is settled in its coin by the mark price', async () => {
    const inverse = { ...LONG, symbol: 'BTCUSD', mark_price: '50000', mark_value: '0.2', unrealized_pnl: '0.001' }
    const coin = { ...USDT, currency: 'BTC', equity: '1.001', unrealized: '0.001' }
    expect(open(await run(assets(coin), positions(inverse)))).toMatchObject([
      { symbol: 'BTC:PERP-USD', size: '0.2', notional: '10000', unrealizedProfit: '0.001' },
    ])
  })

  it('takes a list without rows for an account without positions, also without a trace of the question', async () => {
    const account = await run({ path: 'contract/private/position-v2', response: { code: 1000, message: 'Ok', data: [] } })
    expect(account.notIncluded).toEqual([])
  })

  it('names copy trading, whose money no call tells, and leaves closed positions out', async () => {
    const account = await run(assets(USDT), copies(LONG), positions({ ...LONG, position_amount: '0', current_amount: '0' }))
    expect(open(account)).toEqual([])
    expect(account.notIncluded).toMatchObject([
      { wallet: 'copy trading', reason: expect.stringContaining('1 positions (BTCUSDT)') },
    ])
  })

  it.each([
    ['a position without its size', positions({ ...LONG, position_amount: null, current_amount: null })],
    ['an equity that is empty', assets({ ...USDT, equity: '' })],
    ['a coin without what is frozen', spot({ id: 'BTC', available: '1' })],
    ['no net of a margin account', margin({ symbol: 'BTC_USDT', base: { currency: 'BTC', total_asset: '1' } })],
    ['an answer without data', { path: 'spot/v1/wallet', response: { code: 1000, message: 'OK' } }],
  ])('takes %s for no reading', async (_what, call) => {
    await expect(run(call)).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it.each([
    [401, 30002, 'X-BM-KEY not found', { code: 'exchange_credentials', fields: { apiKey: expect.any(String) } }],
    [403, 30010, 'IP forbidden', { code: 'exchange_ip' }],
    [401, 30011, 'No permission', { code: 'exchange_permission' }],
    [429, 30013, 'Request too many requests', { code: 'exchange_rate_limit' }],
    [200, 30016, 'Service maintenance', { code: 'exchange_maintenance' }],
  ])('tells a refusal by its code: %i %i', async (status, code, message, error) => {
    const { verify } = connected({
      exchange: 'bitmart',
      calls: [{ path: 'spot/v1/wallet', status, response: { message, code, trace: 'x', data: {} } }],
    })
    await expect(verify()).rejects.toMatchObject(error)
  })

  it('tries a key by the spot wallet, and tells the mode of positions', async () => {
    const { verify } = connected({
      exchange: 'bitmart',
      credentials: { apiKey: 'bm-key' },
      calls: [spot(), { path: 'get-position-mode', response: ok({ position_mode: 'one_way_mode' }) }],
    })
    await expect(verify()).resolves.toMatchObject({ permissions: ['read'], positionMode: 'one_way' })
  })

  it('prices coins by rows whose places are their names', async () => {
    const row = ['BTC_USDT', '67000.00', '12345.6789', '827045678.90', '66500.00', '67500.00', '66000.00', '+0.0075']
    const { prices } = connected({
      exchange: 'bitmart',
      markets: [{ symbol: 'BTC/USDT', id: 'BTC_USDT' }, ...MARKETS],
      calls: [
        {
          path: 'spot/quotation/v3/tickers',
          response: ok([[...row, '66999.50', '0.5000', '67000.50', '0.3200', '1700000000000']]),
        },
      ],
    })
    expect(await prices('BTC')).toEqual({ BTC: expect.stringContaining('67000') })
  })
})

describe('BitMart: ledgers', () => {
  const move = (more: object) => ({
    ...{ withdraw_id: '', deposit_id: '', currency: 'BMX', apply_time: 1736164800000, arrival_amount: '59.000000000000' },
    ...{
      fee: '1.000000000000',
      status: 3,
      address: '0xe57b69a8776b37860407965B73cdFFBDFe668Bb5',
      address_memo: '',
      tx_id: '0xabc',
    },
    ...more,
  })

  it('tells what left with its fee beside it, and a coin without its chain', async () => {
    const tried = ledgersOf({
      exchange: 'bitmart',
      calls: [
        {
          path: 'deposit-withdraw/history',
          query: 'operation_type=deposit',
          response: ok({ records: [move({ deposit_id: '7', currency: 'USDT-TRC20', fee: '0' })] }),
        },
        {
          path: 'deposit-withdraw/history',
          query: 'operation_type=withdraw',
          response: ok({
            records: [
              move({ withdraw_id: '1679952' }),
              move({ withdraw_id: '2', status: 4 }),
              move({ withdraw_id: '3', status: 1 }),
            ],
          }),
        },
      ],
    })
    const entries = await tried.read('moves')
    expect(entries.map(told)).toEqual([
      '2025-01-06T12:00:00Z deposit 59.000000000000 USDT spot',
      '2025-01-06T12:00:00Z withdrawal -59.000000000000 BMX fee 1.000000000000 BMX spot',
      '2025-01-06T12:00:00Z withdrawal failed -59.000000000000 BMX fee 1.000000000000 BMX spot',
      '2025-01-06T12:00:00Z withdrawal pending -59.000000000000 BMX fee 1.000000000000 BMX spot',
    ])
    expect(entries[0]?.counterpart).toMatchObject({ chain: 'TRC20' })
  })

  it('tells what trading did to contracts; transfers between the own wallets move nothing', async () => {
    const entry = (flow_type: number, type: string, amount: string) => {
      return {
        symbol: 'BTCUSDT',
        flow_type,
        type,
        amount,
        asset: 'USDT',
        account: 'futures',
        time: 1736164800000,
        tran_id: `${flow_type}`,
      }
    }
    const tried = ledgersOf({
      exchange: 'bitmart',
      markets: MARKETS,
      calls: [
        {
          path: 'transaction-history',
          response: ok([
            ...[entry(1, 'Transfer', '1000'), entry(2, 'Realized PNL', '12.34'), entry(3, 'Funding Fee', '-0.5')],
            ...[entry(4, 'Commission Fee', '-0.1'), entry(5, 'Liquidation Clearance', '-3')],
          ]),
        },
      ],
    })
    expect((await tried.read('contracts')).map(told)).toEqual([
      '2025-01-06T12:00:00Z realized 12.34 USDT perp BTC:PERP-USDT',
      '2025-01-06T12:00:00Z funding -0.5 USDT perp BTC:PERP-USDT',
      '2025-01-06T12:00:00Z fee -0.1 USDT perp BTC:PERP-USDT',
      '2025-01-06T12:00:00Z liquidation -3 USDT perp BTC:PERP-USDT',
    ])
  })
})
