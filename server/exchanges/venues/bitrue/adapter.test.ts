import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { emptied } from '../emptied.testing'
import { valued } from '../recordings.testing'

/**
 * Answers of https://github.com/Bitrue-exchange/Spot-official-api-docs (2023-07-14), Account information, and
 * https://github.com/Bitrue-exchange/USDT-M-Future-open-api-docs (2023-09-12): `v2/UserV2ControllerApi.md` and `v2/htmldoc/includesCoin`,
 * Account Information V2 and Notional and Leverage Brackets; `v2/OrderV2ControllerApi.md`, Change Initial Leverage. The isolated position is
 * the one of version 1 (`README.md`). Read 2026-11-30; figures that were changed are said.
 */
const MARKETS = [
  { symbol: 'BTC/USDT', id: 'BTCUSDT' },
  { symbol: 'BTC/USDT:USDT', id: 'E-BTC-USDT', contractSize: '0.0001' },
  { symbol: 'BTC/USD:BTC', id: 'E-BTC-USD', contractSize: '100' },
]
const PRICES = { USDT: '1', BTC: '26017.691606', LTC: '80', USD: '1' }
type Call = { path: string; query?: string; status?: number; response: unknown }

const ok = (data: unknown) => ({ code: '0', msg: 'Success', data })
const spot = (...balances: object[]): Call => ({
  path: 'api/v1/account',
  response: {
    ...{ makerCommission: 15, takerCommission: 15, buyerCommission: 0, sellerCommission: 0 },
    ...{ canTrade: true, canWithdraw: true, canDeposit: true, updateTime: 123456789 },
    balances,
  },
})
const linear = (...account: object[]): Call => ({ path: 'fapi/v2/account', response: ok({ account }) })
const inverse = (...account: object[]): Call => ({ path: 'dapi/v2/account', response: ok({ account }) })

const ACCOUNT = {
  marginCoin: 'USDT',
  coinPrecious: 8,
  accountNormal: '9999981.6304078411247375',
  accountLock: '1.4950614966',
  partPositionNormal: '0',
  totalPositionNormal: '1.5610615',
  achievedAmount: '0',
  unrealizedAmount: '0',
  totalMarginRate: '128117.7154579628016855',
  totalEquity: '9999981.6304078411247375',
  partEquity: '0',
  totalCost: '1.5610615',
  sumMarginRate: '128117.7346123843289321',
  sumOpenRealizedAmount: '-3.29999999',
  canUseTrialFund: '0',
  sumMaintenanceMargin: null,
  futureModel: null,
}
const CROSS = {
  ...{ id: 175633, uid: 10294, contractId: 62, positionType: 1, side: 'BUY', volume: '30' },
  openPrice: '27117.691603',
  avgPrice: '26017.691606',
  closePrice: '0',
  leverageLevel: 50,
  openAmount: '0',
  holdAmount: '1.5610615',
  ...{ closeVolume: '0', pendingCloseVolume: '0', realizedAmount: '0', historyRealizedAmount: '-3.47655433' },
  ...{ forceLiquidationVolume: '0', forceLiquidationPrice: '0', tradeFee: '-0.02450636', capitalFee: '-0.15204798' },
  ...{ closeProfit: '0', shareAmount: '0', freezeLock: 0, status: 1, brokerId: 1000, usingAccountType: 0 },
  ctime: '2023-06-06T09:48:43',
  mtime: '2023-06-14T04:39:28',
  marginRate: '0.0001',
  reducePrice: '-3350051449.6928050669137353',
  returnRate: '-2.1139461825781778',
  unRealizedAmount: '0',
  openRealizedAmount: '-3.29999999',
  positionBalance: '78.05307482',
  settleProfit: '-3.29999999',
  keepRate: '0.004',
  maxFeeRate: '0.001',
  indexPrice: '26017.691606',
}
const ISOLATED = {
  ...{ id: 13603, uid: 10023, contractId: 1, positionType: 2, side: 'BUY', volume: '69642.0' },
  openPrice: '11840.2394',
  avgPrice: '11840.3095',
  closePrice: '12155.3005',
  leverageLevel: 24,
  holdAmount: '7014.2111',
  ...{ closeVolume: '40502.0', pendingCloseVolume: 0, realizedAmount: '8115.9125', historyRealizedAmount: '1865.3985' },
  ...{
    tradeFee: '-432.0072',
    capitalFee: '2891.2281',
    closeProfit: '8117.6903',
    shareAmount: '0.1112',
    freezeLock: 0,
    status: 1,
  },
  ctime: '2020-12-11T17:42:10',
  mtime: '2020-12-18T20:35:43',
  brokerId: 21,
  marginRate: '0.2097',
  reducePrice: '9740.8083',
  returnRate: '0.3086',
  unRealizedAmount: '2164.5289',
  openRealizedAmount: '2165.0173',
  positionBalance: '82458.2839',
  settleProfit: '0.4883',
  indexPrice: '12151.1175',
  keepRate: '0.005',
  maxFeeRate: '0.0025',
}
const NONE = { totalPositionNormal: '0', totalEquity: '0', partEquity: '0', accountNormal: '0', accountLock: '0' }
const contract = (contractName: string, ...positions: object[]) => ({
  ...{ contractId: 62, contractName, contractSymbol: contractName.slice(2), adlEnabled: false },
  positions,
})
const account = (more: object, ...positionVos: object[]) => ({ ...ACCOUNT, ...more, positionVos })
const recorded = (...calls: Call[]) => ({
  exchange: 'bitrue',
  markets: MARKETS,
  calls: [...calls, spot(), linear(), inverse()],
  prices: PRICES,
})
const run = (...calls: Call[]) => valued(recorded(...calls))
type Account = Awaited<ReturnType<typeof run>>
const positionsOf = ({ assets }: Account) => assets.filter(({ assetType }) => assetType === 'position')
const tokenOf = ({ assets }: Account, wallet: string) =>
  assets.find(({ assetType, walletType }) => assetType === 'token' && walletType === wallet)

describe('Bitrue', () => {
  it('reads the spot account with what orders lock', async () => {
    const read = await run(spot({ asset: 'LTC', free: '4.2', locked: '0.3' }, { asset: 'btc', free: '0', locked: '0' }))
    expect(read.assets).toEqual([
      expect.objectContaining({ walletType: 'spot', symbol: 'LTC', size: '4.5', availableBalance: '4.2' }),
    ])
    expect(read.equity).toBe('360')
    await expect(run(spot({ asset: 'LTC', free: '', locked: '0' }))).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it('counts what orders freeze beside the equity of cross positions, which holds their profit', async () => {
    const read = await run(linear(account({}, contract('E-BTC-USDT', CROSS))))
    // `totalEquity` + `accountLock`: `sumMarginRate` × value comes to the same.
    expect(read.equity).toBe('9999983.125469337725')
    expect(tokenOf(read, 'perp')).toMatchObject({
      symbol: 'USDT',
      size: '9999986.4254693277247375',
      unrealizedProfit: '-3.29999999',
      marginBalance: '9999983.1254693377247375',
      initialMargin: '3.0561229966',
      availableBalance: '9999980.0693463411247375',
    })
    expect(positionsOf(read)).toEqual([
      expect.objectContaining({
        symbol: 'BTC:PERP-USDT',
        size: '0.003',
        notional: '78.053075',
        unrealizedProfit: '-3.29999999',
        entryPrice: '27117.691603',
        markPrice: '26017.691606',
        leverage: '50',
        marginMode: 'cross',
        marginBalance: null,
        initialMargin: '1.5610615',
        // (0.004 + 0.001) × 78.053074818
        maintMargin: '0.39026537409',
        // Documented below zero, where a price cannot come.
        liquidationPrice: null,
      }),
    ])
  })

  it('values an isolated position at the mark, with the profit since its opening and the price that liquidates it', async () => {
    // The rest of the documented account has other positions; this one alone: 7014.2111 + 8115.9125 + 2164.5289.
    const read = await run(
      linear(account({ ...NONE, partEquity: '17294.6525', partPositionNormal: '7014.2111' }, contract('E-BTC-USDT', ISOLATED))),
    )
    expect(read.equity).toBe('17294.6525')
    expect(tokenOf(read, 'perp')).toMatchObject({
      size: '15129.6352',
      unrealizedProfit: '2165.0173',
      marginBalance: '17294.6525',
    })
    expect(positionsOf(read)).toEqual([
      expect.objectContaining({
        size: '6.9642',
        // 6.9642 × 12151.1175; `positionBalance` stands at `avgPrice`.
        notional: '84622.812494',
        unrealizedProfit: '2165.0173',
        entryPrice: '11840.2394',
        marginMode: 'isolated',
        // Without its profit, which is told beside it: 17294.6525 − 2165.0173.
        marginBalance: '15129.6352',
        liquidationPrice: '9740.8083',
        leverage: '24',
        positionSide: 'net',
      }),
    ])
  })

  it('tells both sides of a contract apart, and passes over what was closed', async () => {
    const short = { ...CROSS, id: 2, side: 'SELL', volume: '10', openRealizedAmount: '1.1' }
    const closed = { ...CROSS, id: 3, volume: '0' }
    const read = await run(linear(account({}, contract('E-BTC-USDT', CROSS, short, closed))))
    expect(positionsOf(read).map(({ size, positionSide }) => [size, positionSide])).toEqual(
      expect.arrayContaining([
        ['0.003', 'long'],
        ['-0.001', 'short'],
      ]),
    )
    expect(positionsOf(read)).toHaveLength(2)
    expect(tokenOf(read, 'perp')?.unrealizedProfit).toBe('-2.19999999')
  })

  it('reads contracts settled in coins by the coin, their size divided by the mark', async () => {
    const short = {
      ...CROSS,
      ...{
        side: 'SELL',
        volume: '26',
        openPrice: '25000',
        indexPrice: '26000',
        openRealizedAmount: '-0.004',
        reducePrice: '30000',
      },
    }
    const coins = { ...NONE, marginCoin: 'BTC', accountNormal: '0.5', totalEquity: '0.5', totalPositionNormal: '0.002' }
    const read = await run(inverse(account(coins, contract('E-BTC-USD', short))))
    expect(positionsOf(read)).toEqual([
      expect.objectContaining({
        walletType: 'coinm',
        symbol: 'BTC:PERP-USD',
        size: '-0.1',
        notional: '-2600',
        maintMargin: '0.0005',
        liquidationPrice: '30000',
      }),
    ])
    expect(tokenOf(read, 'coinm')).toMatchObject({
      symbol: 'BTC',
      size: '0.504',
      marginBalance: '0.5',
      availableBalance: '0.498',
    })
    expect(read.warnings.join()).not.toContain('where BTC settles it')
  })

  it('says where an account is of another money than its contracts settle in, as documented', async () => {
    const read = await run(inverse(account({ marginCoin: 'USD' }, contract('E-BTC-USD', CROSS))))
    expect(read.warnings.join()).toContain('BTC:PERP-USD in its account of USD, where BTC settles it')
  })

  it('says trial funds, and what copy trading holds', async () => {
    const read = await run(linear(account({ canUseTrialFund: '25' }, contract('E-BTC-USDT', { ...CROSS, usingAccountType: 1 }))))
    expect(read.warnings.join()).toContain('25 USDT of trial funds')
    expect(read.warnings.join()).toContain('Copy trading holds positions on Bitrue (E-BTC-USDT)')
  })

  it('takes no amount that is left empty for none', async () => {
    const coins = spot({ asset: 'LTC', free: '4.2', locked: '0.3' })
    const both = account({ partPositionNormal: '7014.2111' }, contract('E-BTC-USDT', CROSS, ISOLATED))
    const short = { ...CROSS, side: 'SELL', volume: '26', holdAmount: '0.002', openRealizedAmount: '0.00001' }
    const inCoins = account({ marginCoin: 'BTC', accountNormal: '0.5', totalPositionNormal: '0.002', totalEquity: '0.5' })
    const held = recorded(coins, linear(both), inverse({ ...inCoins, positionVos: [contract('E-BTC-USD', short)] }))
    expect(
      await emptied(held, [
        // Both prices make the profit, entry and leverage what an isolated position took; of an inverse one the entry its size.
        /openRealizedAmount: \w+ \S+ (.* )?(unrealizedProfit|size|notional|marginBalance)$/,
        /holdAmount: perp BTC:PERP-USDT net isolated initialMargin$/,
        /indexPrice: coinm BTC:PERP-USD net cross size$/,
      ]),
    ).toEqual([])
  })

  it('takes an account without futures for one, and none for an answer without its list', async () => {
    const unopened = { code: -1025, msg: 'User has not activated the contract' }
    const read = await run({ path: 'fapi/v2/account', response: unopened }, spot({ asset: 'LTC', free: '1', locked: '0' }))
    expect(read.equity).toBe('80')
    expect(read.notIncluded.find(({ wallet }) => wallet === 'perp')).toMatchObject({ unopened: true })
    const { positionVos: _, ...bare } = account({})
    await expect(run(linear(bare))).rejects.toMatchObject({ code: 'exchange_network' })
    await expect(run(linear(account({ accountLock: '' })))).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it('tells refusals apart', async () => {
    expect(await connected({ exchange: 'bitrue', calls: [spot()] }).verify()).toMatchObject({ permissions: null })
    const refusedWith = (code: number, status = 401) =>
      connected({ exchange: 'bitrue', calls: [{ path: 'api/v1/account', status, response: { code, msg: 'no' } }] }).verify()
    // One code for three faults on spot, as documented.
    await expect(refusedWith(-1022)).rejects.toThrow('the clock of this machine is off, or the key may not read')
    await expect(refusedWith(-2014)).rejects.toMatchObject({ fields: { apiKey: expect.anything() } })
    await expect(refusedWith(-2015)).rejects.toThrow('may not be used from this address')
    await expect(refusedWith(-1021, 200)).rejects.toMatchObject({ code: 'exchange_clock' })
    await expect(refusedWith(-1016, 500)).rejects.toMatchObject({ code: 'exchange_maintenance' })
    await expect(refusedWith(-2101, 200)).rejects.toMatchObject({ code: 'exchange_location' })
    await expect(refusedWith(966001, 200)).rejects.toMatchObject({ code: 'exchange_permission' })
  })

  it('sets the one leverage of a contract, within its brackets and in the margin mode that it has', async () => {
    const brackets = (contractName: string) =>
      ok({
        contractName,
        brackets: [
          { bracket: 1, initialLeverage: 100, maxPositionValue: 10000, minPositionValue: 0, maintMarginRatio: 0.008 },
          { bracket: 2, initialLeverage: 75, maxPositionValue: 100000, minPositionValue: 10000, maintMarginRatio: 0.0085 },
        ],
      })
    const done = { code: 0, msg: 'success', data: null }
    const setting = (leverage: string, mode: 'cross' | 'isolated', answer: unknown = done) => {
      const tried = connected({
        exchange: 'bitrue',
        // As ccxt has them: closed, by a status that is a number.
        markets: MARKETS.map((one) => ({ ...one, active: false, info: { status: 1 } })),
        calls: [
          linear(account({}, contract('E-BTC-USDT', CROSS))),
          inverse(),
          { path: 'fapi/v2/leverageBracket', response: brackets('E-BTC-USDT') },
          { path: 'dapi/v2/leverageBracket', response: brackets('E-BTC-USD') },
          { path: 'fapi/v2/level_edit', response: answer },
          { path: 'dapi/v2/level_edit', response: answer },
        ],
      })
      return { tried, set: (pair = 'BTC:PERP-USDT') => tried.setLeverage(pair, leverage, mode) }
    }
    const linearly = setting('20', 'cross')
    expect(await linearly.set()).toMatchObject({ leverage: '20', previousLeverage: '50' })
    expect(linearly.tried.changes).toEqual([
      'POST /fapi/v2/level_edit {"recvWindow":5000,"contractName":"E-BTC-USDT","leverage":20}',
    ])
    const inCoins = setting('20', 'isolated')
    expect(await inCoins.set('BTC:PERP-USD')).toMatchObject({ leverage: '20', previousLeverage: null })
    expect(inCoins.tried.changes[0]).toContain('/dapi/v2/level_edit')
    const same = setting('50', 'cross')
    await same.set()
    expect(same.tried.changes).toEqual([])
    await expect(setting('20', 'isolated').set()).rejects.toThrow('is on cross margin at Bitrue')
    await expect(setting('101', 'cross').set()).rejects.toThrow('highest leverage of BTC:PERP-USDT is 100')
    await expect(setting('20', 'cross', { code: '-1163', msg: 'open orders' }).set()).rejects.toMatchObject({
      code: 'exchange_refused',
    })
    await expect(setting('20', 'cross', {}).set()).rejects.toMatchObject({ code: 'exchange_network' })
  })
})
