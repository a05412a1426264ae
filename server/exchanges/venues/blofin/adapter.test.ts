import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { valued } from '../recordings.testing'

/** Answers of https://docs.blofin.com/index.html (account balance, positions, balances, API key info; read 2026-11-29), with figures that fit together. */
const MARKETS = [
  { symbol: 'ETH/USDT:USDT', id: 'ETH-USDT', contractSize: '0.1' },
  { symbol: 'BCH/USDT:USDT', id: 'BCH-USDT', contractSize: '0.01' },
]
const PRICES = { USDT: '1', BTC: '50000' }
type Call = { path: string; query?: string; status?: number; response: unknown }
const ok = (data: unknown) => ({ code: '0', msg: 'success', data })
const details = (equity: string, more: object = {}) => ({
  ts: '1697021343571',
  totalEquity: equity,
  isolatedEquity: '53.049',
  details: [
    {
      currency: 'USDT',
      equity,
      balance: '997.111',
      ts: '1697021343571',
      isolatedEquity: '53.049',
      available: '800.5',
      availableEquity: '800.5',
      frozen: '199.4',
      orderFrozen: '0',
      equityUsd: equity,
      isolatedUnrealizedPnl: '-0.011',
      bonus: '0',
      ...more,
    },
  ],
})
const isolated = {
  positionId: '7982',
  instId: 'ETH-USDT',
  instType: 'SWAP',
  marginMode: 'isolated',
  positionSide: 'net',
  adl: '5',
  positions: '1',
  availablePositions: '1',
  averagePrice: '1591.800000000000000000',
  margin: '53.060000000000000000',
  markPrice: '1591.69',
  marginRatio: '72.453752328329172684',
  liquidationPrice: '1066.104078762306610407',
  unrealizedPnl: '-0.011',
  unrealizedPnlRatio: '-0.000207312476441764',
  maintenanceMargin: '0.636676',
  createTime: '1695352782370',
  updateTime: '1695352782372',
  leverage: '3',
}
/** `availablePositions` is without a sign. */
const short = {
  ...isolated,
  positionId: '5483',
  instId: 'BCH-USDT',
  marginMode: 'cross',
  positions: '-290',
  availablePositions: '290',
  averagePrice: '1890.000000000000000000',
  margin: undefined,
  markPrice: '1889',
  liquidationPrice: '3418227.599542259480103079',
  unrealizedPnl: '2.9',
  initialMargin: '1826.033333333333333333',
  maintenanceMargin: '54.781',
}
const futures = (equity: string, rows: object[], more: object = {}): Call[] => [
  { path: 'api/v1/account/balance', response: ok(details(equity, more)) },
  { path: 'api/v1/account/positions', response: ok(rows) },
]
const copy = (data: unknown, rows: object[]): Call[] => [
  { path: 'api/v1/copytrading/account/balance', response: ok(data) },
  { path: 'api/v1/copytrading/account/positions-by-contract', response: ok(rows) },
]
const none: Call[] = copy({ ts: '1', totalEquity: '0', isolatedEquity: '0' }, [])
const coins = (accountType: string, ...rows: object[]): Call => ({
  path: 'api/v1/asset/balances',
  query: `accountType=${accountType}`,
  response: ok(rows),
})
const empty = ['funding', 'spot', 'earn'].map((name) => coins(name))
const run = (...calls: Call[]) => valued({ exchange: 'blofin', markets: MARKETS, calls, prices: PRICES })

describe('BloFin', () => {
  it('reads positions by their contracts, and equity with their profit once', async () => {
    const { assets, equity } = await run(...futures('1000', [isolated, short, { ...short, positions: '0' }]), ...none, ...empty)
    expect(equity).toBe('1000')
    expect(assets.find(({ symbol }) => symbol === 'USDT')).toMatchObject({
      walletType: 'perp',
      size: '997.111',
      unrealizedProfit: '2.889',
      marginBalance: '1000',
      availableBalance: '800.5',
    })
    expect(assets.find(({ symbol }) => symbol.startsWith('ETH'))).toMatchObject({
      size: '0.1',
      notional: '159.169',
      marginMode: 'isolated',
      initialMargin: '53.060000000000000000',
      marginBalance: '53.060000000000000000',
      maintMargin: '0.636676',
      leverage: '3',
      positionSide: 'net',
      entryPrice: '1591.800000000000000000',
    })
    expect(assets.find(({ symbol }) => symbol.startsWith('BCH'))).toMatchObject({
      size: '-2.9',
      notional: '-5478.1',
      unrealizedProfit: '2.9',
      marginMode: 'cross',
      initialMargin: '1826.033333333333333333',
      marginBalance: null,
    })
  })

  it('reads both sides of hedge mode, whose sizes have no sign', async () => {
    const { assets } = await run(
      ...futures('1000', [
        { ...isolated, positionSide: 'long' },
        { ...isolated, positionSide: 'short', positions: '2' },
      ]),
      ...none,
      ...empty,
    )
    expect(
      assets.filter(({ assetType }) => assetType === 'position').map(({ size, positionSide }) => [size, positionSide]),
    ).toEqual(
      expect.arrayContaining([
        ['0.1', 'long'],
        ['-0.2', 'short'],
      ]),
    )
  })

  it('reads copy trading with its positions, and each plain account', async () => {
    const { assets, equity } = await run(
      ...futures('1000', []),
      ...copy(details('502.9'), [short]),
      coins('funding', { currency: 'USDT', balance: '12.5', available: '10', frozen: '2.5', bonus: '0' }),
      coins('spot', { currency: 'BTC', balance: '0.01', available: '0.01', frozen: '0', bonus: '0' }),
      coins('earn', { currency: 'USDT', balance: '7', available: '0', frozen: '7', bonus: '0' }),
    )
    expect(
      assets.map(({ walletType, symbol, size, availableBalance }) => [walletType, symbol, size, availableBalance]).sort(),
    ).toEqual([
      ['copy trading', 'BCH:PERP-USDT', '-2.9', null],
      ['copy trading', 'USDT', '500', '800.5'],
      ['earn', 'USDT', '7', '0'],
      ['funding', 'USDT', '12.5', '10'],
      ['perp', 'USDT', '1000', '800.5'],
      ['spot', 'BTC', '0.01', '0.01'],
    ])
    expect(equity).toBe('2022.4')
  })

  it('says trial funds, and names what the key may not read', async () => {
    const refused: Call[] = [
      { path: 'copytrading', status: 200, response: { code: '152404', msg: 'This operation is not supported' } },
    ]
    const { equity, warnings, notIncluded } = await run(...futures('1000', [], { bonus: '50' }), ...refused, ...empty)
    expect(equity).toBe('1000')
    expect(warnings.join(' ')).toContain('50 USDT of trial funds')
    expect(notIncluded.map(({ wallet }) => wallet)).toEqual(['copy trading'])
  })

  it('takes an empty string for no equity', async () => {
    await expect(run(...futures('', []), ...none, ...empty)).rejects.toMatchObject({ code: 'exchange_network' })
  })
})

describe('a key of BloFin', () => {
  const key = (readOnly: number) => ({
    apiName: 'read_test',
    apiKey: 'ddc12acf367c4395a54d7b51269c759b',
    readOnly,
    ips: ['203.0.113.7'],
    type: 1,
    expireTime: '1713451704769',
    createTime: '1705675704615',
    referralCode: 'blofin',
    uid: '30285086315',
  })
  const verify = (response: unknown) =>
    connected({ exchange: 'blofin', calls: [{ path: 'user/query-apikey', response }] }).verify()

  it('is told with its addresses, its end and the account’s number; what one that writes may do is not known', async () => {
    expect(await verify(ok(key(1)))).toEqual({
      permissions: ['read'],
      positionMode: null,
      ipList: ['203.0.113.7'],
      expiresAt: new Date(1713451704769),
      label: 'read_test',
      uid: '30285086315',
    })
    expect((await verify(ok(key(0)))).permissions).toBeNull()
  })

  it.each([
    ['152401', 'exchange_credentials'],
    ['152406', 'exchange_ip'],
    ['152408', 'exchange_credentials'],
    ['152405', 'exchange_clock'],
  ])('that is refused with %s is told why', async (code, told) => {
    await expect(verify({ code, msg: 'NO' })).rejects.toMatchObject({ code: told })
  })
})

describe('leverage on BloFin', () => {
  const calls = (positionMode: string, data: unknown): Call[] => [
    { path: 'account/position-mode', response: ok({ positionMode }) },
    { path: 'account/leverage-info', response: ok(data) },
    { path: 'account/set-leverage', response: ok({ leverage: '20', marginMode: 'cross', instId: 'ETH-USDT' }) },
  ]
  const pair = 'ETH:PERP-USDT'
  const on = (...answers: Call[]) => connected({ exchange: 'blofin', markets: MARKETS, calls: answers })

  it('is set for the margin mode, and for both sides where isolated margin has two', async () => {
    const cross = on(...calls('net_mode', { leverage: '3', marginMode: 'cross', instId: 'ETH-USDT' }))
    expect(await cross.setLeverage(pair, '20', 'cross')).toMatchObject({ previousLeverage: '3' })
    expect(cross.changes.map((change) => JSON.parse(change.slice(change.indexOf('{'))))).toEqual([
      { instId: 'ETH-USDT', marginMode: 'cross', leverage: '20' },
    ])
    const hedged = on(...calls('long_short_mode', [{ leverage: '20' }, { leverage: '5' }]))
    await hedged.setLeverage(pair, '20', 'isolated')
    expect(hedged.changes.map((change) => JSON.parse(change.slice(change.indexOf('{'))).positionSide)).toEqual(['long', 'short'])
  })

  it('is left alone where it is so already', async () => {
    const same = on(...calls('net_mode', { leverage: '20', marginMode: 'cross', instId: 'ETH-USDT' }))
    expect(await same.setLeverage(pair, '20', 'cross')).toMatchObject({ previousLeverage: '20' })
    expect(same.changes).toEqual([])
  })
})
