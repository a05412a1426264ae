import { describe, expect, it } from 'vitest'
import { valued } from '../recordings.testing'

/** Answers as in the exchange's documentation, with figures that fit together. */
const MARKETS = [
  { symbol: 'ETH/USDT:USDT', id: 'ETHUSDTM', contractSize: '0.01' },
  { symbol: 'BTC/USD:BTC', id: 'XBTUSDM', contractSize: '1' },
  { symbol: 'BTC/USDT', id: 'BTC-USDT' },
]
const ok = (data: unknown) => ({ code: '200000', data })
const run = (
  calls: { path: string; query?: string; response: unknown }[],
  prices: Record<string, string> = { USDT: '1', BTC: '50000', ETH: '4225.01' },
) => valued({ exchange: 'kucoin', markets: MARKETS, calls, prices })
const isolated = {
  id: '615ba79f83a3410001cde321',
  symbol: 'ETHUSDTM',
  crossMode: false,
  currentQty: 2,
  currentCost: 83.642,
  isOpen: true,
  markPrice: 4225.01,
  markValue: 84.5002,
  posInit: 3.6366087,
  posMargin: 3.68897586,
  posMaint: 0.50637594,
  maintMargin: 4.54717586,
  unrealisedPnl: 0.8582,
  avgEntryPrice: 4182.1,
  liquidationPrice: 4023.0,
  realLeverage: 23.5,
  settleCurrency: 'USDT',
  isInverse: false,
}
const positions = (list: object[]) => ({ path: 'api/v1/positions', response: ok(list) })

describe('KuCoin', () => {
  it('reads an isolated position; numbers keep their digits', async () => {
    const { assets } = await run([positions([isolated, { ...isolated, currentQty: 0 }])])
    expect(assets).toHaveLength(1)
    expect(assets[0]).toMatchObject({
      symbol: 'ETH:PERP-USDT',
      walletType: 'perp',
      size: '0.02',
      notional: '84.5002',
      unrealizedProfit: '0.8582',
      initialMargin: '3.6366087',
      maintMargin: '0.50637594',
      marginBalance: '3.68897586',
      marginMode: 'isolated',
      leverage: '23.5',
      entryPrice: '4182.1',
      liquidationPrice: '4023',
      positionSide: 'net',
    })
  })

  it('reads an inverse short on cross margin and both sides of hedge mode', async () => {
    const cross = {
      ...isolated,
      symbol: 'XBTUSDM',
      crossMode: true,
      marginMode: 'CROSS',
      currentQty: -2500,
      markPrice: 50000,
      leverage: 5,
      settleCurrency: 'XBT',
      positionSide: 'SHORT',
    }
    const { assets, positionMode } = await run([
      positions([cross, { ...isolated, positionSide: 'LONG', marginMode: 'CROSS', crossMode: true }]),
    ])
    expect(assets[0]).toMatchObject({
      symbol: 'BTC:PERP-USD',
      size: '-0.05',
      notional: '-2500',
      marginBalance: null,
      marginMode: 'cross',
      leverage: '5',
      positionSide: 'short',
    })
    expect(assets[1]).toMatchObject({ positionSide: 'long' })
    expect(positionMode).toBe('hedge')
  })

  it('reads futures accounts under ccxt’s codes: equity is with profit, margin balance without', async () => {
    const account = (currency: string) => ({
      accountEquity: 107.5,
      unrealisedPNL: 7.5,
      marginBalance: 100,
      positionMargin: 10,
      orderMargin: 2.25,
      frozenFunds: 0,
      availableBalance: 87.75,
      currency,
    })
    const { assets } = await run([
      { path: 'account-overview', query: 'currency=USDT', response: ok(account('USDT')) },
      { path: 'account-overview', query: 'currency=XBT', response: ok(account('XBT')) },
    ])
    expect(assets.map(({ symbol }) => symbol)).toEqual(['BTC', 'USDT'])
    expect(assets[1]).toMatchObject({
      size: '100',
      unrealizedProfit: '7.5',
      marginBalance: '107.5',
      initialMargin: '12.25',
      availableBalance: '87.75',
    })
  })

  it('tells main and trade accounts apart and reads margin with loans', async () => {
    const account = (type: string, balance: string) => ({
      id: '1',
      currency: 'BTC',
      type,
      balance,
      available: balance,
      holds: '0',
    })
    const side = (currency: string, total: string, liability: string) => ({
      currency,
      total,
      available: total,
      hold: '0',
      liability,
    })
    const { assets } = await run([
      {
        path: 'api/v1/accounts',
        response: ok([account('main', '0.1'), account('trade', '0.2'), account('trade_hf', '0.3'), account('margin', '9')]),
      },
      { path: 'margin/accounts', response: ok({ accounts: [side('USDT', '10', '25.5')] }) },
      {
        path: 'isolated/accounts',
        response: ok({ assets: [{ symbol: 'ETH-USDT', baseAsset: side('ETH', '1', '0'), quoteAsset: side('USDT', '5', '1') }] }),
      },
    ])
    const row = (walletType: string, symbol: string) =>
      assets.find((asset) => asset.walletType === walletType && asset.symbol === symbol)
    expect(row('funding', 'BTC')?.size).toBe('0.1')
    expect(row('spot', 'BTC')?.size).toBe('0.5')
    expect(row('margin', 'USDT')).toMatchObject({ size: '-15.5', amount: '10', borrowed: '25.5' })
    expect(row('margin', 'BTC')).toBeUndefined()
    expect(row('isolated_margin', 'USDT')).toMatchObject({ size: '4' })
  })

  it('reads a unified account in place of trade, margin and futures', async () => {
    const { assets, equities, equity } = await run([
      { path: 'account/mode', response: ok({ selfAccountMode: 'UNIFIED' }) },
      {
        path: 'unified/account/balance',
        response: ok({
          accountType: 'UNIFIED',
          ts: 1,
          accounts: [
            { currencies: [{ currency: 'USDT', equity: '97.5', hold: '0', balance: '98', available: '98', liability: '0' }] },
          ],
        }),
      },
      {
        path: 'unified/position/open-list',
        response: ok([
          {
            symbol: 'ETHUSDTM',
            marginMode: 'CROSS',
            size: '-2',
            entryPrice: '4200',
            markPrice: '4225.01',
            leverage: '3',
            unrealizedPnL: '-0.5',
            initialMargin: '28.1',
            maintenanceMargin: '0.4',
          },
        ]),
      },
      {
        path: 'api/v1/accounts',
        response: ok([
          { currency: 'USDT', type: 'main', balance: '2', available: '2' },
          { currency: 'USDT', type: 'trade', balance: '98', available: '98' },
        ]),
      },
    ])
    expect(equities.map(({ walletType }) => walletType)).toEqual(['funding', 'unified'])
    expect(assets.find(({ symbol, walletType }) => symbol === 'USDT' && walletType === 'unified')).toMatchObject({
      size: '98',
      unrealizedProfit: '-0.5',
      marginBalance: '97.5',
      initialMargin: '28.1',
    })
    expect(equity).toBe('99.5')
  })

  it('knows a wrong passphrase, an address that is not on the list, and a wallet without permission', async () => {
    const refused = (code: string) => run([{ path: 'kucoin.com', response: { code, msg: 'no' } }])
    await expect(refused('400004')).rejects.toMatchObject({
      code: 'exchange_credentials',
      fields: { password: expect.any(String) },
    })
    await expect(refused('400006')).rejects.toMatchObject({ code: 'exchange_ip' })
    const { notIncluded } = await run([
      { path: 'api/v1/accounts', response: ok([]) },
      { path: 'api/v1/positions', response: { code: '400007', msg: 'Access denied, require more permission.' } },
    ])
    expect(notIncluded.find(({ wallet, reason }) => wallet === 'perp' && reason.includes('Access denied'))).toBeDefined()
  })
})
