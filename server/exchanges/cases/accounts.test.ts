import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseRecording } from '../replay/file'
import { valueRecording } from '../replay/replay'
import { valued } from '../venues/recordings.testing'

/** Accounts of public reports whose figures came out wrong, and what is right. */
const handed = (name: string) => valueRecording(parseRecording(readFileSync(`server/exchanges/cases/${name}.json`, 'utf8')))
const BINANCE = [
  { symbol: 'ETH/USDT:USDT', id: 'ETHUSDT' },
  { symbol: 'BTC/USDT', id: 'BTCUSDT' },
]

describe('Binance: credits and receipts as margin', () => {
  // freqtrade#10503, OctoBot#2658, hummingbot#7106, Lean#9373
  it('count at what they pay out, and the margin ratio is told (binance-bnfcr)', async () => {
    const { assets, equity, equities, unpriced } = await handed('binance-bnfcr')
    expect(equity).toBe('8409.25')
    expect(unpriced).toEqual([])
    expect(
      assets.filter(({ assetType }) => assetType === 'token').map(({ symbol, size, notional }) => [symbol, size, notional]),
    ).toEqual([
      ['BTC', '0.05', '5000'],
      ['USDC', '2000', '2000'],
      ['USDT', '1500', '1500'],
      ['BNFCR', '-350.25', '-350.25'],
      ['BFUSD', '300', '300'],
    ])
    const perp = equities.find(({ walletType }) => walletType === 'perp')
    expect(perp).toMatchObject({
      marginBalance: '8409.25',
      maintMargin: '10',
      unrealizedProfit: '-40.5',
      marginRatio: '0.001189',
    })
  })

  it('profit in credits is counted once, also where no USDT is held', async () => {
    const asset = (name: string, walletBalance: string, unrealizedProfit: string, maintMargin: string) => ({
      asset: name,
      walletBalance,
      unrealizedProfit,
      marginBalance: String(Number(walletBalance) + Number(unrealizedProfit)),
      maintMargin,
      initialMargin: maintMargin,
    })
    const { equities, equity } = await valued({
      exchange: 'binance',
      markets: BINANCE,
      calls: [
        {
          path: 'fapi/v3/account',
          response: { assets: [asset('BNFCR', '-10', '-40', '10'), asset('USDC', '1000', '0', '0')], positions: [] },
        },
        {
          path: 'fapi/v3/positionRisk',
          response: [
            {
              symbol: 'ETHUSDT',
              positionSide: 'BOTH',
              positionAmt: '-0.5',
              entryPrice: '4920',
              markPrice: '5000',
              unRealizedProfit: '-40',
              notional: '-2500',
              initialMargin: '250',
              maintMargin: '10',
            },
          ],
        },
      ],
      prices: { USDC: '1', USDT: '1' },
    })
    expect(equity).toBe('950')
    expect(equities[0]).toMatchObject({ unrealizedProfit: '-40', maintMargin: '10', marginBalance: '950' })
  })

  it('in portfolio margin, cross and isolated margin, and funding too', async () => {
    const margin = (asset: string, free: string) => ({ asset, free, locked: '0', borrowed: '0', interest: '0', netAsset: free })
    const portfolio = await valued({
      exchange: 'binance',
      markets: BINANCE,
      calls: [
        {
          path: 'papi/v1/balance',
          response: [
            { asset: 'LDUSDT', totalWalletBalance: '1500', umUnrealizedPNL: '0' },
            { asset: 'USDT', totalWalletBalance: '100', umUnrealizedPNL: '0' },
            { asset: 'BNFCR', totalWalletBalance: '-20', umUnrealizedPNL: '-5' },
          ],
        },
      ],
      prices: { USDT: '1' },
    })
    expect(portfolio.equity).toBe('1575')
    expect(portfolio.unpriced).toEqual([])
    const classic = await valued({
      exchange: 'binance',
      markets: BINANCE,
      calls: [
        { path: 'sapi/v1/account/info', response: { isPortfolioMarginRetailEnabled: false } },
        { path: 'sapi/v1/margin/account', response: { userAssets: [margin('LDBTC', '0.5'), margin('BTC', '0.25')] } },
        {
          path: 'sapi/v1/margin/isolated/account',
          response: { assets: [{ baseAsset: margin('LDBTC', '0.1'), quoteAsset: margin('USDT', '3') }] },
        },
        { path: 'sapi/v1/asset/get-funding-asset', response: [{ asset: 'LDUSDT', free: '7', locked: '0' }] },
      ],
      prices: { USDT: '1', BTC: '100000' },
    })
    expect(classic.assets.map(({ walletType, symbol, size }) => `${walletType} ${symbol} ${size}`)).toEqual([
      'margin BTC 0.75',
      'isolated_margin BTC 0.1',
      'earn USDT 7',
      'isolated_margin USDT 3',
    ])
  })
})

describe('Bitget: a unified account', () => {
  // ccxt/ccxt#30083
  it('counts what orders lock (bitget-uta-locked)', async () => {
    const { assets, equity } = await handed('bitget-uta-locked')
    expect(assets.find(({ symbol }) => symbol === 'USDT')).toMatchObject({
      size: '44.63320947',
      notional: '44.633209',
      marginBalance: '45.13320947',
      unrealizedProfit: '0.5',
    })
    expect(assets.find(({ symbol }) => symbol === 'ETH')).toMatchObject({ size: '0.15', notional: '600' })
    expect(equity).toBe('645.13320947')
  })
})

describe('free margin', () => {
  // ccxt/ccxt#24878, freqtrade#11237
  it('of isolated coins on Bybit is what positions and orders leave (bybit-available)', async () => {
    const { assets, equities } = await handed('bybit-available')
    expect(assets.find(({ symbol }) => symbol === 'USDT')?.availableBalance).toBe('1804.74769114')
    expect(equities.find(({ walletType }) => walletType === 'unified')?.availableMargin).toBe('1804.540145155519')
  })

  const coin = {
    coin: 'USDT',
    walletBalance: '100',
    equity: '100',
    unrealisedPnl: '0',
    totalPositionIM: '40',
    availableToWithdraw: '',
  }

  it('of a cross account is what the exchange says of the whole wallet', async () => {
    const bybit = await valued({
      exchange: 'bybit',
      calls: [
        { path: 'v5/account/info', response: { retCode: 0, result: { marginMode: 'REGULAR_MARGIN', unifiedMarginStatus: 5 } } },
        {
          path: 'wallet-balance',
          response: { retCode: 0, result: { list: [{ totalEquity: '100', totalAvailableBalance: '57.5', coin: [coin] }] } },
        },
      ],
      prices: { USDT: '1' },
    })
    expect(bybit.equities[0]).toMatchObject({ walletType: 'unified', availableMargin: '57.5' })
    expect(bybit.assets[0]?.availableBalance).toBeNull()
    const okx = await valued({
      exchange: 'okx',
      calls: [
        {
          path: 'account/balance',
          response: {
            code: '0',
            data: [{ totalEq: '100', availEq: '61.25', details: [{ ccy: 'USDT', cashBal: '100', eq: '100', availEq: '' }] }],
          },
        },
      ],
      prices: { USDT: '1' },
    })
    expect(okx.equities.find(({ walletType }) => walletType === 'unified')?.availableMargin).toBe('61.25')
    const gate = await valued({
      exchange: 'gate',
      calls: [
        { path: 'unified/unified_mode', response: { mode: 'multi_currency' } },
        {
          path: 'unified/accounts',
          response: {
            unified_account_total_equity: '100',
            total_available_margin: '33.5',
            balances: { USDT: { available: '100', freeze: '0', equity: '100' } },
          },
        },
      ],
      prices: { USDT: '1' },
    })
    expect(gate.equities.find(({ walletType }) => walletType === 'unified')?.availableMargin).toBe('33.5')
  })
})

describe('an equity that an exchange publishes as zero', () => {
  it('is none, and nothing disagrees with it', async () => {
    const { warnings, equities } = await valued({
      exchange: 'htx',
      calls: [
        {
          path: 'v5/account/balance',
          response: {
            code: 200,
            message: 'Success',
            data: { equity: '0', details: [{ currency: 'USDT', equity: '50', available: '50' }] },
          },
        },
      ],
      prices: { USDT: '1' },
    })
    expect(equities.find(({ walletType }) => walletType === 'perp')).toMatchObject({ totalEquity: '50', reportedEquity: null })
    expect(warnings).toEqual([])
  })
})

describe('Coinbase: staked coins', () => {
  const accounts = {
    accounts: [
      {
        uuid: 'a',
        currency: 'ETH',
        available_balance: { value: '0.5' },
        hold: { value: '0' },
        type: 'ACCOUNT_TYPE_CRYPTO',
        platform: 'ACCOUNT_PLATFORM_CONSUMER',
      },
    ],
    has_next: false,
    cursor: '',
  }
  const portfolios = (...uuids: string[]) => ({
    portfolios: uuids.map((uuid) => ({ name: uuid, uuid, type: 'DEFAULT', deleted: false })),
  })
  const row = (asset: string, account_uuid: string, account_type: string, total_balance_crypto: number) => ({
    asset,
    account_uuid,
    account_type,
    total_balance_crypto,
  })
  const breakdown = (...spot_positions: object[]) => ({ breakdown: { portfolio: {}, portfolio_balances: {}, spot_positions } })
  const run = (calls: { path: string; response: unknown }[]) =>
    valued({
      exchange: 'coinbase',
      markets: [
        { symbol: 'ETH/USD', id: 'ETH-USD' },
        { symbol: 'SOL/USD', id: 'SOL-USD' },
      ],
      calls,
      prices: { ETH: '4000', SOL: '150' },
    })

  // ccxt#23853, #18501, home-assistant.io#36861
  it('are named where they are not told (coinbase-staked)', async () => {
    const { equity, notIncluded } = await handed('coinbase-staked')
    expect(equity).toBe('2000')
    expect(notIncluded).toContainEqual({ wallet: 'earn', reason: 'Coinbase did not tell which coins are staked.' })
  })

  it('are what the breakdown of the portfolio has besides, and count once', async () => {
    const { assets, equity } = await run([
      { path: 'brokerage/accounts', response: accounts },
      {
        path: 'brokerage/portfolios/1111',
        response: breakdown(
          row('ETH', 'a', 'ACCOUNT_TYPE_CRYPTO', 0.5),
          row('ETH', 'b', 'ACCOUNT_TYPE_STAKED_FUNDS', 1.25),
          row('ETH2', 'c', 'ACCOUNT_TYPE_STAKED_FUNDS', 0.5),
          row('SOL', 'd', 'ACCOUNT_TYPE_STAKED_FUNDS', 10),
        ),
      },
      { path: 'brokerage/portfolios', response: portfolios('1111') },
    ])
    expect(assets.map(({ walletType, symbol, size }) => `${walletType} ${symbol} ${size}`)).toEqual([
      'earn ETH 1.75',
      'spot ETH 0.5',
      'earn SOL 10',
    ])
    expect(equity).toBe('10500')
  })

  it('of the portfolio that the key is of, among several', async () => {
    const { assets } = await run([
      { path: 'brokerage/accounts', response: accounts },
      {
        path: 'brokerage/portfolios/1111',
        response: breakdown(row('ETH', 'a', 'ACCOUNT_TYPE_CRYPTO', 0.5), row('SOL', 'd', 'ACCOUNT_TYPE_STAKED_FUNDS', 10)),
      },
      { path: 'brokerage/portfolios/2222', response: breakdown(row('SOL', 'x', 'ACCOUNT_TYPE_STAKED_FUNDS', 99)) },
      { path: 'brokerage/portfolios', response: portfolios('1111', '2222') },
    ])
    expect(assets.filter(({ walletType }) => walletType === 'earn').map(({ size }) => size)).toEqual(['10'])
  })
})

describe('Gate: the options account', () => {
  it('is a wallet of its own, and contracts are parts of a coin', async () => {
    const option = {
      symbol: 'BTC/USDT:USDT-260327-100000-C',
      id: 'BTC_USDT-20260327-100000-C',
      type: 'option' as const,
      contractSize: '0.0001',
    }
    const { assets, equity, equities } = await valued({
      exchange: 'gate',
      markets: [{ symbol: 'BTC/USDT', id: 'BTC_USDT' }, option],
      calls: [
        {
          path: 'options/accounts',
          response: {
            currency: 'USDT',
            total: '32',
            equity: '37.5',
            unrealised_pnl: '1.5',
            available: '20',
            init_margin: '12',
            maint_margin: '6',
          },
        },
        {
          path: 'options/positions',
          response: [
            { contract: 'BTC_USDT-20260327-100000-C', size: -50, entry_price: '1400', mark_price: '1100', unrealised_pnl: '1.5' },
            { contract: 'BTC_USDT-20200101-5000-P', size: 0, entry_price: '0', mark_price: '0', unrealised_pnl: '0' },
          ],
        },
      ],
      prices: { USDT: '1' },
    })
    expect(equity).toBe('37.5')
    expect(equities.find(({ walletType }) => walletType === 'option')).toMatchObject({
      maintMargin: '6',
      unrealizedProfit: '1.5',
    })
    expect(assets.map(({ symbol, size, notional, marketType }) => [symbol, size, notional, marketType])).toEqual([
      ['USDT', '32', '32', 'option'],
      ['BTC:260327-100000-C-USDT', '-0.005', '-5.5', 'option'],
    ])
  })
})

describe('older names of fields that an exchange still documents', () => {
  it('KuCoin: totalBalance of margin, interest owed besides', async () => {
    const { assets } = await valued({
      exchange: 'kucoin',
      calls: [
        {
          path: 'margin/accounts',
          response: {
            code: '200000',
            data: {
              accounts: [
                { currency: 'USDT', totalBalance: '5', availableBalance: '4', holdBalance: '1', liability: '2', interest: '0.5' },
              ],
            },
          },
        },
      ],
      prices: { USDT: '1' },
    })
    expect(assets[0]).toMatchObject({
      symbol: 'USDT',
      walletType: 'margin',
      size: '2.5',
      amount: '5',
      borrowed: '2.5',
      availableBalance: '4',
    })
  })

  it('HTX: margin_balance and cost_open of linear contracts', async () => {
    const { assets, equity } = await valued({
      exchange: 'htx',
      markets: [{ symbol: 'BTC/USDT:USDT', id: 'BTC-USDT', contractSize: '0.001' }],
      calls: [
        {
          path: 'v5/account/balance',
          response: {
            code: 200,
            data: { details: [{ currency: 'USDT', margin_balance: '50', withdraw_available: '40', profit_unreal: '1' }] },
          },
        },
        {
          path: 'v5/trade/position/opens',
          response: {
            code: 200,
            data: [
              {
                contract_code: 'BTC-USDT',
                direction: 'buy',
                margin_mode: 'isolated',
                volume: '2',
                cost_open: '90000',
                margin: '9',
                profit_unreal: '1',
                mark_price: '90500',
              },
            ],
          },
        },
      ],
      prices: { USDT: '1' },
    })
    expect(equity).toBe('50')
    expect(assets.find(({ assetType }) => assetType === 'position')).toMatchObject({
      entryPrice: '90000',
      initialMargin: '9',
      size: '0.002',
    })
  })
})
