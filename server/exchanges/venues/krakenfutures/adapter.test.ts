import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { valued } from '../recordings.testing'

/** Answers in the form of Kraken's documentation (as ccxt's krakenfutures.js quotes them), with figures that fit together. */
const MARKETS = [
  { symbol: 'BTC/USD:USD', id: 'PF_XBTUSD' },
  { symbol: 'BTC/USD:BTC', id: 'PI_XBTUSD' },
  { symbol: 'XRP/USD:XRP', id: 'PI_XRPUSD' },
  { symbol: 'ETH/USD:ETH-260327', id: 'FI_ETHUSD_260327', type: 'future' as const },
]
const PRICES = { BTC: '50000', ETH: '2000', XRP: '0.5', USDT: '1', EUR: '1.1' }
const run = (calls: { path: string; status?: number; response: unknown }[], options?: Record<string, boolean>) =>
  valued({ exchange: 'krakenfutures', markets: MARKETS, calls, prices: PRICES, options })
const accounts = (found: object) => ({
  path: 'v3/accounts',
  response: { result: 'success', accounts: found, serverTime: '2026-01-01T00:00:00Z' },
})
const openPositions = (rows: object[]) => ({ path: 'v3/openpositions', response: { result: 'success', openPositions: rows } })
const tickers = (marks: Record<string, string>) => ({
  path: 'v3/tickers',
  response: { result: 'success', tickers: Object.entries(marks).map(([symbol, markPrice]) => ({ symbol, markPrice })) },
})
const single = {
  auxiliary: { usd: '0', pv: '153.73891563', pnl: '12.42134766', af: '100.73891563', funding: '0.0' },
  marginRequirements: { im: '52.8', mm: '23.76', lt: '39.6', tt: '15.84' },
  triggerEstimates: { im: '3110', mm: '3000', lt: '2890', tt: '2830' },
  balances: { xbt: '141.31756797', xrp: '52465.1254' },
  currency: 'xbt',
  type: 'marginAccount',
}
const flex = {
  currencies: {
    USDT: { quantity: '1000.5', value: '1000.6', collateral: '947.7', available: '900.25' },
    XBT: { quantity: '0.1', value: '5000', collateral: '4900', available: '0.1' },
  },
  initialMargin: '120.0',
  initialMarginWithOrders: '125.5',
  maintenanceMargin: '60.0',
  balanceValue: '6000.5',
  portfolioValue: '6010.75',
  collateralValue: '5847.7',
  pnl: '10.50',
  unrealizedFunding: '-0.25',
  totalUnrealized: '10.25',
  totalUnrealizedAsMargin: '10.25',
  availableMargin: '5732.45',
  marginEquity: '5857.95',
  type: 'multiCollateralMarginAccount',
}
const long = {
  side: 'long',
  symbol: 'PF_XBTUSD',
  price: '49000',
  fillTime: '2026-01-01T00:00:00Z',
  size: '0.5',
  unrealizedFunding: '-0.25',
}

describe('Kraken Futures', () => {
  it('reads the holding wallet', async () => {
    const { assets } = await run([
      accounts({ cash: { balances: { eur: '0.0', xrp: '2.20188538338', xbt: '0.0' }, type: 'cashAccount' } }),
    ])
    expect(assets.map(({ symbol, walletType, size }) => [symbol, walletType, size])).toEqual([
      ['XRP', 'funding', '2.20188538338'],
    ])
  })

  it('reads single-collateral accounts, several of one coin as one row', async () => {
    const more = { ...single, balances: { xbt: '0.5' }, auxiliary: { ...single.auxiliary, pv: '0.5', pnl: '0', af: '0.5' } }
    const none = {
      ...more,
      balances: { eth: '0.0' },
      currency: 'eth',
      auxiliary: { pv: '0.0', pnl: '0.0', af: '0.0' },
      marginRequirements: { im: '0.0', mm: '0.0' },
    }
    const { assets } = await run([accounts({ fi_xbtusd: single, fv_xrpxbt: more, fi_ethusd: none })])
    expect(assets).toHaveLength(1)
    expect(assets[0]).toMatchObject({
      symbol: 'BTC',
      walletType: 'coinm',
      size: '141.81756797',
      unrealizedProfit: '12.42134766',
      marginBalance: '154.23891563',
      initialMargin: '105.6',
      availableBalance: '101.23891563',
    })
  })

  it('reads the multi-collateral account, whose profit and margins are in USD, exactly once', async () => {
    const { assets, equity, equities, warnings } = await run([
      accounts({ flex }),
      openPositions([long]),
      tickers({ PF_XBTUSD: '49021' }),
    ])
    const row = (symbol: string) => assets.find((asset) => asset.symbol === symbol)
    expect(row('USDT')).toMatchObject({ walletType: 'perp', size: '1000.5', marginBalance: '1000.5', availableBalance: '900.25' })
    expect(row('USD')).toMatchObject({
      size: '0',
      unrealizedProfit: '10.25',
      marginBalance: '10.25',
      initialMargin: '125.5',
      maintMargin: '60.0',
    })
    expect(row('BTC:PERP-USD:USD')).toMatchObject({
      size: '0.5',
      notional: '24510.5',
      unrealizedProfit: '10.5',
      entryPrice: '49000',
      markPrice: '49021',
      marginMode: 'cross',
      leverage: null,
    })
    expect(equity).toBe('6010.75')
    expect(equities.find(({ walletType }) => walletType === 'perp')?.reportedEquity).toBe('6010.75')
    expect(warnings.filter((line) => line.startsWith('Wallet'))).toEqual([])
  })

  it('reads a short, inverse and dated contracts, in either case of their ids, and isolated leverage', async () => {
    const { assets } = await run([
      accounts({}),
      openPositions([
        { ...long, side: 'short', symbol: 'pi_xbtusd', size: '10000', price: '40000', unrealizedPnl: '-0.05' },
        { ...long, symbol: 'fi_ethusd_260327', size: '500', price: '2000' },
        { ...long, side: 'short', size: '1', maxFixedLeverage: '10.0' },
        { ...long, symbol: 'pi_xrpusd', size: '0' },
      ]),
      tickers({ PI_XBTUSD: '50000', FI_ETHUSD_260327: '2500', PF_XBTUSD: '50000' }),
    ])
    const rows = assets.map(({ symbol, walletType, size, unrealizedProfit, leverage, marginMode }) =>
      [symbol, walletType, size, unrealizedProfit, leverage, marginMode].join(' '),
    )
    expect(rows).toEqual([
      'BTC:PERP-USD:USD perp -1 -1000 10.0 isolated',
      'BTC:PERP-USD coinm -0.2 -0.05  cross',
      'ETH:260327-USD coinm 0.2 0.05  cross',
    ])
  })

  it('does not make up a value when there is no mark price', async () => {
    const { assets, unpriced } = await run([accounts({}), openPositions([long])])
    expect(assets[0]).toMatchObject({ size: '0.5', notional: null, unrealizedProfit: null, markPrice: null })
    expect(unpriced).toEqual(['BTC:PERP-USD:USD'])
  })

  it('names a kind of wallet that it does not know', async () => {
    const { notIncluded } = await run([accounts({ options: { type: 'optionsAccount' } }), openPositions([])])
    expect(notIncluded.map(({ wallet }) => wallet)).toEqual(['optionsAccount'])
  })

  it('takes an answer without figures for one that makes no sense', async () => {
    await expect(run([accounts({ cash: { balances: { xbt: '' }, type: 'cashAccount' } })])).rejects.toMatchObject({
      code: 'exchange_network',
    })
  })

  it.each([
    ['authenticationError', 'exchange_credentials'],
    ['apiLimitExceeded', 'exchange_rate_limit'],
    ['unavailable', 'exchange_maintenance'],
  ])('tells %s as %s', async (word, code) => {
    await expect(run([{ path: 'v3/', response: { result: 'error', error: word } }])).rejects.toMatchObject({ code })
  })
})

describe('leverage on Kraken Futures', () => {
  const preferences = {
    path: 'leveragepreferences',
    response: { result: 'success', leveragePreferences: [{ symbol: 'PF_XBTUSD', maxLeverage: 5.0 }] },
  }
  const futures = () =>
    connected({
      exchange: 'krakenfutures',
      markets: MARKETS.map((market) => ({ ...market, info: { marginLevels: [{ contracts: 0, initialMargin: 0.02 }] } })),
      calls: [preferences],
    })

  it('is set for isolated margin, and what it was is told', async () => {
    const tried = futures()
    expect(await tried.setLeverage('BTC:PERP-USD:USD', '10')).toMatchObject({ leverage: '10', previousLeverage: '5' })
    expect(tried.changes).toEqual(['PUT /derivatives/api/v3/leveragepreferences ?symbol=PF_XBTUSD&maxLeverage=10'])
  })

  it('is left alone when it is that already', async () => {
    const tried = futures()
    await tried.setLeverage('BTC:PERP-USD:USD', '5')
    expect(tried.changes).toEqual([])
  })

  it('is refused above the margin that the contract wants, for inverse contracts, and for cross margin', async () => {
    const tried = futures()
    await expect(tried.setLeverage('BTC:PERP-USD:USD', '51')).rejects.toThrow('The highest leverage of BTC:PERP-USD:USD is 50.')
    await expect(tried.setLeverage('BTC:PERP-USD', '5')).rejects.toMatchObject({ code: 'exchange_refused' })
    await expect(tried.setLeverage('BTC:PERP-USD:USD', '5', 'cross')).rejects.toThrow('isolated margin only')
    expect(tried.changes).toEqual([])
  })
})

it('prices coins of Kraken Futures by the indices of its perpetuals', async () => {
  const ticker = (symbol: string, pair: string, indexPrice: string) => ({ symbol, pair, indexPrice, markPrice: '1' })
  const { prices } = connected({
    exchange: 'krakenfutures',
    calls: [
      {
        path: 'v3/tickers',
        response: {
          result: 'success',
          tickers: [
            ticker('PF_XBTUSD', 'XBT:USD', '50001.5'),
            ticker('PF_ETHUSD', 'ETH:USD', '2000'),
            { symbol: 'in_xbtusd', last: '1' },
          ],
        },
      },
    ],
  })
  expect(await prices('BTC', 'ETH', 'DOGE')).toEqual({ BTC: '50001.5 by BTC-USD (index)', ETH: '2000 by ETH-USD (index)' })
})
