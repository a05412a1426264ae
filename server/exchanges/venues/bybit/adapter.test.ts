import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { recorded, valued } from '../recordings.testing'

const LTC = { symbol: 'LTC/USDT:USDT', id: 'LTCUSDT' }
const Coin = z.object({
  coin: z.string(),
  walletBalance: z.string(),
  equity: z.string(),
  unrealisedPnl: z.string(),
  totalPositionIM: z.string(),
  totalPositionMM: z.string(),
  usdValue: z.string(),
})
const Balance = z.object({ result: z.object({ list: z.array(z.object({ totalEquity: z.string(), coin: z.array(Coin) })) }) })

const walletBalance = (response: unknown) => ({ path: 'v5/account/wallet-balance', query: 'accountType=UNIFIED', response })
const positionList = (response: unknown) => ({ path: 'v5/position/list', response })
const coins = (...list: object[]) => ({ retCode: 0, retMsg: 'OK', result: { list: [{ totalEquity: '', coin: list }] } })
const coin = (fields: object) => ({
  coin: 'USDT',
  walletBalance: '0',
  equity: '0',
  unrealisedPnl: '0',
  borrowAmount: '0',
  ...fields,
})

describe('Bybit', () => {
  it('reads every coin of a recorded unified account with the digits that were sent', async () => {
    const answer = recorded('bybit', 0)
    const [account] = Balance.parse(answer).result.list
    const rows = account?.coin ?? []
    // The price that the exchange itself used: value of the coin over its equity.
    const prices = Object.fromEntries(rows.map((row) => [row.coin, String(Number(row.usdValue) / Number(row.equity))]))
    const { assets, equities, warnings } = await valued({ exchange: 'bybit', calls: [walletBalance(answer)], prices })
    expect(assets).toHaveLength(rows.length)
    for (const row of rows) {
      expect(assets.find((asset) => asset.symbol === row.coin)).toMatchObject({
        assetType: 'token',
        walletType: 'unified',
        size: row.walletBalance,
        marginBalance: row.equity,
        unrealizedProfit: row.unrealisedPnl,
        initialMargin: row.totalPositionIM,
        maintMargin: row.totalPositionMM,
        borrowed: '0',
      })
    }
    const unified = equities.find(({ walletType }) => walletType === 'unified')
    expect(unified?.reportedEquity).toBe('92255.96988644')
    expect(Math.abs(Number(unified?.totalEquity) / 92255.96988644 - 1)).toBeLessThan(0.005)
    expect(warnings.filter((line) => line.includes('differ'))).toEqual([])
  })

  it('reads a recorded position: notional at mark, not the entry value that Bybit calls positionValue', async () => {
    const { assets } = await valued({
      exchange: 'bybit',
      markets: [LTC],
      calls: [positionList(recorded('bybit', 1))],
      prices: { USDT: '1' },
    })
    expect(assets).toHaveLength(1)
    expect(assets[0]).toMatchObject({
      symbol: 'LTC:PERP-USDT',
      assetType: 'position',
      marketType: 'perp',
      size: '1.2',
      notional: '85.32',
      unrealizedProfit: '7.800625',
      initialMargin: '12.95542633',
      maintMargin: '0.81072399',
      marginBalance: '11.699649',
      leverage: '6',
      entryPrice: '64.59947917',
      markPrice: '71.1',
      liquidationPrice: null,
      positionSide: 'net',
    })
  })

  it('takes a closed position that Bybit still sends for no asset', async () => {
    const { assets } = await valued({ exchange: 'bybit', markets: [LTC], calls: [positionList(recorded('bybit', 2))] })
    expect(assets).toEqual([])
  })

  it('takes what spot margin borrowed off the wallet balance where Bybit sends it apart', async () => {
    const row = coin({ walletBalance: '100', equity: '60', borrowAmount: '40', spotBorrow: '40' })
    const { assets, equity } = await valued({ exchange: 'bybit', calls: [walletBalance(coins(row))], prices: { USDT: '1' } })
    expect(assets[0]).toMatchObject({ size: '60', amount: '100', borrowed: '40', marginBalance: '60' })
    expect(equity).toBe('60')
  })

  it('believes an older answer whose wallet balance is net of what is borrowed', async () => {
    const row = coin({ walletBalance: '-12500.75', equity: '-12500.75', borrowAmount: '12500.75' })
    const { assets } = await valued({ exchange: 'bybit', calls: [walletBalance(coins(row))], prices: { USDT: '1' } })
    expect(assets[0]).toMatchObject({ size: '-12500.75', amount: '0', borrowed: '12500.75', marginBalance: '-12500.75' })
  })

  it('signs an inverse short and divides its value by the mark price', async () => {
    const list = [
      {
        symbol: 'BTCUSD',
        side: 'Sell',
        size: '5000',
        avgPrice: '51000',
        markPrice: '50000',
        leverage: '4',
        positionIM: '0.025',
        positionMM: '0.0006',
        positionBalance: '0',
        unrealisedPnl: '0.00196',
        positionIdx: 2,
        tradeMode: 0,
      },
    ]
    const { assets, positionMode } = await valued({
      exchange: 'bybit',
      markets: [{ symbol: 'BTC/USD:BTC', id: 'BTCUSD' }],
      calls: [positionList({ retCode: 0, retMsg: 'OK', result: { category: 'inverse', nextPageCursor: '', list } })],
      prices: { BTC: '50000' },
    })
    expect(assets[0]).toMatchObject({
      symbol: 'BTC:PERP-USD',
      size: '-0.1',
      notional: '-5000',
      positionSide: 'short',
      marginBalance: null,
    })
    expect(positionMode).toBe('hedge')
  })

  it('counts flexible and on-chain earn', async () => {
    const list = (...rows: object[]) => ({ retCode: 0, retMsg: 'OK', result: { list: rows } })
    const { assets } = await valued({
      exchange: 'bybit',
      calls: [
        {
          path: 'v5/earn/position',
          query: 'FlexibleSaving',
          response: list({ coin: 'USDT', productId: '428', amount: '500.25' }),
        },
        {
          path: 'v5/earn/position',
          query: 'OnChain',
          response: list({ coin: 'ETH', amount: '1.5' }, { coin: 'USDT', amount: '10' }),
        },
      ],
      prices: { USDT: '1', ETH: '2000' },
    })
    expect(assets.map(({ symbol, size, walletType }) => [symbol, size, walletType])).toEqual([
      ['ETH', '1.5', 'earn'],
      ['USDT', '510.25', 'earn'],
    ])
  })

  it('does not take an empty string for a zero balance', async () => {
    const test = valued({ exchange: 'bybit', calls: [walletBalance(coins(coin({ walletBalance: '' })))] })
    await expect(test).rejects.toMatchObject({
      code: 'exchange_network',
      cause: { message: expect.stringContaining('walletBalance') },
    })
  })

  it('names a wallet that the key may not read, and counts the rest', async () => {
    const refused = { retCode: 10005, retMsg: 'Permission denied, please check your API key permissions.', result: {} }
    const { assets, notIncluded } = await valued({
      exchange: 'bybit',
      calls: [
        walletBalance(coins(coin({ walletBalance: '5', equity: '5' }))),
        { path: 'query-account-coins-balance', response: refused },
      ],
    })
    expect(assets.map(({ symbol }) => symbol)).toEqual(['USDT'])
    expect(notIncluded.find(({ wallet }) => wallet === 'funding')?.reason).toContain('Permission denied')
  })

  it('fails as a whole when one wallet fails for a passing reason', async () => {
    const busy = { retCode: 10006, retMsg: 'Too many visits. Exceeded the API Rate Limit.', result: {} }
    const test = valued({
      exchange: 'bybit',
      calls: [
        walletBalance(coins(coin({ walletBalance: '5', equity: '5' }))),
        { path: 'query-account-coins-balance', response: busy },
      ],
    })
    await expect(test).rejects.toMatchObject({
      code: 'exchange_rate_limit',
      exchangeError: expect.stringContaining('Too many visits'),
    })
  })
})
