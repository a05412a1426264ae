import { describe, expect, it } from 'vitest'
import { valued } from '../recordings.testing'

/** Answers as in the exchange's documentation, with figures that fit together. */
const MARKETS = [
  { symbol: 'BTC/USDT:USDT', id: 'BTC_USDT', contractSize: '0.0001' },
  { symbol: 'ETH/USDT:USDT', id: 'ETH_USDT', contractSize: '0.01' },
  { symbol: 'BTC/USD:BTC', id: 'BTC_USD' },
  { symbol: 'BTC/USDT', id: 'BTC_USDT' },
]
const PRICES = { USDT: '1', BTC: '50000', ETH: '2000' }
const run = (calls: { path: string; status?: number; response: unknown }[], prices: Record<string, string> = PRICES) =>
  valued({ exchange: 'gate', markets: MARKETS, calls, prices })
const single = {
  value: '4.60516',
  leverage: '0',
  mode: 'single',
  contract: 'BTC_USDT',
  entry_price: '46030.3',
  mark_price: '46051.6',
  size: 1,
  cross_leverage_limit: '12',
  unrealised_pnl: '0.00213',
  leverage_max: '125',
  margin: '8.997698485',
  liq_price: '0',
  initial_margin: '0.38',
  maintenance_margin: '0.0184',
}

describe('Gate', () => {
  it('reads cross positions in contracts of a fraction of a coin', async () => {
    const { assets, positionMode } = await run([
      { path: 'futures/usdt/positions', response: [single, { ...single, contract: 'ETH_USDT', size: 0 }] },
    ])
    expect(assets).toHaveLength(1)
    expect(assets[0]).toMatchObject({
      symbol: 'BTC:PERP-USDT',
      walletType: 'perp',
      size: '0.0001',
      notional: '4.60516',
      unrealizedProfit: '0.00213',
      initialMargin: '0.38',
      maintMargin: '0.0184',
      marginBalance: null,
      leverage: '12',
      marginMode: 'cross',
      positionSide: 'net',
      liquidationPrice: null,
    })
    expect(positionMode).toBe('one_way')
  })

  it('reads both sides in dual mode and isolated margin', async () => {
    const { assets, positionMode } = await run([
      {
        path: 'futures/usdt/positions',
        response: [
          { ...single, mode: 'dual_long', leverage: '10', size: 20 },
          { ...single, mode: 'dual_short', leverage: '10', size: -30, liq_price: '50123.4' },
        ],
      },
    ])
    expect(
      assets.map(({ size, positionSide, marginMode, leverage, marginBalance }) => [
        size,
        positionSide,
        marginMode,
        leverage,
        marginBalance,
      ]),
    ).toEqual([
      ['-0.003', 'short', 'isolated', '10', '8.997698485'],
      ['0.002', 'long', 'isolated', '10', '8.997698485'],
    ])
    expect(positionMode).toBe('hedge')
  })

  it('reads inverse contracts of one USD', async () => {
    const { assets } = await run([
      { path: 'futures/btc/positions', response: [{ ...single, contract: 'BTC_USD', size: -5000, mark_price: '50000' }] },
    ])
    expect(assets[0]).toMatchObject({ symbol: 'BTC:PERP-USD', walletType: 'coinm', size: '-0.1', notional: '-5000' })
  })

  it('adds the profit to the total of a futures account', async () => {
    const response = {
      order_margin: '1',
      position_margin: '12.5',
      unrealised_pnl: '13.25',
      total: '100.75',
      available: '87.25',
      in_dual_mode: false,
      currency: 'USDT',
    }
    const { assets, equity, positionMode } = await run([{ path: 'futures/usdt/accounts', response }])
    expect(assets[0]).toMatchObject({
      size: '100.75',
      unrealizedProfit: '13.25',
      marginBalance: '114',
      initialMargin: '13.5',
      availableBalance: '87.25',
    })
    expect(equity).toBe('114')
    expect(positionMode).toBe('one_way')
  })

  it('reads spot, isolated margin with a loan, and what is lent', async () => {
    const side = (currency: string, available: string, borrowed: string) => ({
      currency,
      available,
      locked: '0.5',
      borrowed,
      interest: '0.1',
    })
    const { assets } = await run([
      {
        path: 'spot/accounts',
        response: [
          { currency: 'BTC', available: '0.75', locked: '0.25' },
          { currency: 'DBC', available: '0', locked: '0' },
        ],
      },
      {
        path: 'margin/accounts',
        response: [{ currency_pair: 'ETH_USDT', base: side('ETH', '2', '0'), quote: side('USDT', '10', '100') }],
      },
      { path: 'earn/uni/lends', response: [{ currency: 'USDT', current_amount: '5', amount: '5', lent_amount: '5' }] },
    ])
    const row = (walletType: string, symbol: string) =>
      assets.find((asset) => asset.walletType === walletType && asset.symbol === symbol)
    expect(row('spot', 'BTC')).toMatchObject({ size: '1', availableBalance: '0.75' })
    expect(row('isolated_margin', 'USDT')).toMatchObject({ size: '-89.6', amount: '10.5', borrowed: '100.1' })
    expect(row('earn', 'USDT')).toMatchObject({ size: '5' })
  })

  it('reads a unified account in place of spot and USDT futures', async () => {
    const balance = (fields: object) => ({ available: '0', freeze: '0', borrowed: '0', equity: '0', total_liab: '0', ...fields })
    const { assets, equities, equity } = await run([
      { path: 'unified/unified_mode', response: { mode: 'multi_currency' } },
      {
        path: 'unified/accounts',
        response: {
          unified_account_total_equity: '1880',
          balances: {
            USDT: balance({ available: '90', equity: '80', im: '4', mm: '1' }),
            ETH: balance({ available: '1', equity: '0.9', total_liab: '0.1' }),
            POINT: balance({}),
          },
        },
      },
      { path: 'futures/usdt/positions', response: [{ ...single, unrealised_pnl: '-10' }] },
      { path: 'spot/accounts', response: [{ currency: 'USDT', available: '90', locked: '0' }] },
      { path: 'futures/usdt/accounts', response: { total: '90', currency: 'USDT' } },
    ])
    expect(equities.map(({ walletType }) => walletType)).toEqual(['unified'])
    expect(assets.find(({ symbol }) => symbol === 'USDT')).toMatchObject({
      size: '90',
      unrealizedProfit: '-10',
      marginBalance: '80',
      initialMargin: '4',
      maintMargin: '1',
    })
    expect(assets.find(({ symbol }) => symbol === 'ETH')).toMatchObject({ size: '0.9', amount: '1', borrowed: '0.1' })
    expect(equity).toBe('1880')
    expect(assets.some(({ symbol }) => symbol === 'POINT')).toBe(false)
  })

  it('names a wallet that was never opened', async () => {
    const { notIncluded, assets } = await run([
      { path: 'spot/accounts', response: [{ currency: 'BTC', available: '1', locked: '0' }] },
      {
        path: 'futures/usdt/accounts',
        status: 400,
        response: { label: 'USER_NOT_FOUND', message: 'please transfer funds first to create futures account' },
      },
    ])
    expect(assets).toHaveLength(1)
    expect(notIncluded.find(({ wallet, reason }) => wallet === 'perp' && reason.includes('transfer funds first'))).toBeDefined()
  })

  it('tells an address that is not on the list from a wrong key', async () => {
    const refused = (label: string) => run([{ path: 'gateio.ws', status: 403, response: { label, message: 'no' } }])
    await expect(refused('IP_FORBIDDEN')).rejects.toMatchObject({ code: 'exchange_ip' })
    await expect(refused('INVALID_KEY')).rejects.toMatchObject({ code: 'exchange_credentials' })
  })
})
