import { describe, expect, it } from 'vitest'
import { pairOf } from '../../../domain/pairs'
import { MarketBook } from '../../ccxt/markets'
import { connected } from '../connection.testing'
import { valued } from '../recordings.testing'
import { deribit } from './adapter'

/** Answers in the form of Deribit's documentation (as ccxt's deribit.js quotes them), with figures that fit together. */
const MARKETS = [
  { symbol: 'BTC/USD:BTC', id: 'BTC-PERPETUAL', contractSize: '10' },
  { symbol: 'BTC/USD:BTC-260327', id: 'BTC-27MAR26', type: 'future' as const, contractSize: '10' },
  { symbol: 'BTC/USD:BTC-260327-100000-C', id: 'BTC-27MAR26-100000-C', type: 'option' as const },
  { symbol: 'ETH/USDC:USDC', id: 'ETH_USDC-PERPETUAL', contractSize: '0.001' },
  { symbol: 'SOL/USDC:USDC-260327-150-P', id: 'SOL_USDC-27MAR26-150-P', type: 'option' as const, contractSize: '10' },
]
const PRICES = { BTC: '50000', ETH: '2000', USDC: '1' }
const ok = (result: unknown) => ({ jsonrpc: '2.0', result, usIn: 1, usOut: 2, usDiff: 1, testnet: false })
const run = (calls: { path: string; status?: number; response: unknown }[]) =>
  valued({ exchange: 'deribit', markets: MARKETS, calls, prices: PRICES })
const summary = (currency: string, fields: object) => ({
  currency,
  balance: 0,
  equity: 0,
  margin_balance: 0,
  session_upl: 0,
  session_rpl: 0,
  options_value: 0,
  initial_margin: 0,
  maintenance_margin: 0,
  available_funds: 0,
  available_withdrawal_funds: 0,
  portfolio_margining_enabled: false,
  cross_collateral_enabled: false,
  ...fields,
})
const summaries = (...rows: object[]) => ({
  path: 'get_account_summaries',
  response: ok({ id: 10, type: 'main', summaries: rows }),
})
const positions = (...rows: object[]) => ({ path: 'get_positions', response: ok(rows) })
const perpetual = {
  average_price: 7440.18,
  delta: 0.006687487,
  direction: 'buy',
  estimated_liquidation_price: 1.74,
  floating_profit_loss: 0.00001,
  index_price: 7466.79,
  initial_margin: 0.000197283,
  instrument_name: 'BTC-PERPETUAL',
  kind: 'future',
  leverage: 34,
  maintenance_margin: 0.000143783,
  mark_price: 7476.65,
  open_orders_margin: 0.000197288,
  realized_profit_loss: -9e-9,
  settlement_price: 7476.65,
  size: 50,
  size_currency: 0.006687487,
  total_profit_loss: 0.000032781,
}

describe('Deribit', () => {
  it('reads currencies that stand for themselves, and leaves out empty ones', async () => {
    const { assets, equity, equities } = await run([
      summaries(
        summary('BTC', {
          balance: 302.60065765,
          equity: 302.61869214,
          margin_balance: 302.62729214,
          session_upl: 0.05271555,
          session_rpl: -0.03258105,
          options_value: -0.0086,
          initial_margin: 1.24669592,
          maintenance_margin: 0.8854841,
          available_funds: 301.38059622,
        }),
        summary('ETH', {}),
      ),
      positions(),
    ])
    expect(assets).toHaveLength(1)
    expect(assets[0]).toMatchObject({
      symbol: 'BTC',
      walletType: 'unified',
      size: '302.60065765',
      unrealizedProfit: '0.05271555',
      marginBalance: '302.61869214',
      initialMargin: '1.24669592',
      maintMargin: '0.8854841',
      availableBalance: '301.38059622',
    })
    expect(equity).toBe('15130934.607')
    expect(equities[0]?.reportedEquity).toBeNull()
  })

  it('counts what cross collateral has together once, whatever currency repeats it', async () => {
    const cross = { cross_collateral_enabled: true, margin_model: 'cross_pm', total_equity_usd: 60010 }
    const { assets, equities, equity } = await run([
      summaries(
        summary('BTC', {
          ...cross,
          balance: 1,
          equity: 1,
          initial_margin: 0.1,
          maintenance_margin: 0.05,
          available_funds: 1.1,
          available_withdrawal_funds: 0.9,
        }),
        summary('USDC', {
          ...cross,
          balance: 10000,
          equity: 10010,
          session_upl: 10,
          initial_margin: 5000,
          maintenance_margin: 2500,
          available_funds: 55000,
          available_withdrawal_funds: 9000,
        }),
        summary('ETH', { ...cross, initial_margin: 2.5, maintenance_margin: 1.25, available_funds: 27.5 }),
      ),
      positions(),
    ])
    expect(assets.map(({ symbol, initialMargin, availableBalance }) => [symbol, initialMargin, availableBalance])).toEqual([
      ['BTC', '0.1', '0.9'],
      ['USDC', null, '9000'],
    ])
    expect(equity).toBe('60010')
    expect(equities[0]).toMatchObject({
      reportedEquity: '60010',
      initialMargin: '5000',
      maintMargin: '2500',
      availableMargin: '54000',
    })
  })

  it('reads inverse futures in USD, whatever the size of a contract', async () => {
    const { assets, positionMode } = await run([
      positions(
        perpetual,
        {
          ...perpetual,
          instrument_name: 'BTC-27MAR26',
          direction: 'sell',
          size: -100000,
          mark_price: 50000,
          estimated_liquidation_price: 0,
        },
        { ...perpetual, instrument_name: 'BTC-27MAR26', direction: 'zero', size: 0 },
      ),
    ])
    expect(
      assets.map(({ symbol, size, notional, liquidationPrice, leverage }) => [
        symbol,
        size,
        notional,
        liquidationPrice,
        leverage,
      ]),
    ).toEqual([
      ['BTC:260327-USD', '-2', '-100000', null, '34'],
      ['BTC:PERP-USD', '0.006687487043', '50', '1.74', '34'],
    ])
    expect(assets[1]).toMatchObject({
      unrealizedProfit: '0.00001',
      initialMargin: '0.000197283',
      maintMargin: '0.000143783',
      marginMode: 'cross',
      positionSide: 'net',
    })
    expect(positionMode).toBe('one_way')
  })

  it('reads linear futures and options in coins; an option that is settled in its base is worth that coin', async () => {
    const option = { ...perpetual, kind: 'option', leverage: undefined, floating_profit_loss: -0.002, average_price: 0.055 }
    const { assets } = await run([
      positions(
        { ...perpetual, instrument_name: 'ETH_USDC-PERPETUAL', direction: 'sell', size: -1.5, mark_price: 2010 },
        { ...option, instrument_name: 'BTC-27MAR26-100000-C', direction: 'sell', size: -2.5, mark_price: 0.05 },
        { ...option, instrument_name: 'SOL_USDC-27MAR26-150-P', size: 20, mark_price: 4.5 },
      ),
    ])
    expect(
      assets.map(({ symbol, marketType, size, notional, leverage }) => [symbol, marketType, size, notional, leverage]),
    ).toEqual([
      ['BTC:260327-100000-C-USD', 'option', '-2.5', '-6250', null],
      ['ETH:PERP-USDC', 'perp', '-1.5', '-3015', '34'],
      ['SOL:260327-150-P-USDC', 'option', '20', '90', null],
    ])
  })

  it('does not add the profit of positions to an equity that holds it', async () => {
    const { equity } = await run([
      summaries(summary('BTC', { balance: 1, equity: 1.1, session_upl: 0.1 })),
      positions({ ...perpetual, floating_profit_loss: 0.1 }),
    ])
    expect(equity).toBe('55000')
  })

  it('reads the older call for one currency', async () => {
    const { assets } = await run([
      { path: 'get_account_summary', response: ok(summary('BTC', { balance: 0.00062359, equity: 0.00062359 })) },
    ])
    expect(assets[0]).toMatchObject({ symbol: 'BTC', size: '0.00062359' })
  })

  it.each([
    [13004, 'exchange_credentials'],
    [13009, 'exchange_credentials'],
    [13021, 'exchange_permission'],
    [10028, 'exchange_rate_limit'],
    [11051, 'exchange_maintenance'],
  ])('tells %s as %s', async (code, told) => {
    const response = { jsonrpc: '2.0', error: { message: 'no', data: { reason: 'because' }, code }, testnet: false }
    await expect(run([{ path: 'private/', status: 400, response }])).rejects.toMatchObject({ code: told })
  })
})

describe('a key of Deribit', () => {
  it('is told with its scope, among the others of the account', async () => {
    const key = (client_id: string, max_scope: string) => ({
      client_id,
      client_secret: 'shown',
      max_scope,
      name: client_id,
      enabled: true,
    })
    const keys = [
      key('other', 'account:read_write trade:read_write wallet:read_write'),
      key('key', 'account:read trade:read wallet:read'),
    ]
    const { verify } = connected({
      exchange: 'deribit',
      calls: [summaries(), { path: 'list_api_keys', response: ok(keys) }],
    })
    expect(await verify()).toEqual({
      permissions: ['read'],
      positionMode: 'one_way',
      ipList: null,
      expiresAt: null,
      label: 'key',
      uid: '10',
    })
  })
})

it('prices coins of Deribit by its indices and spot markets', async () => {
  const index = (name: string, index_price: number) => ({
    path: 'get_index_price',
    query: `index_name=${name}`,
    response: ok({ index_price }),
  })
  const { prices } = connected({
    exchange: 'deribit',
    markets: [{ symbol: 'SOL/USDC', id: 'SOL_USDC' }],
    calls: [
      // A name is also the beginning of another: the longer ones come first.
      index('btc_usdc', 50000),
      index('btc_usdt', 50100),
      index('btc_usd', 50050),
      index('eth_usd', 2000),
      {
        path: 'get_book_summary_by_currency',
        query: 'currency=USDC',
        response: ok([{ instrument_name: 'SOL_USDC', mid_price: 150, last: 149, bid_price: 149, ask_price: 151 }]),
      },
      { path: 'get_book_summary_by_currency', response: { error: { code: -32602, message: 'Invalid params' } } },
    ],
  })
  expect(await prices('BTC', 'USDC', 'USDT', 'SOL')).toEqual({
    BTC: '50050 by BTC-USD (index)',
    USDC: '1.001 by USDC-USD (BTC indices)',
    USDT: '0.999001996 by USDT-USD (BTC indices)',
    SOL: '150.15 by SOL-USDC, USDC-USD (BTC indices)',
  })
})

it('keeps combinations of instruments from taking the pair of one', () => {
  const future = { base: 'BTC', quote: 'USD', settle: 'BTC', type: 'future', expiry: Date.UTC(2026, 2, 27, 8), contractSize: 10 }
  const book = MarketBook.of(
    [
      { ...future, id: 'BTC-FS-27MAR26_PERP', symbol: 'BTC-FS-27MAR26_PERP' },
      { ...future, id: 'BTC-FS-27MAR26_26JUN26', symbol: 'BTC-FS-27MAR26_26JUN26' },
      { ...future, id: 'BTC-27MAR26', symbol: 'BTC/USD:BTC-260327' },
    ],
    deribit.refine,
  )
  expect(book.byPair('BTC:260327-USD')?.id).toBe('BTC-27MAR26')
  expect(new Set(book.all.map(pairOf)).size).toBe(3)
})
