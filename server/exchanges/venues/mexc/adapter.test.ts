import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { valued } from '../recordings.testing'

/** Answers in the form of MEXC's documentation (as ccxt's mexc.js quotes them), with figures that fit together. */
const MARKETS = [
  { symbol: 'ETH/USDT', id: 'ETHUSDT' },
  { symbol: 'ETH/USDT:USDT', id: 'ETH_USDT', contractSize: '0.01', limits: { leverage: { max: 125 } } },
  { symbol: 'BTC/USD:BTC', id: 'BTC_USD', contractSize: '100' },
]
const PRICES = { USDT: '1', BTC: '50000', ETH: '1250' }
type Call = { path: string; query?: string; status?: number; response: unknown }
const ok = (data: unknown) => ({ success: true, code: 0, data })
const run = (calls: Call[]) => valued({ exchange: 'mexc', markets: MARKETS, calls, prices: PRICES })
const asset = (currency: string, fields: object = {}) => ({
  currency,
  positionMargin: 0,
  availableBalance: 0,
  cashBalance: 0,
  frozenBalance: 0,
  equity: 0,
  unrealized: 0,
  bonus: 0,
  ...fields,
})
const long = {
  positionId: 1394650,
  symbol: 'ETH_USDT',
  positionType: 1,
  openType: 1,
  state: 1,
  holdVol: 200,
  frozenVol: 0,
  closeVol: 0,
  holdAvgPrice: 1217.3,
  openAvgPrice: 1217.3,
  liquidatePrice: 1211.2,
  oim: 0.1290338,
  im: 0.1290338,
  leverage: 100,
  autoAddIm: false,
}
const openPositions = (...rows: object[]): Call => ({ path: 'position/open_positions', response: ok(rows) })
const tickers = {
  path: 'contract/ticker',
  response: ok([
    { symbol: 'ETH_USDT', lastPrice: 1, fairPrice: 1250 },
    { symbol: 'BTC_USD', fairPrice: 50000 },
  ]),
}
const mode = (value: number) => ({ path: 'position/position_mode', response: ok(value) })

describe('MEXC', () => {
  it('reads spot, coins in orders too', async () => {
    const { assets } = await run([
      {
        path: 'api/v3/account',
        response: {
          canTrade: true,
          accountType: 'SPOT',
          balances: [
            { asset: 'USDT', free: '0.000000000674', locked: '1.5' },
            { asset: 'XYZ', free: '0', locked: '0' },
          ],
        },
      },
    ])
    expect(assets.map(({ symbol, size, availableBalance }) => [symbol, size, availableBalance])).toEqual([
      ['USDT', '1.500000000674', '0.000000000674'],
    ])
  })

  it('reads one futures wallet for linear and inverse contracts, whose equity holds the profit', async () => {
    const { assets, equity, positionMode } = await run([
      {
        path: 'account/assets',
        response: ok([
          asset('USDT', {
            equity: 165.4,
            unrealized: 65.4,
            positionMargin: 0.1290338,
            frozenBalance: 1,
            availableBalance: 98.8709662,
          }),
          asset('BTC', { equity: 0.5, availableBalance: 0.5 }),
          asset('BSV'),
        ]),
      },
      openPositions(
        long,
        { ...long, positionType: 2, openType: 2, holdVol: 100, holdAvgPrice: 1300, openAvgPrice: 1300, liquidatePrice: 0 },
        { ...long, symbol: 'BTC_USD', openType: 2, holdVol: 50, holdAvgPrice: 40000, openAvgPrice: 40000 },
        { ...long, holdVol: 0 },
      ),
      tickers,
      mode(1),
    ])
    expect(assets.find(({ symbol }) => symbol === 'USDT')).toMatchObject({
      walletType: 'perp',
      size: '100',
      unrealizedProfit: '65.4',
      marginBalance: '165.4',
      initialMargin: '1.1290338',
      availableBalance: '98.8709662',
    })
    const rows = assets.filter(({ assetType }) => assetType === 'position')
    expect(
      rows.map(({ symbol, size, notional, unrealizedProfit, positionSide, marginMode, marginBalance }) => [
        symbol,
        size,
        notional,
        unrealizedProfit,
        positionSide,
        marginMode,
        marginBalance,
      ]),
    ).toEqual([
      ['BTC:PERP-USD', '0.1', '5000', '0.025', 'long', 'cross', null],
      ['ETH:PERP-USDT', '2', '2500', '65.4', 'long', 'isolated', '0.1290338'],
      ['ETH:PERP-USDT', '-1', '-1250', '50', 'short', 'cross', null],
    ])
    expect(rows[1]).toMatchObject({
      leverage: '100',
      entryPrice: '1217.3',
      markPrice: '1250',
      liquidationPrice: '1211.2',
      initialMargin: '0.1290338',
    })
    expect(rows[2]?.liquidationPrice).toBeNull()
    expect(equity).toBe('25165.4')
    expect(positionMode).toBe('hedge')
  })

  it('knows no value of a position without a mark price, and no side in one-way mode', async () => {
    const { assets, notIncluded } = await run([openPositions(long), mode(2)])
    expect(assets[0]).toMatchObject({ size: '2', notional: null, unrealizedProfit: null, positionSide: 'net' })
    expect(notIncluded.some(({ wallet }) => wallet.startsWith('Mark prices'))).toBe(true)
  })

  it('names futures that were never opened', async () => {
    const { assets, notIncluded } = await run([
      { path: 'api/v3/account', response: { balances: [{ asset: 'ETH', free: '1', locked: '0' }] } },
      { path: 'api/v1/private', response: { success: false, code: 1000, message: 'Account does not exist' } },
    ])
    expect(assets).toHaveLength(1)
    expect(notIncluded).toEqual([{ wallet: 'perp', reason: expect.stringContaining('Account does not exist'), unopened: true }])
  })

  it.each([
    [10072, 'Api key info invalid', 'exchange_credentials'],
    [700002, 'Signature for this request is not valid.', 'exchange_credentials'],
    [700003, 'Timestamp for this request is outside of the recvWindow.', 'exchange_clock'],
    [700006, 'IP [203.0.113.7] not in the ip white list', 'exchange_ip'],
    [510, 'Requests are too frequent, please try again later', 'exchange_rate_limit'],
  ])('tells %s %s', async (code, msg, told) => {
    await expect(run([{ path: 'api/', status: 400, response: { code, msg } }])).rejects.toMatchObject({ code: told })
  })
})

describe('leverage on MEXC', () => {
  const settings = (leverage: number) => ({
    path: 'position/leverage',
    response: ok(
      [1, 2].flatMap((positionType) =>
        [1, 2].map((openType) => ({ positionType, openType, leverage: openType === 1 ? leverage : 7 })),
      ),
    ),
  })
  const tried = (...rows: object[]) =>
    connected({
      exchange: 'mexc',
      markets: MARKETS,
      calls: [settings(20), openPositions(...rows), { path: 'change_leverage', response: ok(null) }],
    })

  it('is set for both sides of a margin mode, by id where a position is open', async () => {
    const { setLeverage, changes } = tried(long)
    expect((await setLeverage('ETH:PERP-USDT', '10', 'isolated')).previousLeverage).toBe('20')
    expect(changes.map((change) => change.replace(/^.*change_leverage /, ''))).toEqual([
      '{"positionId":1394650,"leverage":10}',
      '{"symbol":"ETH_USDT","openType":1,"positionType":2,"leverage":10}',
    ])
  })

  it('is left alone when it is that already, and refused above the highest', async () => {
    const { setLeverage, changes } = tried()
    expect((await setLeverage('ETH:PERP-USDT', '7', 'cross')).previousLeverage).toBe('7')
    await expect(setLeverage('ETH:PERP-USDT', '126')).rejects.toThrow('is 125')
    expect(changes).toEqual([])
  })
})
