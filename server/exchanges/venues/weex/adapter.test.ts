import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { valued } from '../recordings.testing'

/**
 * Answers of https://www.weex.com/api-doc (V3; read 2026-11-29): spot/AccountAPI/GetAccountBalance, contract/Account_API/GetAccountBalance,
 * GetAllPositions, GetAccountConfig, GetSymbolConfig, UpdateLeverage – the balance is the documented one as it is, the position fits it.
 * That `balance` moves with `unrealizePnl` is no word of that page: version 2 calls the same figure `equity`, and passivbot, which trades
 * there, holds itself to it (github.com/enarjord/passivbot 26d12d6e, src/exchanges/weex.py).
 */
const MARKETS = [
  { symbol: 'BTC/USDT', id: 'BTCUSDT', type: 'spot' as const },
  { symbol: 'BTC/USDT:USDT', id: 'BTCUSDT', contractSize: '0.0001', limits: { leverage: { max: 400 } } },
]
const PRICES = { USDT: '1', BTC: '90000' }
type Call = { path: string; query?: string; status?: number; response: unknown }

const account = (balances: object[] = [], more: object = {}): Call => ({
  path: 'api/v3/account/',
  response: {
    makerCommission: 10,
    takerCommission: 10,
    commissionRates: { maker: '0.0010', taker: '0.0010' },
    canTrade: true,
    canWithdraw: true,
    canDeposit: true,
    permissions: ['SPOT_TRADING'],
    balances,
    uid: 1002003004,
    ...more,
  },
})
const usdt = {
  asset: 'USDT',
  balance: '5696.49288823',
  availableBalance: '5413.06877369',
  frozen: '81.28240000',
  unrealizePnl: '-34.55300000',
}
const long = {
  id: '689987235755328154',
  asset: 'USDT',
  symbol: 'BTCUSDT',
  side: 'LONG',
  marginType: 'CROSSED',
  separatedMode: 'COMBINED',
  separatedOpenOrderId: 0,
  leverage: '100',
  size: '0.020000',
  openValue: '1800.0000000',
  openFee: '0.70731060',
  fundingFee: '1.22618160',
  marginSize: '17.154980',
  isolatedMargin: '0',
  isAutoAppendIsolatedMargin: false,
  cumOpenSize: '0.020000',
  createdTime: 1764505776347,
  unrealizePnl: '-34.5530000',
  liquidatePrice: '0',
}
const short = {
  ...long,
  id: '2',
  side: 'SHORT',
  marginType: 'ISOLATED',
  leverage: '20',
  size: '0.5',
  openValue: '45000',
  marginSize: '2250',
  isolatedMargin: '2300',
  unrealizePnl: '500',
  liquidatePrice: '93750.5',
}
const balance = (...response: object[]): Call => ({ path: 'capi/v3/account/balance', response })
const positions = (...response: object[]): Call => ({ path: 'position/allPosition', response })
const config = (dualSidePosition = true): Call => ({
  path: 'account/accountConfig',
  response: { canTrade: true, canDeposit: true, canWithdraw: true, dualSidePosition, updateTime: 1713339011237 },
})
const run = (...calls: Call[]) =>
  valued({ exchange: 'weex', markets: MARKETS, calls: [...calls, account(), balance(), positions(), config()], prices: PRICES })
type Account = Awaited<ReturnType<typeof run>>
/** Shorts first. */
const positionsOf = ({ assets }: Account) =>
  assets.filter(({ assetType }) => assetType === 'position').sort((a, b) => Number(a.size) - Number(b.size))

describe('WEEX', () => {
  it('reads coins of the spot account with what orders lock', async () => {
    const { assets, equity } = await run(
      account([
        { asset: 'BTC', free: '0.004', locked: '0.001' },
        { asset: 'USDT', free: '0', locked: '0' },
      ]),
    )
    expect(assets).toEqual([
      expect.objectContaining({ walletType: 'spot', symbol: 'BTC', size: '0.005', availableBalance: '0.004' }),
    ])
    expect(equity).toBe('450')
  })

  it('counts open profit once: it is in what WEEX calls the balance', async () => {
    const { assets, equity } = await run(balance(usdt), positions(long))
    expect(equity).toBe('5696.49288823')
    expect(assets.find(({ symbol }) => symbol === 'USDT')).toMatchObject({
      walletType: 'perp',
      size: '5731.04588823',
      unrealizedProfit: '-34.55300000',
      marginBalance: '5696.49288823',
      initialMargin: '98.43738',
      availableBalance: '5413.06877369',
    })
  })

  it('keeps the balance without profit as it is while prices move', async () => {
    const sizes = await Promise.all(
      [
        ['100.2', '-0.3'],
        ['100.8', '0.3'],
      ].map(async ([equity = '', profit = '']) => {
        const { assets } = await run(balance({ ...usdt, balance: equity, unrealizePnl: profit }))
        return assets[0]?.size
      }),
    )
    expect(sizes).toEqual(['100.5', '100.5'])
  })

  it('reads positions in coins, with entry and mark that no field tells, each side by itself', async () => {
    const found = await run(balance(usdt), positions(long, short, { ...long, id: '3', size: '0', openValue: '0' }))
    expect(positionsOf(found).map((row) => ({ ...row }))).toEqual([
      expect.objectContaining({
        size: '-0.5',
        positionSide: 'short',
        entryPrice: '90000',
        // 90,000 − 500 ÷ 0.5
        markPrice: '89000',
        unrealizedProfit: '500',
        marginMode: 'isolated',
        initialMargin: '2250',
        marginBalance: '2300',
        leverage: '20',
        liquidationPrice: '93750.5',
      }),
      expect.objectContaining({
        size: '0.020000',
        positionSide: 'long',
        entryPrice: '90000',
        markPrice: '88272.35',
        marginMode: 'cross',
        marginBalance: null,
        leverage: '100',
        liquidationPrice: null,
      }),
    ])
    expect(found.positionMode).toBe('hedge')
  })

  it('reads one side a market where the account has but one', async () => {
    const found = await run(balance(usdt), positions(short), config(false))
    expect(positionsOf(found)[0]).toMatchObject({ positionSide: 'net', size: '-0.5' })
    expect(found.positionMode).toBe('one_way')
  })

  it('takes no account without its profit for one that has none', async () => {
    const { unrealizePnl: _, ...bare } = usdt
    await expect(run(balance(bare))).rejects.toMatchObject({ code: 'exchange_network' })
    await expect(run(balance({ ...usdt, balance: '' }))).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it('says what no call tells', async () => {
    const { notIncluded } = await run()
    expect(notIncluded.map(({ wallet }) => wallet)).toEqual(['funding', 'copy trading'])
  })

  it('knows an account by its number, and tells refusals apart', async () => {
    expect(await connected({ exchange: 'weex', calls: [account()] }).verify()).toMatchObject({
      uid: '1002003004',
      permissions: null,
    })
    const refusedWith = (code: number) =>
      connected({ exchange: 'weex', calls: [{ path: 'api/v3/account/', status: 400, response: { code, msg: 'no' } }] }).verify()
    await expect(refusedWith(-1044)).rejects.toMatchObject({
      code: 'exchange_credentials',
      fields: { apiKey: expect.anything() },
    })
    await expect(refusedWith(-1049)).rejects.toMatchObject({ fields: { password: expect.anything() } })
    await expect(refusedWith(-1046)).rejects.toMatchObject({ code: 'exchange_clock' })
    await expect(refusedWith(-1056)).rejects.toMatchObject({ code: 'exchange_ip' })
    await expect(refusedWith(-1052)).rejects.toMatchObject({ code: 'exchange_permission' })
  })

  it('sets leverage of cross margin, and of both sides of isolated margin, within the market’s highest', async () => {
    const now = {
      symbol: 'BTCUSDT',
      marginType: 'CROSSED',
      separatedType: 'COMBINED',
      crossLeverage: '20',
      isolatedLongLeverage: '20',
      isolatedShortLeverage: '10',
    }
    const setting = (mode: 'cross' | 'isolated', leverage: string) => {
      const tried = connected({
        exchange: 'weex',
        markets: MARKETS,
        calls: [
          { path: 'account/symbolConfig', response: [now] },
          { path: 'account/leverage', response: now },
        ],
      })
      return { tried, result: tried.setLeverage('BTC:PERP-USDT', leverage, mode) }
    }
    const cross = setting('cross', '25')
    expect(await cross.result).toMatchObject({ leverage: '25', previousLeverage: '20' })
    expect(cross.tried.changes).toEqual([
      'POST /capi/v3/account/leverage {"symbol":"BTCUSDT","marginType":"CROSSED","crossLeverage":"25"}',
    ])
    const same = setting('cross', '20')
    expect(await same.result).toMatchObject({ previousLeverage: '20' })
    expect(same.tried.changes).toEqual([])
    // One side alone has it already.
    const isolated = setting('isolated', '20')
    await isolated.result
    expect(isolated.tried.changes).toEqual([
      'POST /capi/v3/account/leverage {"symbol":"BTCUSDT","marginType":"ISOLATED","isolatedLongLeverage":"20","isolatedShortLeverage":"20"}',
    ])
    await expect(setting('cross', '500').result).rejects.toThrow('highest leverage of BTC:PERP-USDT is 400')
    await expect(setting('cross', '2.5').result).rejects.toThrow('whole number')
  })
})
