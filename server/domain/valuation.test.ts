import { describe, expect, it } from 'vitest'
import { account, perp, prices, token } from './holdings.testing'
import { valueAccount } from './valuation'

describe('the sample of the REST contract', () => {
  const bybit = valueAccount(
    account([
      token('USDT', '275.56989474', {
        wallet: 'unified',
        unrealizedProfit: '23.33619985',
        initialMargin: '308.47710954',
        maintMargin: '17.08121552',
        marginBalance: '298.90609459',
      }),
      token('ETH', '0.034076973', { wallet: 'unified', marginBalance: '0.034076973' }),
      perp('ETH', '1.69', '3051.5284', {
        wallet: 'unified',
        unrealizedProfit: '24.6772',
        initialMargin: '306.80066534',
        maintMargin: '16.90546734',
        marginBalance: '298.90609459',
        leverage: '10.0',
      }),
      perp('XRP', '-33', '-16.675648', { wallet: 'unified' }),
    ]),
    prices({ USDT: '1', ETH: '1805.6', XRP: '0.5' }),
  )

  it('has the position as Bybit sent it, with its share of all perps', () => {
    expect(bybit.assets.find((asset) => asset.symbol === 'ETH:PERP-USDT')).toMatchObject({
      size: '1.69',
      notional: '3051.5284',
      marketType: 'perp',
      assetType: 'position',
      walletType: 'unified',
      unrealizedProfit: '24.6772',
      initialMargin: '306.80066534',
      maintMargin: '16.90546734',
      marginBalance: '298.90609459',
      leverage: '10.0',
      notionalPctTotal: '0.994565',
      base: 'ETH',
      settle: 'USDT',
    })
  })

  it('rounds the notional of a token to 6 decimals and shares it among the unified wallet', () => {
    expect(bybit.assets.find((asset) => asset.symbol === 'USDT')).toMatchObject({
      size: '275.56989474',
      notional: '275.569895',
      marketType: 'unified',
      notionalPctTotal: '0.817474',
      leverage: null,
      price: '1',
    })
  })

  it('puts a derivatives wallet and its positions into one market type (Binance)', () => {
    const binance = valueAccount(
      account([
        token('USDT', '1414.06039641', {
          wallet: 'perp',
          unrealizedProfit: '11.02638782',
          marginBalance: '1425.08678423',
        }),
        perp('BTC', '0.021', '572.956735', { leverage: '5.0' }),
        perp('DOGE', '2700', '205.663'),
      ]),
      prices({ USDT: '1' }),
    )
    expect(binance.assets.map(({ symbol, notionalPctTotal }) => [symbol, notionalPctTotal])).toEqual([
      ['USDT', '0.6449'],
      ['BTC:PERP-USDT', '0.261304'],
      ['DOGE:PERP-USDT', '0.093795'],
    ])
    expect(binance.equity).toBe('1425.08678423')
  })
})

describe('equity', () => {
  const usdt = prices({ USDT: '0.999', BTC: '50000', ETH: '2000' })

  it('takes the margin balance where there is one, else the size', () => {
    const valued = valueAccount(
      account([
        token('USDT', '100', { wallet: 'unified', unrealizedProfit: '-20', marginBalance: '80' }),
        token('BTC', '0.1', { wallet: 'funding' }),
      ]),
      usdt,
    )
    expect(valued.equity).toBe('5079.92')
  })

  it('subtracts borrowed coins', () => {
    const valued = valueAccount(
      account([
        token('BTC', '1', { wallet: 'margin' }),
        token('USDT', '-20000', { wallet: 'margin', amount: '500', borrowed: '20500' }),
      ]),
      usdt,
    )
    expect(valued.equity).toBe('30020')
    expect(valued.assets.find(({ symbol }) => symbol === 'USDT')).toMatchObject({
      amount: '500',
      borrowed: '20500',
      size: '-20000',
      notional: '-19980',
    })
  })

  it('adds what a position holds outside the token rows once, in its settlement currency', () => {
    const valued = valueAccount(
      account([
        token('USDT', '100', { wallet: 'perp', marginBalance: '100' }),
        perp('ETH', '1', '2000', { marginMode: 'isolated', marginBalance: '50', equityOutsideTokens: '57' }),
        perp('BTC', '0.1', '5000', { unrealizedProfit: '12' }),
      ]),
      usdt,
    )
    expect(valued.equity).toBe('156.843')
    expect(valued.equities).toMatchObject([{ walletType: 'perp', totalEquity: '156.843', marginBalance: '156.843' }])
  })

  it('values an inverse position in USD and its collateral in the coin', () => {
    const valued = valueAccount(
      account([
        token('BTC', '0.5', { wallet: 'perp', unrealizedProfit: '0.01', marginBalance: '0.51' }),
        perp('BTC', '-0.2', '-10000', {
          symbol: 'BTC:PERP-USD',
          quote: 'USD',
          settle: 'BTC',
          inverse: true,
          notionalCurrency: 'USD',
          unrealizedProfit: '0.01',
        }),
      ]),
      usdt,
    )
    expect(valued.equity).toBe('25500')
    expect(valued.assets.find(({ assetType }) => assetType === 'position')).toMatchObject({
      notional: '-10000',
      price: '50000',
    })
    expect(valued.netExposure).toBe('15000')
    expect(valued.grossExposure).toBe('35000')
  })

  it('is 0 for an empty account, and unknown when nothing held has a price', () => {
    expect(valueAccount(account([], { wallets: [{ wallet: 'spot', equityUsd: null }] }), usdt)).toMatchObject({
      equity: '0',
      grossExposure: '0',
      equities: [{ walletType: 'spot', totalEquity: '0', marginRatio: null }],
    })
    expect(valueAccount(account([token('SCAM', '1000000')]), usdt)).toMatchObject({
      equity: null,
      grossExposure: null,
      netExposure: null,
      unpriced: ['SCAM'],
    })
  })
})

describe('what is not known', () => {
  it('is null, named, and left out of totals and shares', () => {
    const valued = valueAccount(
      account([token('SCAM', '1000000'), token('BTC', '0.01'), token('ETH', '0.5')]),
      prices({ BTC: '50000', ETH: '1000' }),
    )
    expect(valued.unpriced).toEqual(['SCAM'])
    expect(valued.equity).toBe('1000')
    expect(
      valued.assets.map(({ symbol, notional, notionalPctTotal, price }) => [symbol, notional, notionalPctTotal, price]),
    ).toEqual([
      ['BTC', '500', '0.5', '50000'],
      ['ETH', '500', '0.5', '1000'],
      ['SCAM', null, null, null],
    ])
  })

  it('names a position without a value', () => {
    const valued = valueAccount(account([{ ...perp('ETH', '1', '0'), notional: null }]), prices({ USDT: '1' }))
    expect(valued.unpriced).toEqual(['ETH:PERP-USDT'])
    expect(valued.grossExposure).toBeNull()
  })

  it('names the coin of margin put up outside the token rows', () => {
    const valued = valueAccount(
      account([perp('ETH', '1', '2000', { settle: 'XYZ', equityOutsideTokens: '5' })]),
      prices({ USDT: '1' }),
    )
    expect(valued.unpriced).toEqual(['XYZ'])
    expect(valued.equity).toBeNull()
  })

  it('writes a rounded-away negative notional as 0, without a sign', () => {
    const valued = valueAccount(account([token('BTC', '-0.000000000001')]), prices({ BTC: '50000' }))
    expect(valued.assets[0]?.notional).toBe('0')
  })
})

describe('wallets', () => {
  it('sums margin per wallet in USD and relates it to the margin balance', () => {
    const valued = valueAccount(
      account([
        token('USDT', '1000', {
          wallet: 'unified',
          unrealizedProfit: '-100',
          initialMargin: '300',
          maintMargin: '90',
          marginBalance: '900',
          available: '600',
        }),
        token('BTC', '0.002', { wallet: 'unified', marginBalance: '0.002', available: '0.002' }),
        token('ETH', '1', { wallet: 'funding', available: '1' }),
      ]),
      prices({ USDT: '1', BTC: '50000', ETH: '2000' }),
    )
    expect(valued.equities).toEqual([
      {
        walletType: 'unified',
        totalEquity: '1000',
        marginBalance: '1000',
        initialMargin: '300',
        maintMargin: '90',
        availableMargin: '700',
        marginRatio: '0.09',
        unrealizedProfit: '-100',
        reportedEquity: null,
      },
      {
        walletType: 'funding',
        totalEquity: '2000',
        marginBalance: null,
        initialMargin: null,
        maintMargin: null,
        availableMargin: null,
        marginRatio: null,
        unrealizedProfit: null,
        reportedEquity: null,
      },
    ])
  })

  it('takes margins and profit from the positions of a token that tells none', () => {
    const valued = valueAccount(
      account([
        token('USDT', '1000', { wallet: 'perp', marginBalance: '1000' }),
        perp('ETH', '1', '2000', { maintMargin: '20', initialMargin: '200', unrealizedProfit: '5' }),
        perp('BTC', '1', '50000', { maintMargin: '80', initialMargin: null, unrealizedProfit: '-7' }),
      ]),
      prices({ USDT: '1' }),
    )
    expect(valued.equities[0]).toMatchObject({
      maintMargin: '100',
      initialMargin: '200',
      unrealizedProfit: '-2',
      marginRatio: '0.1',
      availableMargin: null,
    })
  })

  it('warns when the exchange reports an equity more than 0.5 % away', () => {
    const holdings = [token('USDT', '1000', { wallet: 'unified', marginBalance: '1000' })]
    const valued = (equityUsd: string) =>
      valueAccount(account(holdings, { wallets: [{ wallet: 'unified', equityUsd }] }), prices({ USDT: '1' }))
    expect(valued('1004.9').warnings).toEqual([])
    expect(valued('1004.9').equities[0]?.reportedEquity).toBe('1004.9')
    expect(valued('1010').warnings).toEqual([
      "Wallet unified: the computed equity of 1000 USD and the exchange's own of 1010 USD differ by 10 USD (0.99 %).",
    ])
  })
})
