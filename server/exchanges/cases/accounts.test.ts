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
