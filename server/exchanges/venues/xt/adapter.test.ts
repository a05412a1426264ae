import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { valued } from '../recordings.testing'

/**
 * Answers of https://doc.xt.com (github.com/XtApis/xt-api 8732f1db, 2026-07-16; read 2026-11-29): spot/Balance/GetBalances, futures/User
 * (GetUserFunds, Get Position Information, Get Margin Call Information, GetAccountInfo), earn/Query/PositionByCurrency,
 * loan/inquire/LoanAssetQuery, user-center/Account/QueryAccountList; with figures that fit. The position is the one that ccxt 4.5.84 shows.
 */
const MARKETS = [
  { symbol: 'BTC/USDT', id: 'btc_usdt', type: 'spot' as const },
  { symbol: 'BTC/USDT:USDT', id: 'btc_usdt', contractSize: '0.0001' },
  { symbol: 'BTC/USD:BTC', id: 'btc_usd', contractSize: '10' },
]
const PRICES = { USDT: '1', BTC: '60000', XT: '4' }
type Call = { path: string; query?: string; status?: number; response: unknown }

const spot = (...assets: object[]): Call => ({
  path: 'sapi.xt.com/v4/balances',
  response: { rc: 0, mc: 'SUCCESS', ma: [], result: { totalBtcAmount: '0', assets } },
})
const futures = (path: string, ...result: object[]): Call => ({
  path,
  response: { returnCode: 0, msgInfo: 'success', error: null, result },
})
const usdt = {
  coin: 'usdt',
  walletBalance: '19.29849875',
  openOrderMarginFrozen: '0.5',
  isolatedMargin: '1.0824',
  crossedMargin: '2',
  availableBalance: '15.71609875',
  bonus: '0',
  coupon: '0',
}
const btc = {
  ...usdt,
  coin: 'btc',
  walletBalance: '0.5',
  openOrderMarginFrozen: '0',
  isolatedMargin: '0',
  crossedMargin: '0.0002',
  availableBalance: '0.4998',
}
const short = {
  symbol: 'btc_usdt',
  positionType: 'ISOLATED',
  positionSide: 'SHORT',
  contractType: 'PERPETUAL',
  positionSize: '10',
  closeOrderSize: '0',
  availableCloseSize: '10',
  entryPrice: '27060',
  openOrderSize: '0',
  isolatedMargin: '1.0824',
  openOrderMarginFrozen: '0',
  realizedProfit: '-0.00130138',
  autoMargin: false,
  leverage: 25,
  markPrice: '27050',
}
const long = { ...short, positionType: 'CROSSED', positionSide: 'LONG', positionSize: '20', isolatedMargin: '0', leverage: 10 }
const closed = { ...short, positionSide: 'LONG', positionSize: '0', entryPrice: '0', isolatedMargin: '0' }
const inCoins = { ...long, symbol: 'btc_usd', positionSize: '60', entryPrice: '50000', leverage: 5, markPrice: '60000' }
const breaks = (...result: object[]) => futures('fapi.xt.com/future/user/v1/position/break-list', ...result)
const earn = (...result: object[]): Call => ({ path: 'v4/finance/position-currency', response: { rc: 0, mc: 'SUCCESS', result } })
const loans = (loanAssetItems: object[] = [], pledgeAssetItems: object[] = []): Call => ({
  path: 'loan/asset/loan-asset',
  response: {
    rc: 0,
    mc: 'SUCCESS',
    ma: [],
    result: { totalLoanAmount: '0', totalPledgeAmount: '0', loanAssetItems, pledgeAssetItems, runningOrderCount: 0 },
  },
})
const linear = (coins: object[] = [], positions: object[] = []) => [
  futures('fapi.xt.com/future/user/v1/balance/list', ...coins),
  futures('fapi.xt.com/future/user/v1/position/list', ...positions),
]
const inverse = (coins: object[] = [], positions: object[] = []) => [
  futures('dapi.xt.com/future/user/v1/balance/list', ...coins),
  futures('dapi.xt.com/future/user/v1/position/list', ...positions),
]
const run = (...calls: Call[]) =>
  valued({
    exchange: 'xt',
    markets: MARKETS,
    calls: [
      ...calls,
      spot(),
      ...linear(),
      ...inverse(),
      earn(),
      loans(),
      breaks(),
      futures('dapi.xt.com/future/user/v1/position/break-list'),
    ],
    prices: PRICES,
  })
type Account = Awaited<ReturnType<typeof run>>
/** Shorts first. */
const positionsOf = ({ assets }: Account) =>
  assets.filter(({ assetType }) => assetType === 'position').sort((a, b) => Number(a.size) - Number(b.size))

describe('XT', () => {
  it('reads spot, what is saved and what is borrowed, each once', async () => {
    const account = await run(
      spot({
        currency: 'usdt',
        currencyId: 11,
        frozenAmount: '1',
        availableAmount: '30',
        totalAmount: '31',
        convertBtcAmount: '0',
      }),
      earn(
        {
          currency: 'usdt',
          amount: '1200.00',
          positionList: [{ category: 'SAVING', productType: 'DEMAND_SAVING', amount: '1200.00', accInterest: '5.00' }],
        },
        { currency: 'xt', amount: '0', positionList: [] },
      ),
      loans(
        [
          { currencyId: 128, currency: 'xt', amount: 111.00040207, sortAmountU: 850.5961, amountU: '850.5961' },
          { currencyId: 11, currency: 'usdt', amount: 102.64170062, amountU: '102.6418' },
        ],
        [{ currencyId: 2, currency: 'btc', amount: 0.1009593516, amountU: '11581.3713' }],
      ),
    )
    expect(account.assets.map(({ walletType, symbol, size, borrowed }) => [walletType, symbol, size, borrowed])).toEqual(
      expect.arrayContaining([
        ['spot', 'USDT', '31', '0'],
        ['earn', 'USDT', '1200.00', '0'],
        ['loans', 'BTC', '0.1009593516', '0'],
        ['loans', 'XT', '-111.00040207', '111.00040207'],
        ['loans', 'USDT', '-102.64170062', '102.64170062'],
      ]),
    )
    // 31 + 1200 + 6057.561096 − 444.00160828 − 102.64170062
    expect(Number(account.equity)).toBeCloseTo(6741.9177871, 6)
  })

  it('reckons open profit, which no call of the account tells, and counts it beside the balance', async () => {
    const account = await run(
      ...linear([usdt], [short, long, closed]),
      breaks({ ...short, breakPrice: '28100', calMarkPrice: '27051' }),
    )
    expect(positionsOf(account)).toEqual([
      expect.objectContaining({
        size: '-0.001',
        positionSide: 'short',
        entryPrice: '27060',
        markPrice: '27050',
        unrealizedProfit: '0.01',
        marginBalance: '1.0824',
        initialMargin: '1.0824',
        leverage: '25',
        liquidationPrice: '28100',
        marginMode: 'isolated',
      }),
      expect.objectContaining({
        size: '0.002',
        positionSide: 'long',
        unrealizedProfit: '-0.02',
        marginBalance: null,
        leverage: '10',
        // The list has the short alone: nothing of it is the long's.
        liquidationPrice: null,
        marginMode: 'cross',
      }),
    ])
    expect(account.assets.find(({ symbol }) => symbol === 'USDT')).toMatchObject({
      walletType: 'perp',
      size: '19.29849875',
      unrealizedProfit: '-0.01',
      marginBalance: '19.28849875',
      initialMargin: '3.5824',
      availableBalance: '15.71609875',
    })
    expect(account.equity).toBe('19.28849875')
    expect(account.positionMode).toBe('hedge')
  })

  it('takes the mark price from the list of liquidations where positions come without, and says where neither tells it', async () => {
    const { markPrice: _, ...bare } = short
    const known = await run(...linear([usdt], [bare]), breaks({ ...bare, breakPrice: '0', calMarkPrice: '27051' }))
    expect(positionsOf(known)[0]).toMatchObject({ markPrice: '27051', unrealizedProfit: '0.009', liquidationPrice: null })
    expect(known.warnings).toEqual([])
    const unknown = await run(...linear([usdt], [bare]))
    expect(positionsOf(unknown)[0]).toMatchObject({ markPrice: null, unrealizedProfit: null })
    expect(unknown.warnings.join()).toContain('equity is without its profit')
  })

  it('reads contracts that are settled in coins, which are counted in USD', async () => {
    const account = await run(...inverse([btc], [inCoins]))
    expect(positionsOf(account)[0]).toMatchObject({
      walletType: 'coinm',
      size: '0.01',
      unrealizedProfit: '0.002',
      notional: '600',
    })
    expect(account.assets.find(({ symbol }) => symbol === 'BTC')).toMatchObject({ walletType: 'coinm', marginBalance: '0.502' })
    expect(account.equity).toBe('30120')
  })

  it('counts profit in money of which nothing is held', async () => {
    const account = await run(...linear([], [long]))
    expect(account.equity).toBe('-0.02')
  })

  it('says trial funds and predictions, and counts neither', async () => {
    const account = await run(...linear([{ ...usdt, bonus: '5', coupon: '1' }], [{ ...long, contractType: 'PREDICT' }]))
    expect(account.warnings.join()).toContain('6 USDT of trial funds')
    expect(account.equity).toBe('19.29849875')
    expect(positionsOf(account)).toEqual([])
    expect(JSON.stringify(account.notIncluded)).toContain('20 of btc_usdt, a prediction')
  })

  it('asks for prices of liquidation only where something is open', async () => {
    const nothing = await valued({
      exchange: 'xt',
      markets: MARKETS,
      calls: [spot(), ...linear([usdt], [closed]), ...inverse(), earn(), loans()],
      prices: PRICES,
    })
    expect(JSON.stringify(nothing.notIncluded)).not.toContain('break-list')
  })

  it('names earn where its permission is missing, and reads the rest', async () => {
    const refused = { rc: 1, mc: 'PERMISSION_DENIED', ma: [], result: null }
    const account = await run({ path: 'v4/finance/position-currency', response: refused }, ...linear([usdt], []))
    expect(account.equity).toBe('19.29849875')
    expect(account.notIncluded.map(({ wallet }) => wallet)).toContain('earn')
  })

  it('takes nothing without a balance for an empty wallet', async () => {
    for (const broken of [{ ...usdt, walletBalance: '' }, { coin: 'usdt' }])
      await expect(run(...linear([broken], []))).rejects.toMatchObject({ code: 'exchange_network' })
    await expect(run(...linear([usdt], [{ ...short, positionSide: 'BOTH' }]))).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it('tells refusals apart by XT’s own codes, which stand under a name of their own', async () => {
    const refusedWith = (mc: string) =>
      connected({ exchange: 'xt', calls: [{ path: 'v4/balances', response: { rc: 1, mc, ma: [], result: null } }] }).verify()
    await expect(refusedWith('AUTH_101')).rejects.toMatchObject({
      code: 'exchange_credentials',
      fields: { apiKey: expect.anything() },
    })
    await expect(refusedWith('AUTH_103')).rejects.toMatchObject({
      code: 'exchange_credentials',
      fields: { apiSecret: expect.anything() },
    })
    await expect(refusedWith('AUTH_104')).rejects.toMatchObject({ code: 'exchange_ip' })
    await expect(refusedWith('AUTH_105')).rejects.toMatchObject({ code: 'exchange_clock' })
    await expect(refusedWith('AUTH_106')).rejects.toMatchObject({ code: 'exchange_permission' })
  })

  it('knows an account by its number, also where futures may not be read', async () => {
    const info = {
      returnCode: 0,
      msgInfo: 'success',
      error: null,
      result: { accountId: 1352123154436, userId: 1352123154435, state: 0 },
    }
    const verified = (call: Call) => connected({ exchange: 'xt', calls: [spot(), call] }).verify()
    expect(await verified({ path: 'future/user/v1/account/info', response: info })).toMatchObject({ uid: '1352123154436' })
    const refused = { returnCode: 1, msgInfo: 'failure', error: { code: '403', msg: 'no permission' }, result: null }
    expect(await verified({ path: 'future/user/v1/account/info', response: refused })).toMatchObject({ uid: null })
  })
})
