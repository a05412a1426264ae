import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { emptied } from '../emptied.testing'
import { valued } from '../recordings.testing'

/**
 * Answers of https://api-docs.poloniex.com (read 2026-11-30): spot/api/private/account, …/margin, …/subaccount; v3/futures/api/account/balance,
 * …/positions/get-current-position, …/position-mode-get, …/set-leverage, and of the list of leverages as ccxt 4.5.84 shows it; with figures that
 * fit.
 */
const MARKETS = [
  { symbol: 'TRX/USDT', id: 'TRX_USDT', type: 'spot' as const },
  { symbol: 'BTC/USDT:USDT', id: 'BTC_USDT_PERP', contractSize: '0.001', limits: { leverage: { max: 75 } } },
]
const PRICES = { USDT: '1', USDC: '1', TRX: '0.25', BTC: '60000' }
type Call = { path: string; query?: string; status?: number; response: unknown }
const ok = (data: unknown) => ({ code: 200, msg: 'Success', data })

const spot = (balances: object[], accountType = 'SPOT'): Call => ({
  path: 'accounts/balances',
  response: [{ accountId: '123', accountType, balances }],
})
const owes = (...rows: object[]): Call => ({ path: 'margin/borrowStatus', response: rows })
const coin = {
  ccy: 'USDT',
  eq: '959.581928139999996061',
  isoEq: '0',
  avail: '961.981928139999996061',
  trdHold: '0',
  upl: '-2.4',
  isoAvail: '0',
  isoHold: '0',
  isoUpl: '0',
  im: '5.28',
  mm: '1.32',
  mmr: '0.001375599061727448',
  imr: '0',
  cTime: '1721902285120',
  uTime: '1721902285120',
}
const balance = (more: object = {}): Call => ({
  path: 'v3/account/balance',
  response: ok({ state: 'NORMAL', eq: '959.5', availMgn: '954.301928139999996061', details: [{ ...coin, ...more }] }),
})
/** Of an account in which futures were never traded. */
const NONE: Call = { path: 'v3/account/balance', response: ok({ state: 'NORMAL', eq: '0', availMgn: '0', details: [] }) }
const short = {
  adl: '0.1666',
  availQty: '1',
  cTime: '1719894977164',
  symbol: 'BTC_USDT_PERP',
  side: 'SELL',
  posSide: 'BOTH',
  mgnMode: 'CROSS',
  actType: 'TRADING',
  openAvgPx: '60000',
  qty: '2',
  lever: '20',
  liqPx: '',
  im: '6',
  mm: '0.6',
  upl: '-2.4',
  markPx: '61200',
  mgn: '6',
  state: 'NORMAL',
}
const isolated = {
  ...short,
  side: 'BUY',
  posSide: 'LONG',
  mgnMode: 'ISOLATED',
  qty: '10',
  liqPx: '58000',
  im: '30',
  mm: '3',
  upl: '2',
  markPx: '60200',
  mgn: '28',
}
const opens = (...rows: object[]): Call => ({ path: 'v3/trade/position/opens', response: ok(rows) })
const recorded = (...calls: Call[]) => ({
  exchange: 'poloniex',
  markets: MARKETS,
  calls: [...calls, spot([]), owes(), NONE, opens()],
  prices: PRICES,
})
const run = (...calls: Call[]) => valued(recorded(...calls))
const perp = async (...calls: Call[]) => {
  const { assets } = await run(...calls)
  return assets.find(({ walletType, assetType }) => walletType === 'perp' && assetType === 'token')
}

describe('Poloniex', () => {
  it('reads the spot wallet with what orders lock', async () => {
    const { assets, notIncluded } = await run(
      spot([
        { currencyId: '60001', currency: 'TRX', available: '93640.421767943475', hold: '19.84382885' },
        { currencyId: '60003', currency: 'USDC', available: '0.00', hold: '0.00' },
      ]),
    )
    expect(assets).toEqual([
      expect.objectContaining({ symbol: 'TRX', size: '93660.265596793475', availableBalance: '93640.421767943475' }),
    ])
    expect(notIncluded.map(({ wallet }) => wallet)).toEqual(['earn'])
  })

  it('takes off what is borrowed once, whether the balance is below zero for it or not', async () => {
    const btc = (available: string) => [{ currencyId: '28', currency: 'BTC', available, hold: '0.0' }]
    const debt = owes(
      {
        currency: 'BTC',
        available: '0.0',
        borrowed: '-10.0',
        hold: '0.0',
        maxAvailable: '20.0',
        hourlyBorrowRate: '0.000045',
        version: '111',
      },
      {
        currency: 'TRX',
        available: '100',
        borrowed: '0.0',
        hold: '0.0',
        maxAvailable: '200',
        hourlyBorrowRate: '0.000045',
        version: '122',
      },
    )
    for (const available of ['-10.0', '0.0']) {
      const { assets, equity } = await run(spot(btc(available)), debt)
      expect(equity).toBe('-600000')
      expect(assets).toEqual([
        expect.objectContaining({
          symbol: 'BTC',
          size: expect.stringMatching(/^-10(\.0)?$/),
          borrowed: expect.stringMatching(/^10(\.0)?$/),
        }),
      ])
    }
    expect((await run(spot([]), debt)).equity).toBe('-600000')
    // Where debts are not told, a balance below zero is one all the same; whether there are more is not known.
    const untold = { ...debt, status: 400, response: { code: 400, message: 'no' } }
    expect(await run(spot(btc('-10.0')), untold)).toMatchObject({ equity: '-600000', bound: 'uncertain' })
    const { bound, notIncluded } = await run(spot(btc('1')), untold)
    expect(notIncluded).toEqual([{ wallet: 'debts', reason: expect.stringContaining('Poloniex') }, expect.anything()])
    expect(bound).toBe('uncertain')
  })

  it('has the profit of cross positions in the equity, and the margin beside it', async () => {
    expect(await perp(balance(), opens(short))).toMatchObject({
      symbol: 'USDT',
      size: '961.981928139999996061',
      unrealizedProfit: '-2.4',
      marginBalance: '959.581928139999996061',
      initialMargin: '5.28',
      maintMargin: '0.6',
      availableBalance: '954.301928139999996061',
    })
  })

  it('counts what isolated positions hold once, whether the equity holds it or not', async () => {
    const apart = { isoEq: '30', isoAvail: '28', isoUpl: '2' }
    // 961.98… − 2.4 is the equity, so 30 is beside it.
    expect(await perp(balance(apart), opens(isolated))).toMatchObject({
      marginBalance: '989.581928139999996061',
      unrealizedProfit: '-0.4',
    })
    const within = { ...apart, eq: '989.581928139999996061' }
    expect(await perp(balance(within), opens(isolated))).toMatchObject({
      marginBalance: '989.581928139999996061',
      size: '989.981928139999996061',
    })
    const neither = await run(balance({ ...apart, eq: '975' }), opens(isolated))
    expect(neither.warnings.join()).toContain('its parts come to neither')
  })

  it('counts contracts, knows both sides, and what is isolated', async () => {
    const { assets, positionMode } = await run(balance(), opens(short, isolated))
    expect(assets.filter(({ assetType }) => assetType === 'position').sort((a, b) => Number(a.size) - Number(b.size))).toEqual([
      expect.objectContaining({
        symbol: 'BTC:PERP-USDT',
        size: '-0.002',
        notional: '-122.4',
        positionSide: 'net',
        marginMode: 'cross',
        marginBalance: null,
        liquidationPrice: null,
        unrealizedProfit: '-2.4',
      }),
      expect.objectContaining({
        size: '0.01',
        notional: '602',
        positionSide: 'long',
        marginMode: 'isolated',
        marginBalance: '28',
        maintMargin: '3',
        leverage: '20',
        entryPrice: '60000',
        liquidationPrice: '58000',
      }),
    ])
    expect(positionMode).toBe('one_way')
  })

  it('leaves out positions of trial funds, and says so', async () => {
    const { assets, notIncluded } = await run(balance(), opens({ ...short, actType: 'TRIAL' }))
    expect(assets.filter(({ assetType }) => assetType === 'position')).toEqual([])
    expect(JSON.stringify(notIncluded)).toContain('trial funds (BTC_USDT_PERP)')
  })

  it('takes no empty figure for a balance, and no other kind of account for the spot wallet', async () => {
    for (const call of [
      balance({ eq: '' }),
      balance({ upl: '' }),
      opens({ ...short, qty: '' }),
      opens({ ...short, posSide: 'NET' }),
      spot([{ currency: 'BTC', available: '', hold: '0' }]),
    ])
      await expect(run(call)).rejects.toMatchObject({ code: 'exchange_network' })
    const { assets, notIncluded } = await run(spot([{ currencyId: '1', currency: 'BTC', available: '1', hold: '0' }], 'FUTURES'))
    expect(assets).toEqual([])
    expect(notIncluded.map(({ wallet }) => wallet)).toEqual(expect.arrayContaining(['futures', 'spot']))
  })

  it('takes a list without any account for no empty one', async () => {
    const { notIncluded, bound } = await run({ path: 'accounts/balances', response: [] })
    expect(notIncluded.map(({ wallet }) => wallet)).toContain('spot')
    expect(bound).toBe('at_least')
  })

  it('takes no amount that is left empty for none', async () => {
    const apart = { isoEq: '30', isoAvail: '27', isoHold: '1', isoUpl: '2' }
    const coins = spot([
      { currency: 'BTC', available: '-10.0', hold: '0.0' },
      { currency: 'TRX', available: '5', hold: '2' },
    ])
    const owed = owes({ currency: 'BTC', borrowed: '-10.0', hourlyBorrowRate: '0.000045' })
    expect(await emptied(recorded(coins, owed, balance(apart), opens(short, isolated)))).toEqual([])
    const none = { isoEq: '', isoAvail: '', isoHold: '', isoUpl: '' }
    const untold = await run(balance(none), opens(isolated))
    expect(untold.warnings.join()).toContain('does not tell what isolated positions hold in USDT')
    expect(untold.bound).toBe('uncertain')
    // Without any of them there is nothing that is not told.
    const cross = await run(balance(none), opens(short))
    expect(cross.warnings).toEqual([])
    expect(cross.assets).toEqual(
      expect.arrayContaining([expect.objectContaining({ symbol: 'USDT', unrealizedProfit: '-2.4', initialMargin: '5.28' })]),
    )
  })

  it('knows an account by its number and mode, and tells refusals apart', async () => {
    const accounts = { path: 'accounts', response: [{ accountId: '123', accountType: 'SPOT', accountState: 'NORMAL' }] }
    const mode = { path: 'v3/position/mode', response: ok({ posMode: 'HEDGE' }) }
    expect(await connected({ exchange: 'poloniex', calls: [accounts, mode] }).verify()).toMatchObject({
      uid: '123',
      positionMode: 'hedge',
    })
    const refusedWith = (code: number, message: string) =>
      connected({ exchange: 'poloniex', calls: [{ path: 'accounts', status: 400, response: { code, message } }, mode] }).verify()
    await expect(refusedWith(400, 'signTimestamp is more than 1 second from poloniex system time')).rejects.toMatchObject({
      code: 'exchange_clock',
    })
    await expect(refusedWith(429, 'TOO_MANY_REQUEST')).rejects.toMatchObject({ code: 'exchange_rate_limit' })
    await expect(refusedWith(403, 'ACCESS_DENY')).rejects.toMatchObject({ code: 'exchange_permission' })
    await expect(refusedWith(1002, 'SYSTEM_MAINTENANCE')).rejects.toMatchObject({ code: 'exchange_maintenance' })
    await expect(refusedWith(1003, 'USER_IS_FROZEN')).rejects.toThrow('frozen')
  })

  it('sets leverage of every side that the account has, and names it', async () => {
    const setting = (posSide: string, lever: string) => ({ symbol: 'BTC_USDT_PERP', mgnMode: 'CROSS', posSide, lever })
    const trying = (rows: object[], leverage: string) => {
      const tried = connected({
        exchange: 'poloniex',
        markets: MARKETS,
        calls: [
          { path: 'v3/position/leverages', response: ok(rows) },
          { path: 'v3/position/leverage', response: ok(setting('BOTH', leverage)) },
        ],
      })
      return { tried, result: tried.setLeverage('BTC:PERP-USDT', leverage, 'cross') }
    }
    const set = trying([setting('SHORT', '20'), setting('LONG', '10')], '10')
    expect(await set.result).toMatchObject({ leverage: '10', previousLeverage: '20' })
    expect(set.tried.changes).toEqual([
      'POST /v3/position/leverage {"symbol":"BTC_USDT_PERP","mgnMode":"CROSS","posSide":"SHORT","lever":"10"}',
    ])
    const oneWay = trying([setting('BOTH', '20')], '7')
    await oneWay.result
    expect(oneWay.tried.changes.join()).toContain('"posSide":"BOTH","lever":"7"')
    const same = trying([setting('BOTH', '20')], '20')
    await same.result
    expect(same.tried.changes).toEqual([])
    const other = connected({
      exchange: 'poloniex',
      markets: MARKETS,
      calls: [
        { path: 'v3/position/leverages', response: ok([]) },
        { path: 'v3/position/leverage', response: ok(setting('BOTH', '20')) },
      ],
    })
    await expect(other.setLeverage('BTC:PERP-USDT', '7', 'cross')).rejects.toMatchObject({ code: 'exchange_network' })
    await expect(trying([], '100').result).rejects.toThrow('highest leverage of BTC:PERP-USDT is 75')
  })
})
