import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { valued } from '../recordings.testing'

/** Answers in the form of BingX's documentation (as ccxt's bingx.js quotes them). */
const MARKETS = [
  { symbol: 'LTC/USDT', id: 'LTC-USDT' },
  { symbol: 'LTC/USDT:USDT', id: 'LTC-USDT' },
  { symbol: 'SOL/USD:SOL', id: 'SOL-USD', contractSize: '10' },
]
const PRICES = { USDT: '1', SOL: '158', LTC: '80', BTC: '50000' }
type Call = { path: string; query?: string; status?: number; response: unknown }
const ok = (data: unknown) => ({ code: 0, msg: '', data })
const run = (calls: Call[]) => valued({ exchange: 'bingx', markets: MARKETS, calls, prices: PRICES })
const linearBalance = {
  userId: '116***295',
  asset: 'USDT',
  balance: '194.8212',
  equity: '196.7431',
  unrealizedProfit: '1.9219',
  realisedProfit: '-109.2504',
  availableMargin: '193.7609',
  usedMargin: '1.0602',
  freezedMargin: '0.0000',
  shortUid: '12851936',
}
const linearPosition = {
  positionId: '1792480725958881280',
  symbol: 'LTC-USDT',
  currency: 'USDT',
  positionAmt: '0.1',
  availableAmt: '0.1',
  positionSide: 'LONG',
  isolated: false,
  avgPrice: '83.53',
  initialMargin: '1.3922',
  margin: '0.3528',
  leverage: 6,
  unrealizedProfit: '-1.0393',
  liquidationPrice: 0,
  markPrice: '73.14',
  positionValue: '7.3136',
  onlyOnePosition: true,
}
const inversePosition = {
  symbol: 'SOL-USD',
  positionId: '1813080351385337856',
  positionSide: 'LONG',
  isolated: false,
  positionAmt: '1',
  availableAmt: '1',
  unrealizedProfit: '-0.00009074',
  initialMargin: '0.00630398',
  liquidationPrice: 23.968303426677032,
  avgPrice: '158.63',
  leverage: 10,
  markPrice: '158.402',
}

describe('BingX', () => {
  it('reads spot and funding', async () => {
    const { assets } = await run([
      {
        path: 'spot/v1/account/balance',
        response: ok({
          balances: [
            { asset: 'USDT', free: '45.733046995800514', locked: '4.5' },
            { asset: 'BTC', free: '0', locked: '0' },
          ],
        }),
      },
      {
        path: 'fund/v1/account/balance',
        response: ok({ assets: [{ asset: 'USDT', free: '44.37692200000000237300', locked: '0.00000000000000000000' }] }),
      },
    ])
    expect(assets.map(({ walletType, symbol, size, availableBalance }) => [walletType, symbol, size, availableBalance])).toEqual([
      ['spot', 'USDT', '50.233046995800514', '45.733046995800514'],
      ['funding', 'USDT', '44.37692200000000237300', '44.37692200000000237300'],
    ])
  })

  it('reads linear contracts, whose equity is the balance with the profit', async () => {
    const { assets, equity, positionMode } = await run([
      {
        path: 'swap/v3/user/balance',
        response: ok([linearBalance, { ...linearBalance, asset: 'VST', balance: '100000', equity: '100000' }]),
      },
      { path: 'swap/v2/user/positions', response: ok([linearPosition, { ...linearPosition, positionAmt: '0' }]) },
    ])
    expect(assets.map(({ symbol }) => symbol)).toEqual(['USDT', 'LTC:PERP-USDT'])
    expect(assets[0]).toMatchObject({
      walletType: 'perp',
      size: '194.8212',
      unrealizedProfit: '1.9219',
      marginBalance: '196.7431',
      initialMargin: '1.0602',
      availableBalance: '193.7609',
    })
    expect(assets[1]).toMatchObject({
      size: '0.1',
      notional: '7.3136',
      unrealizedProfit: '-1.0393',
      initialMargin: '1.3922',
      marginBalance: null,
      leverage: '6',
      liquidationPrice: null,
      marginMode: 'cross',
      positionSide: 'net',
    })
    expect(equity).toBe('196.7431')
    expect(positionMode).toBe('one_way')
  })

  it('reads a short beside a long in hedge mode, and what was put up for an isolated one', async () => {
    const hedged = { ...linearPosition, onlyOnePosition: false }
    const { assets, positionMode } = await run([
      {
        path: 'swap/v2/user/positions',
        response: ok([
          hedged,
          {
            ...hedged,
            positionSide: 'SHORT',
            isolated: true,
            positionAmt: '2',
            positionValue: '146.28',
            margin: '25.5',
            unrealizedProfit: '0.5',
            liquidationPrice: 95.2,
          },
        ]),
      },
    ])
    expect(
      assets.map(({ size, notional, positionSide, marginBalance, marginMode }) => [
        size,
        notional,
        positionSide,
        marginBalance,
        marginMode,
      ]),
    ).toEqual([
      ['-2', '-146.28', 'short', '25', 'isolated'],
      ['0.1', '7.3136', 'long', null, 'cross'],
    ])
    expect(positionMode).toBe('hedge')
  })

  it('reads inverse contracts of 10 USD', async () => {
    const { assets, equity } = await run([
      {
        path: 'cswap/v1/user/balance',
        response: ok([
          {
            asset: 'SOL',
            balance: '0.35707951',
            equity: '0.35791051',
            unrealizedProfit: '0.00083099',
            availableMargin: '0.35160653',
            usedMargin: '0.00630397',
            freezedMargin: '0',
          },
        ]),
      },
      {
        path: 'cswap/v1/user/positions',
        response: ok([inversePosition, { ...inversePosition, positionSide: 'SHORT', positionAmt: '5' }]),
      },
    ])
    expect(assets.find(({ symbol }) => symbol === 'SOL')).toMatchObject({
      walletType: 'coinm',
      size: '0.35707951',
      marginBalance: '0.35791051',
    })
    expect(
      assets
        .filter(({ assetType }) => assetType === 'position')
        .map(({ symbol, size, notional, positionSide }) => [symbol, size, notional, positionSide]),
    ).toEqual([
      ['SOL:PERP-USD', '-0.315652580144', '-50', 'short'],
      ['SOL:PERP-USD', '0.063130516029', '10', 'long'],
    ])
    expect(equity).toBe('56.54986058')
  })

  it('reads standard futures as a wallet of their own; the profit of isolated ones is in no coin', async () => {
    const { assets, equity } = await run([
      {
        path: 'contract/v1/balance',
        response: ok([
          {
            asset: 'USDT',
            balance: '4.72644300000000000000',
            crossWalletBalance: '4.72644300000000000000',
            crossUnPnl: '0',
            availableBalance: '4.72644300000000000000',
            maxWithdrawAmount: '4.72644300000000000000',
            marginAvailable: false,
          },
        ]),
      },
      {
        path: 'contract/v1/allPosition',
        response: ok([
          {
            currentPrice: '82.91',
            symbol: 'LTC/USDT',
            initialMargin: '5.00000000000000000000',
            unrealizedProfit: '-0.26464500',
            leverage: '20.000000000',
            isolated: true,
            entryPrice: '83.13',
            positionSide: 'LONG',
            positionAmt: '1.20365912',
          },
        ]),
      },
    ])
    expect(assets.find(({ assetType }) => assetType === 'position')).toMatchObject({
      walletType: 'standard',
      size: '1.20365912',
      leverage: '20',
      entryPrice: '83.13',
      marginMode: 'isolated',
    })
    expect(equity).toBe('4.461798')
  })

  it('takes an account that was never used for an empty one, not an empty balance for zero', async () => {
    const never = [{ asset: '', balance: '', equity: '' }]
    expect((await run([{ path: 'swap/v3/user/balance', response: ok(never) }])).assets).toEqual([])
    const broken = [{ asset: 'USDT', balance: '' }]
    await expect(run([{ path: 'swap/v3/user/balance', response: ok(broken) }])).rejects.toMatchObject({
      code: 'exchange_network',
    })
  })

  it.each([
    [100413, 'Incorrect apiKey', 'exchange_credentials'],
    [100001, 'Signature verification failed', 'exchange_credentials'],
    [100419, 'IP does not match IP whitelist', 'exchange_ip'],
    [100410, 'rate limited', 'exchange_rate_limit'],
    [100421, 'timestamp is invalid', 'exchange_clock'],
  ])('tells %s %s', async (code, msg, told) => {
    await expect(
      run([{ path: 'openApi', response: { code, msg, success: false, timestamp: 1705274099347 } }]),
    ).rejects.toMatchObject({ code: told })
  })
})

describe('a key of BingX', () => {
  const spot = { path: 'spot/v1/account/balance', response: ok({ balances: [] }) }

  it('is told with its permissions and addresses', async () => {
    const { verify } = connected({
      exchange: 'bingx',
      calls: [
        spot,
        {
          path: 'account/apiPermissions',
          response: ok({ permissions: [1, 2, 5], ipAddresses: ['203.0.113.7'], note: 'reader' }),
        },
      ],
    })
    expect(await verify()).toEqual({
      permissions: ['read', 'trade', 'withdraw'],
      positionMode: null,
      ipList: ['203.0.113.7'],
      expiresAt: null,
      label: 'reader',
    })
  })
})

describe('leverage on BingX', () => {
  const tried = (dualSidePosition: string) =>
    connected({
      exchange: 'bingx',
      markets: MARKETS,
      calls: [
        {
          path: 'trade/leverage',
          response: ok({ longLeverage: 5, shortLeverage: 5, maxLongLeverage: 75, maxShortLeverage: 75 }),
        },
        { path: 'positionSide/dual', response: ok({ dualSidePosition }) },
      ],
    })
  const sides = (changes: readonly string[]) => changes.map((change) => /side=(\w+)/.exec(change)?.[1])

  it('is set for both sides in hedge mode and once in one-way mode', async () => {
    const hedge = tried('true')
    expect((await hedge.setLeverage('LTC:PERP-USDT', '10')).previousLeverage).toBe('5')
    expect(sides(hedge.changes)).toEqual(['LONG', 'SHORT'])
    const oneWay = tried('false')
    await oneWay.setLeverage('LTC:PERP-USDT', '10')
    expect(sides(oneWay.changes)).toEqual(['BOTH'])
  })

  it('is left alone when it is that already, and refused above the highest', async () => {
    const { setLeverage, changes } = tried('true')
    await setLeverage('SOL:PERP-USD', '5')
    await expect(setLeverage('LTC:PERP-USDT', '76')).rejects.toThrow('is 75')
    expect(changes).toEqual([])
  })
})
