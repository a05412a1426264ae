import { describe, expect, it } from 'vitest'
import { bitmexSignature } from '../../ccxt/own/bitmex'
import { connected } from '../connection.testing'
import { ledgersOf, told } from '../flows.testing'
import { type TestRecording, valued } from '../recordings.testing'

/**
 * Rows of an account whose owner publishes them: GET /user/margin?currency=all, /position, /user/walletHistory and /wallet/assets as of
 * 2026-05-03 (github.com/bwjoke/BTC-Trading-Since-2020 abb5b43), the account's number replaced; a position in USDT of 2025-12-31 and an
 * isolated one of 2022-05-21 as ccxt 4.5.40 quotes them. Forms: https://docs.bitmex.com/api-explorer (read 2026-11-29).
 */

const MARKETS = [
  { symbol: 'BTC/USD:BTC', id: 'XBTUSD' },
  { symbol: 'ETH/USD:BTC', id: 'ETHUSD' },
  { symbol: 'BTC/USDT:USDT', id: 'XBTUSDT', contractSize: '0.000001' },
  { symbol: 'ETH/USDT:USDT', id: 'ETHUSDT', contractSize: '0.00001' },
  { symbol: 'POWELL/USDT:USDT-260529', id: 'P_POWELLK26', type: 'future' as const, contractSize: '0.01' },
]
const PRICES = { USDT: '1', BTC: '78173.24', ETH: '2302.23', BMEX: '0.0834', USD: '1', SOL: '100' }

const XBT = {
  ...{ account: 1234567, currency: 'XBt', riskLimit: 1000000000000, amount: 3034754369, walletBalance: 3034754369 },
  ...{ marginBalance: 2923138270, availableMargin: 2905927119, withdrawableMargin: 2905927119, excessMargin: 2905927119 },
  ...{ unrealisedPnl: -111616099, isolatedUnrealisedPnl: null, realisedPnl: 0, initMargin: 7408795, maintMargin: 9802356 },
  ...{ marginLeverage: 0.6293, marginUsedPcnt: 0.0059, foreignMarginBalance: 0, foreignRequirement: 0 },
}
const coin = (currency: string, units: number, more: object = {}) => ({
  ...{ account: 1234567, currency, amount: units, walletBalance: units, marginBalance: units, availableMargin: units },
  ...{ unrealisedPnl: 0, isolatedUnrealisedPnl: null, initMargin: 0, maintMargin: 0, ...more },
})
const BMEX = coin('BMEx', 11000120000)
const USDT = coin('USDt', 888237518)

const SHORT = {
  ...{ account: 1234567, symbol: 'XBTUSD', strategy: 'OneWay', currency: 'XBt', underlying: 'XBT', quoteCurrency: 'USD' },
  ...{ currentQty: -1438000, avgEntryPrice: 73701.7438, breakEvenPrice: 74298.6, markPrice: 78173.24, markValue: 1839503980 },
  ...{ liquidationPrice: 1000000, bankruptPrice: 1000000, unrealisedPnl: -111601719, homeNotional: -18.3950398 },
  ...{ foreignNotional: 1438000, crossMargin: true, leverage: 100, initMarginReq: 0.01, maintMarginReq: 0.005, isOpen: true },
  ...{ posMargin: 9802356, posMaint: 9802356, posInit: 0, initMargin: 7408795, maintMargin: 9802356, realisedPnl: 0 },
}
const CLOSED = {
  ...{ account: 1234567, symbol: 'ETHUSD', strategy: 'OneWay', currency: 'XBt', underlying: 'ETH', quoteCurrency: 'USD' },
  ...{ currentQty: 0, isOpen: false, crossMargin: false, leverage: 100, posMargin: 0, posMaint: 0, homeNotional: 0 },
}
/** Orders on a spot market alone. */
const SPOT = { account: 1234567, symbol: 'BMEX_USDT', openOrderBuyQty: 1000000, openOrderBuyCost: 83400, isOpen: false }
const LINEAR = {
  ...{ account: 395724, symbol: 'XBTUSDT', strategy: 'OneWay', currency: 'USDt', underlying: 'XBT', quoteCurrency: 'USDT' },
  ...{ currentQty: 100, avgEntryPrice: 86393.3, markPrice: 88636.92, markValue: 8863692, homeNotional: 0.0001 },
  ...{ foreignNotional: -8.863692, unrealisedPnl: 224362, crossMargin: true, leverage: 100, isOpen: true, posMargin: 44061 },
  ...{ posMaint: 44061, posInit: 0, initMargin: 0, maintMargin: 44061, liquidationPrice: 0, bankruptPrice: 0 },
}
const ISOLATED = {
  ...{ account: 9371654, symbol: 'ETHUSDT', currency: 'USDt', underlying: 'ETH', quoteCurrency: 'USDT', currentQty: 2000 },
  ...{ avgEntryPrice: 1963, markPrice: 1964.195, markValue: 39283900, homeNotional: 0.02, foreignNotional: -39.2839 },
  ...{ unrealisedPnl: 23900, crossMargin: false, leverage: 3, isOpen: true, posMargin: 13125928, posMaint: 435787 },
  ...{ posInit: 13086667, initMargin: 0, maintMargin: 13149828, liquidationPrice: 1328.5, bankruptPrice: 1308.7 },
}
const asset = (currency: string, majorCurrency: string, scale: number, currencyType = 'Crypto') => {
  return { asset: majorCurrency, currency, majorCurrency, name: majorCurrency, currencyType, scale, enabled: true, networks: [] }
}
const ASSETS = {
  path: 'api/v1/wallet/assets',
  response: [
    ...[asset('XBt', 'XBT', 8), asset('USDt', 'USDT', 6), asset('BMEx', 'BMEX', 6), asset('LAMp', 'SOL', 9)],
    ...[asset('Gwei', 'ETH', 9), asset('SHIb', 'SHIB', 5), asset('MAMUSd', 'MAMUSD', 6, 'Synthetic')],
  ],
}
type Call = TestRecording['calls'][number]
const margin = (...rows: object[]): Call => ({ path: 'user/margin', query: 'currency=all', response: rows })
const positions = (...rows: object[]): Call => ({ path: 'api/v1/position', response: rows })
const staked = (...rows: object[]): Call => ({ path: 'user/staking', response: rows })
const run = (...calls: Call[]) => {
  return valued({ exchange: 'bitmex', markets: MARKETS, calls: [...calls, positions(), staked(), ASSETS], prices: PRICES })
}
type Account = Awaited<ReturnType<typeof run>>
const tokens = ({ assets }: Account) => assets.filter(({ assetType }) => assetType === 'token')
const open = ({ assets }: Account) => assets.filter(({ assetType }) => assetType === 'position')

describe('BitMEX', () => {
  // `initMargin` is what orders hold, `maintMargin` what positions hold: neither is a requirement under that name.
  it('reads satoshi, USDt and what margins nothing in coins, with the margin of orders and positions', async () => {
    const account = await run(margin(BMEX, USDT, XBT), positions(SHORT, CLOSED, SPOT))
    expect(tokens(account)).toMatchObject([
      {
        ...{ walletType: 'unified', symbol: 'BTC', size: '30.34754369', unrealizedProfit: '-1.11616099', borrowed: '0' },
        ...{ marginBalance: '29.2313827', initialMargin: '0.17211151', maintMargin: '0.09802356' },
        availableBalance: '29.05927119',
      },
      { symbol: 'BMEX', size: '11000.12', marginBalance: '11000.12' },
      { symbol: 'USDT', size: '888.237518' },
    ])
    expect(account.equity).toBe('2286917.542864948')
    expect(account.positionMode).toBe('one_way')
    expect(account.notIncluded).toEqual([])
  })

  it('tells an inverse position in coins, whose liquidation nothing can reach', async () => {
    expect(open(await run(margin(XBT), positions(SHORT, CLOSED)))).toMatchObject([
      {
        ...{ symbol: 'BTC:PERP-USD', size: '-18.3950398', notional: '-1438000', markPrice: '78173.24', entryPrice: '73701.7438' },
        ...{ unrealizedProfit: '-1.11601719', initialMargin: '0.09802356', maintMargin: '0.09802356', leverage: '100' },
        // The highest price of all, that of bankruptcy too.
        ...{ liquidationPrice: null, marginMode: 'cross', positionSide: 'net', marginBalance: null },
      },
    ])
  })

  it('tells linear positions by the exchange’s own coins, a hundred contracts being a ten-thousandth of one', async () => {
    const [row] = open(await run(margin(XBT, coin('USDt', 5_000_000, { marginBalance: 5_224_362 })), positions(LINEAR)))
    expect(row).toMatchObject({
      ...{ symbol: 'BTC:PERP-USDT', size: '0.0001', notional: '8.863692', unrealizedProfit: '0.224362', maintMargin: '0.044061' },
      liquidationPrice: null,
    })
  })

  // `maintMargin` of an isolated position is its margin with its profit: 30 times what it must keep.
  it('tells what an isolated position was given apart from what it must keep', async () => {
    const account = await run(
      margin(coin('USDt', 50_000_000, { marginBalance: 50_023_900, maintMargin: 13149828 })),
      positions(ISOLATED),
    )
    expect(open(account)).toMatchObject([
      {
        ...{ symbol: 'ETH:PERP-USDT', size: '0.02', notional: '39.2839', initialMargin: '13.125928', maintMargin: '0.435787' },
        ...{ marginBalance: '13.125928', marginMode: 'isolated', leverage: '3', liquidationPrice: '1328.5' },
      },
    ])
    expect(tokens(account)).toMatchObject([{ symbol: 'USDT', size: '50', unrealizedProfit: '0.0239', maintMargin: '0.435787' }])
    expect(account.equity).toBe('50.0239')
  })

  // A contract is 100 satoshi for each dollar of ether's price: no size in ether, which the exchange tells by its prices.
  it('tells a quanto position by its coins, settled in bitcoin', async () => {
    const quanto = {
      ...{ account: 1234567, symbol: 'ETHUSD', strategy: 'OneWay', currency: 'XBt', underlying: 'ETH', quoteCurrency: 'USD' },
      ...{ currentQty: -1000, markPrice: 2302.23, markValue: -230223000, homeNotional: -78.175, foreignNotional: 179976.83 },
      ...{ unrealisedPnl: 1_000_000, crossMargin: true, leverage: 10, isOpen: true, posMargin: 5, posMaint: 5 },
    }
    expect(open(await run(margin(XBT), positions(quanto)))).toMatchObject([
      { symbol: 'ETH:PERP-USD:BTC', size: '-78.175', notional: '-179976.83', unrealizedProfit: '0.01' },
    ])
  })

  it('counts a prediction in the money that it pays', async () => {
    const yes = {
      ...{ account: 1, symbol: 'P_POWELLK26', currency: 'USDt', underlying: 'USDT', quoteCurrency: 'XXX', currentQty: 100 },
      ...{ markPrice: 50, markValue: 50_000_000, homeNotional: 1, foreignNotional: -50, unrealisedPnl: 0, isOpen: true },
    }
    expect(open(await run(margin(USDT), positions(yes)))).toMatchObject([
      { size: '1', notional: '50', symbol: 'POWELL:260529-USDT' },
    ])
  })

  it('keeps both sides of hedge mode apart', async () => {
    const account = await run(
      margin(XBT, USDT),
      positions(
        { ...LINEAR, strategy: 'Long' },
        { ...LINEAR, strategy: 'Short', currentQty: -200, homeNotional: -0.0002, foreignNotional: 17.7 },
      ),
    )
    expect(open(account).map(({ positionSide, size }) => [positionSide, size])).toEqual([
      ['short', '-0.0002'],
      ['long', '0.0001'],
    ])
    expect(account.positionMode).toBe('hedge')
  })

  // `LAMp` is not a coin of that name, and the sum that margins with several coins is none.
  it('knows coins by its own list, and counts no sum of them', async () => {
    const account = await run(margin(coin('LAMp', 2_500_000_000), coin('Gwei', 500_000_000), coin('MAMUSd', 9_000_000_000)))
    expect(tokens(account).map(({ symbol, size }) => [symbol, size])).toEqual([
      ['ETH', '0.5'],
      ['SOL', '2.5'],
    ])
    expect(account.equity).toBe('1401.115')
  })

  it('names a coin that its list does not hold, and what is staked', async () => {
    const account = await run(margin(XBT, coin('NEw', 7)), staked({ account: 1234567, amount: 11000000000, currency: 'BMEx' }))
    expect(account.notIncluded.map(({ wallet, reason }) => `${wallet}: ${reason}`).toSorted()).toEqual([
      'NEw: BitMEX’s list of coins does not hold NEw: how much its balance is, is not known.',
      'staking: 11000 BMEX is staked. BitMEX does not document whether balances hold it: it is not counted on top of them.',
    ])
  })

  it('counts a balance below zero as a debt, and says what is not documented of isolated profit', async () => {
    const account = await run(margin(coin('USDt', -5_000_000, { isolatedUnrealisedPnl: 1_000_000 })))
    expect(tokens(account)).toMatchObject([{ size: '-5', borrowed: '5' }])
    expect(account.warnings.join()).toContain('1 USDT of isolated positions’ profit')
  })

  it.each([
    ['a position without its size', positions({ ...SHORT, currentQty: null })],
    ['a position without its coins', positions({ ...SHORT, homeNotional: null })],
    ['a balance that is a word', margin({ ...XBT, walletBalance: 'much' })],
    ['no margin balance', margin({ ...XBT, marginBalance: undefined })],
    ['an answer without currencies', { path: 'user/margin', response: {} }],
  ])('takes %s for no reading', async (_what, call) => {
    await expect(run(call, margin(XBT))).rejects.toMatchObject({ code: 'exchange_network' })
  })

  // The examples of https://www.bitmex.com/app/apiKeysUsage.
  it.each([
    ['/api/v1/instrument', '1518064236', 'c7682d435d0cfe87c16098df34ef2eb5a549d4c5a3c2b1f0f77b8af73423bf00'],
    [
      '/api/v1/instrument?filter=%7B%22symbol%22%3A+%22XBTM15%22%7D',
      '1518064237',
      'e2f422547eecb5b3cb29ade2127e21b858b235b386bfa45e1c1756eb3383919f',
    ],
  ])('signs as documented: %s', (path, expires, signature) => {
    expect(bitmexSignature('chNOOS4KvNXR_Xq4k4c9qsfoKWvnDecLATCRlcBwyKDYnWgO', 'GET', path, expires)).toBe(signature)
  })

  it('tells what a key may do by the list of keys, and its account', async () => {
    const keys = [
      { id: 'other', name: 'bot', permissions: ['order', 'withdraw'], cidr: '0.0.0.0/0', cidrs: [], enabled: true, userId: 7 },
      { id: 'key', name: 'ballast', permissions: [], cidr: '', cidrs: ['192.0.2.1/32'], enabled: true, userId: 7 },
    ]
    const { verify } = connected({
      exchange: 'bitmex',
      calls: [margin(XBT), { path: 'api/v1/apiKey', response: keys }],
    })
    await expect(verify()).resolves.toMatchObject({
      ...{ permissions: ['read'], ipList: ['192.0.2.1/32'], label: 'ballast', uid: '1234567' },
    })
  })

  it.each([
    [401, 'Invalid API Key.', { code: 'exchange_credentials', fields: { apiKey: expect.any(String) } }],
    [401, 'Signature not valid.', { code: 'exchange_credentials', fields: { apiSecret: expect.any(String) } }],
    [403, 'This IP address is not allowed to use this key.', { code: 'exchange_ip' }],
    [403, 'Access Denied', { code: 'exchange_permission' }],
    [401, 'This request has expired - `expires` is in the past. Current time: 1518064237', { code: 'exchange_clock' }],
    [429, 'Rate limit exceeded, retry in 1 seconds.', { code: 'exchange_rate_limit' }],
    [503, 'The system is currently overloaded. Please try again later.', { code: 'exchange_network' }],
  ])('tells a refusal by its words: %i %s', async (status, message, error) => {
    const { verify } = connected({
      exchange: 'bitmex',
      calls: [{ path: 'user/margin', status, response: { error: { message, name: 'HTTPError' } } }],
    })
    await expect(verify()).rejects.toMatchObject(error)
  })

  it('prices coins by its spot markets, bitcoin by its own index', async () => {
    const { prices } = connected({
      exchange: 'bitmex',
      markets: [{ symbol: 'BTC/USDT', id: 'XBT_USDT' }, ...MARKETS],
      calls: [
        {
          path: 'instrument/active',
          response: [
            { symbol: 'XBTUSD', lastPrice: 78129.6, bidPrice: 78129.5, askPrice: 78129.6, indicativeSettlePrice: 78176.66 },
            {
              ...{ symbol: 'XBT_USDT', lastPrice: 78189, bidPrice: 78161, askPrice: 78189, indicativeSettlePrice: null },
              ...{ homeNotional24h: 2.65616, foreignNotional24h: 208287.29 },
            },
          ],
        },
      ],
    })
    expect(await prices('BTC')).toEqual({ BTC: expect.stringContaining('78176.66 by') })
  })
})

describe('BitMEX: history of the wallet', () => {
  const entry = (transactType: string, units: number, fee: number | null, more: object = {}) => ({
    ...{ transactID: `${transactType}${units}`, account: 1234567, currency: 'XBt', transactType, transactStatus: 'Completed' },
    ...{ amount: units, fee, address: 'XBTUSD', transactTime: '2025-01-06T12:00:00.187Z', timestamp: '2025-01-06T12:00:00.187Z' },
    ...more,
  })
  const read = (...rows: object[]) =>
    ledgersOf({
      exchange: 'bitmex',
      markets: [...MARKETS, { symbol: 'BMEX/USDT', id: 'BMEX_USDT' }],
      calls: [{ path: 'user/walletHistory', response: rows }, ASSETS],
    })

  // Amounts are what the balance changes by: the fee is in them, and that of funding is the amount once more.
  it('takes fees out of amounts that hold them, and none out of funding', async () => {
    const tried = read(
      { ...entry('UnrealisedPNL', -111601719, 0), transactID: '00000000-0000-0000-0000-000000000000', transactStatus: 'Pending' },
      entry('Funding', 260059, -260059),
      entry('RealisedPNL', -801698, 54120),
      entry('SpotTrade', -441000000, 0, { currency: 'BMEx', address: 'BMEX_USDT' }),
      entry('Conversion', 74983620000, null, { currency: 'USDt', address: 'XBTUSDT' }),
      entry('Transfer', 3289800000, null, { currency: 'BMEx', address: '396193' }),
      entry('Withdrawal', -600100000, 100000, {
        ...{ network: 'btc', address: 'bc1qxy2kgdygjrsqtzq2n0yrf2493p83kkfjhx0wlh', tx: 'f4184fc5' },
        ...{ transactTime: '2025-01-06T01:56:18.351Z', timestamp: '2025-01-06T13:09:06.512Z' },
      }),
      entry('Withdrawal', -10020000, 20000, { transactStatus: 'Canceled' }),
      entry('Deposit', 132031900, null, { address: '3BMEXqGpG4FxBA1KWhRFufXfSTRgzfDBhJ' }),
    )
    const entries = await tried.read('wallet')
    expect(entries.map(told)).toEqual([
      '2025-01-06T12:00:00.187Z funding 0.00260059 BTC unified BTC:PERP-USD',
      '2025-01-06T12:00:00.187Z realized -0.00747578 BTC fee 0.0005412 BTC unified BTC:PERP-USD',
      '2025-01-06T12:00:00.187Z trade -441 BMEX unified BMEX-USDT',
      '2025-01-06T12:00:00.187Z trade 74983.62 USDT unified BTC:PERP-USDT',
      '2025-01-06T12:00:00.187Z transfer 3289.8 BMEX unified',
      '2025-01-06T01:56:18.351Z withdrawal -6 BTC fee 0.001 BTC unified',
      '2025-01-06T12:00:00.187Z withdrawal failed -0.1 BTC fee 0.0002 BTC unified',
      '2025-01-06T12:00:00.187Z deposit 1.320319 BTC unified',
    ])
    expect(tried.asked[0]).toContain('currency=all&count=1000&start=0&reverse=true')
  })

  it('reads on by place until a page begins before the stretch', async () => {
    const page = (at: string) =>
      Array.from({ length: 1000 }, (_, place) => entry('Funding', place + 1, 0, { transactTime: at, timestamp: at }))
    const tried = ledgersOf({
      exchange: 'bitmex',
      markets: MARKETS,
      calls: [
        { path: 'user/walletHistory', query: 'start=0', response: page('2025-01-06T12:00:00Z') },
        { path: 'user/walletHistory', query: 'start=1000', response: page('2019-01-06T12:00:00Z') },
      ],
    })
    expect(await tried.read('wallet')).toHaveLength(1000)
    expect(tried.asked).toHaveLength(2)
  })
})
