import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { valued } from '../recordings.testing'

/** Answers as in the exchange's documentation, with figures that fit together. */
const MARKETS = [
  { symbol: 'BTC/USDT:USDT', id: 'BTCUSDT' },
  { symbol: 'ETH/USDC:USDC', id: 'ETHPERP' },
  { symbol: 'BTC/USD:BTC', id: 'BTCUSD' },
  { symbol: 'BTC/USDT', id: 'BTCUSDT' },
]
const ok = (data: unknown) => ({ code: '00000', msg: 'success', requestTime: 1700807810221, data })
const run = (
  calls: { path: string; query?: string; status?: number; response: unknown }[],
  prices: Record<string, string> = { USDT: '1', USDC: '1', BTC: '50000' },
) => valued({ exchange: 'bitget', markets: MARKETS, calls, prices })
const long = {
  marginCoin: 'USDT',
  symbol: 'BTCUSDT',
  holdSide: 'long',
  openDelegateSize: '0',
  marginSize: '3.73555',
  available: '0.002',
  locked: '0',
  total: '0.002',
  leverage: '20',
  achievedProfits: '0',
  openPriceAvg: '37355.5',
  marginMode: 'crossed',
  posMode: 'hedge_mode',
  unrealizedPL: '0.03',
  liquidationPrice: '31725.023602417',
  keepMarginRate: '0.004',
  markPrice: '37370.5',
  marginRatio: '0.029550120396',
  cTime: '1700807507275',
}
const positions = (query: string, list: object[]) => ({ path: 'position/all-position', query, response: ok(list) })

describe('Bitget', () => {
  it('reads both sides of a hedged pair, cross and isolated', async () => {
    const short = {
      ...long,
      holdSide: 'short',
      total: '0.5',
      unrealizedPL: '-7.5',
      marginMode: 'isolated',
      marginSize: '934',
      liquidationPrice: '-1',
    }
    const { assets, positionMode } = await run([positions('USDT-FUTURES', [short, long, { ...long, total: '0' }])])
    expect(assets).toHaveLength(2)
    expect(assets[0]).toMatchObject({
      symbol: 'BTC:PERP-USDT',
      walletType: 'perp',
      size: '-0.5',
      notional: '-18685.25',
      unrealizedProfit: '-7.5',
      initialMargin: '934',
      marginBalance: '934',
      marginMode: 'isolated',
      positionSide: 'short',
      liquidationPrice: null,
    })
    expect(assets[1]).toMatchObject({
      size: '0.002',
      notional: '74.741',
      initialMargin: '3.73555',
      marginBalance: null,
      marginMode: 'cross',
      leverage: '20',
      positionSide: 'long',
    })
    expect(positionMode).toBe('hedge')
  })

  it('takes the profit off the equity of a futures account', async () => {
    const account = {
      marginCoin: 'USDT',
      locked: '0',
      available: '90',
      accountEquity: '107.25',
      unrealizedPL: '7.25',
      crossedMargin: '8',
      isolatedMargin: '2',
      usdtEquity: '107.25',
    }
    const { assets, equity } = await run([{ path: 'mix/account/accounts', query: 'USDT-FUTURES', response: ok([account]) }])
    expect(assets[0]).toMatchObject({
      symbol: 'USDT',
      size: '100',
      unrealizedProfit: '7.25',
      marginBalance: '107.25',
      initialMargin: '10',
      availableBalance: '90',
    })
    expect(equity).toBe('107.25')
  })

  it('counts coin-margined contracts in coins, as Bitget does', async () => {
    const row = {
      ...long,
      symbol: 'BTCUSD',
      marginCoin: 'BTC',
      holdSide: 'short',
      total: '0.3',
      markPrice: '50000',
      posMode: 'one_way_mode',
      unrealizedPL: '0.001',
    }
    const { assets } = await run([positions('COIN-FUTURES', [row])])
    expect(assets[0]).toMatchObject({
      symbol: 'BTC:PERP-USD',
      walletType: 'coinm',
      size: '-0.3',
      notional: '-15000',
      positionSide: 'net',
    })
  })

  it('reads spot with what is locked, cross and isolated margin with loans', async () => {
    const margin = (coin: string, net: string, borrow: string) => ({
      coin,
      totalAmount: '10',
      available: '9',
      frozen: '1',
      borrow,
      interest: '0.5',
      net,
      coupon: '0',
    })
    const { assets } = await run([
      {
        path: 'spot/account/assets',
        response: ok([
          { coin: 'BTC', available: '1', frozen: '0.25', locked: '0.5', limitAvailable: '0' },
          { coin: 'ETH', available: '0', frozen: '0', locked: '0' },
        ]),
      },
      { path: 'margin/crossed/account/assets', response: ok([margin('USDT', '-15.5', '25')]) },
      {
        path: 'margin/isolated/account/assets',
        response: ok([
          { symbol: 'A', ...margin('USDT', '9.5', '0') },
          { symbol: 'B', ...margin('USDT', '9.5', '0') },
        ]),
      },
    ])
    const row = (walletType: string) => assets.find((asset) => asset.walletType === walletType)
    expect(row('spot')).toMatchObject({ symbol: 'BTC', size: '1.75', availableBalance: '1' })
    expect(row('margin')).toMatchObject({ symbol: 'USDT', size: '-15.5', amount: '10', borrowed: '25.5' })
    expect(row('isolated_margin')).toMatchObject({ size: '19', amount: '20' })
  })

  it('asks for the funding wallet beside a unified account by the call of unified accounts', async () => {
    const { assets, notIncluded } = await run([
      { path: 'v3/account/settings', response: ok({ holdMode: 'one_way_mode', assetMode: 'union' }) },
      { path: 'v3/account/funding-assets', response: ok([{ coin: 'USDT', available: '70', frozen: '5.5' }]) },
      {
        path: 'v2/account/funding-assets',
        status: 400,
        response: { code: '40085', msg: 'You are in Unified Account mode', data: null },
      },
    ])
    expect(assets.map(({ walletType, symbol, size }) => [walletType, symbol, size])).toEqual([['funding', 'USDT', '75.5']])
    expect(notIncluded.some(({ wallet }) => wallet === 'funding')).toBe(false)
  })

  it('reads a unified account in place of the classic wallets', async () => {
    const asset = (coin: string, equity: string, balance: string, debt: string) => ({
      coin,
      equity,
      usdValue: equity,
      balance,
      available: balance,
      debt,
      locked: '0',
    })
    const { assets, equities, equity } = await run([
      { path: 'v3/account/settings', response: ok({ holdMode: 'one_way_mode', assetMode: 'union' }) },
      {
        path: 'v3/account/assets',
        response: ok({
          accountEquity: '50090',
          assets: [asset('USDT', '140', '100', '0'), asset('BTC', '1', '1', '0'), asset('USDC', '-50', '0', '50')],
        }),
      },
      {
        path: 'v3/position/current-position',
        query: 'USDT-FUTURES',
        response: ok({
          list: [
            {
              category: 'USDT-FUTURES',
              symbol: 'BTCUSDT',
              marginCoin: 'USDT',
              holdMode: 'one_way_mode',
              posSide: 'long',
              marginMode: 'crossed',
              positionBalance: '5.435199',
              available: '0.001',
              frozen: '0',
              total: '0.001',
              leverage: '20',
              curRealisedPnl: '0',
              avgPrice: '107410.3',
              unrealisedPnl: '40',
              liquidationPrice: '0',
              mmr: '0.004',
              markPrice: '107415.3',
            },
          ],
        }),
      },
      { path: 'spot/account/assets', response: ok([{ coin: 'USDT', available: '100', frozen: '0', locked: '0' }]) },
    ])
    expect(equities.map(({ walletType }) => walletType)).toEqual(['unified'])
    expect(assets.find(({ symbol }) => symbol === 'USDT')).toMatchObject({
      size: '100',
      unrealizedProfit: '40',
      marginBalance: '140',
      initialMargin: '5.435199',
    })
    expect(assets.find(({ symbol }) => symbol === 'USDC')).toMatchObject({ size: '-50', amount: '0', borrowed: '50' })
    expect(assets.find(({ symbol }) => symbol === 'BTC:PERP-USDT')).toMatchObject({
      size: '0.001',
      notional: '107.4153',
      leverage: '20',
      positionSide: 'net',
    })
    expect(equity).toBe('50090')
  })

  it('does not take an empty string for a balance', async () => {
    const response = ok([{ coin: 'BTC', available: '', frozen: '0', locked: '0' }])
    await expect(run([{ path: 'spot/account/assets', response }])).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it('knows a wrong passphrase', async () => {
    await expect(
      run([{ path: 'bitget.com', response: { code: '40012', msg: 'apikey/password is incorrect', requestTime: 1, data: null } }]),
    ).rejects.toMatchObject({
      code: 'exchange_credentials',
      fields: { password: expect.any(String) },
    })
  })
})

/** https://www.bitget.com/api-doc/uta/account/Get-Account-Info and …/Get-Account-Setting (2026-11). */
describe('a key of Bitget for a unified account', () => {
  const settings = {
    path: 'v3/account/settings',
    response: ok({ uid: '48392017', accountMode: 'unified', holdMode: 'hedge_mode' }),
  }
  const verified = (...calls: { path: string; status?: number; response: unknown }[]) =>
    connected({ exchange: 'bitget', calls: [settings, ...calls] }).verify()
  const info = (permType: string, ...permissions: string[]) => ({
    path: 'v3/account/info',
    response: ok({ userId: '48392017', inviterId: '0', parentId: '0', ips: '203.0.113.7, 203.0.113.8', permType, permissions }),
  })

  it('is told with what it may do, its addresses and the account’s number', async () => {
    expect(await verified(info('read-and-write', 'uta_mgt', 'uta_trade', 'withdraw'))).toEqual({
      permissions: ['read', 'trade', 'withdraw'],
      positionMode: 'hedge',
      ipList: ['203.0.113.7', '203.0.113.8'],
      expiresAt: null,
      label: null,
      uid: '48392017',
    })
  })

  it.each(['readonly', 'read_only', 'read-only'])('reads alone where it is %s, whatever it is for', async (permType) => {
    expect((await verified(info(permType, 'uta_mgt', 'uta_trade'))).permissions).toEqual(['read'])
  })

  it('has nothing that is known where it may not ask', async () => {
    const refused = {
      path: 'v3/account/info',
      status: 400,
      response: { code: '40014', msg: 'Incorrect permissions', data: null },
    }
    expect(await verified(refused)).toMatchObject({ permissions: null, ipList: null, uid: '48392017' })
  })
})
