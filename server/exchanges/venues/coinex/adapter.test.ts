import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { valued } from '../recordings.testing'

/**
 * Answers of https://docs.coinex.com/api/v2 (assets/balance/http/get-spot-balance, get-futures-balance, get-marigin-balance,
 * get-financial-balance, get-amm-liquidity, get-credit-info; futures/position/http/list-pending-position; futures/market/http/list-market-ticker;
 * read 2026-11-29), with figures that fit.
 */
const MARKETS = [
  { symbol: 'BTC/USDT:USDT', id: 'BTCUSDT' },
  { symbol: 'CET/USDT:USDT', id: 'CETUSDT' },
  { symbol: 'BTC/USD:BTC', id: 'BTCUSD' },
]
const PRICES = { USDT: '1', BTC: '60000', CET: '0.05' }
type Call = { path: string; query?: string; status?: number; response: unknown }
const ok = (data: unknown, more: object = {}) => ({ code: 0, data, message: 'OK', ...more })

const linear = {
  position_id: 927266133,
  // A space stands before it in the documentation.
  market: ' CETUSDT',
  market_type: 'FUTURES',
  side: 'long',
  margin_mode: 'cross',
  open_interest: '1000000',
  close_avbl: '400000',
  ath_position_amount: '1000000',
  unrealized_pnl: '8391.123989502',
  realized_pnl: '110396.83471965',
  avg_entry_price: '0.0631',
  leverage: '10',
  margin_avbl: '210396.83471965',
  position_margin_rate: '0.050',
  maintenance_margin_rate: '0.005',
  maintenance_margin_value: '5000',
  liq_price: '0.05679',
  bkr_price: '0.053635',
  adl_level: 5,
  settle_price: '0.06817',
  settle_value: '1291322.83913829',
}
const isolated = {
  ...linear,
  position_id: 2,
  market: 'BTCUSDT',
  side: 'short',
  margin_mode: 'isolated',
  open_interest: '0.5',
  close_avbl: '0.1',
  unrealized_pnl: '-12.5',
  avg_entry_price: '60000',
  margin_avbl: '3000',
  maintenance_margin_value: '150',
  liq_price: '0',
}
const inverse = {
  ...linear,
  position_id: 3,
  market: 'BTCUSD',
  side: 'short',
  open_interest: '3000',
  unrealized_pnl: '0.002',
  avg_entry_price: '62000',
  leverage: '3',
  margin_avbl: '0.02',
  maintenance_margin_value: '0.0005',
  liq_price: '90000',
}
const pages = (...all: object[][]): Call[] =>
  all
    .map((data, at) => ({
      path: 'futures/pending-position',
      query: `page=${at + 1}`,
      response: ok(data, { pagination: { has_next: at + 1 < all.length } }),
    }))
    .reverse()
const marks: Call = {
  path: 'futures/ticker',
  response: ok([
    { market: 'CETUSDT', last: '0.0716', mark_price: '0.0715', index_price: '0.0714' },
    { market: 'BTCUSDT', last: '60020', mark_price: '60025', index_price: '60010' },
    { market: 'BTCUSD', last: '60010', mark_price: '60000', index_price: '60010' },
  ]),
}
const futures = (...data: object[]): Call => ({ path: 'assets/futures/balance', response: ok(data) })
const EMPTY: Call[] = [
  { path: 'assets/spot/balance', response: ok([]) },
  { path: 'assets/futures/balance', response: ok([]) },
  { path: 'assets/margin/balance', response: ok([]) },
  { path: 'assets/financial/balance', response: ok([]) },
  { path: 'assets/amm/liquidity', response: ok([]) },
  {
    path: 'assets/credit/info',
    response: ok({ equity: '0', repaid: '0', risk_rate: '', withdrawal_risk: '', withdrawal_value: '0' }),
  },
  { path: 'futures/pending-position', response: ok([], { pagination: { has_next: false } }) },
]
const run = (...calls: Call[]) =>
  valued({
    exchange: 'coinex',
    markets: MARKETS,
    calls: [...calls, ...EMPTY.filter(({ path }) => !calls.some((call) => call.path === path))],
    prices: PRICES,
  })

describe('CoinEx', () => {
  it('reads coins in orders, what is lent, and what was put into liquidity, each where it lies', async () => {
    const { assets, equity, notIncluded, warnings } = await run(
      { path: 'assets/spot/balance', response: ok([{ ccy: 'USDT', available: '25837.077847838', frozen: '6540.714421152' }]) },
      {
        path: 'assets/financial/balance',
        response: ok([{ ccy: 'CET', available: '41232.366264748', frozen: '3702.28145353364' }]),
      },
      {
        path: 'assets/amm/liquidity',
        response: ok(
          ['CETUSDT', 'CETBTC'].map((market) => ({
            market,
            base_ccy: 'CET',
            quote_ccy: market.slice(3),
            base_ccy_amount: '1000',
            quote_ccy_amount: '0.5',
            liquidity_proportion: '0',
          })),
        ),
      },
    )
    expect([notIncluded, warnings]).toEqual([[], []])
    expect(assets.map(({ walletType, symbol, size }) => [walletType, symbol, size])).toEqual(
      expect.arrayContaining([
        ['spot', 'USDT', '32377.79226899'],
        ['earn', 'CET', '44934.64771828164'],
        ['amm', 'CET', '2000'],
        ['amm', 'USDT', '0.5'],
        ['amm', 'BTC', '0.5'],
      ]),
    )
    expect(equity).toBe('64725.024654904082')
  })

  it('counts open profit once, which is in what binds a position', async () => {
    const { assets, equity } = await run(
      futures({
        ccy: 'USDT',
        available: '70',
        frozen: '10',
        margin: '220396.83',
        unrealized_pnl: '8378.62',
        transferrable: '60',
      }),
      ...pages([linear, isolated]),
      marks,
    )
    // available + frozen + margin.
    expect(equity).toBe('220476.83')
    expect(assets.find(({ symbol }) => symbol === 'USDT')).toMatchObject({
      walletType: 'perp',
      size: '212098.21',
      unrealizedProfit: '8378.62',
      marginBalance: '220476.83',
      initialMargin: '212028.21',
      maintMargin: '5150',
      availableBalance: '70',
    })
  })

  it('reads positions of all pages by what is open, with the mark price of the market', async () => {
    const { assets } = await run(futures(), ...pages([linear], [isolated]), marks)
    const [cet, btc] = ['CET', 'BTC'].map((base) => assets.find(({ symbol }) => symbol.startsWith(`${base}:`)))
    expect(cet).toMatchObject({
      symbol: 'CET:PERP-USDT',
      size: '1000000',
      notional: '71500',
      markPrice: '0.0715',
      unrealizedProfit: '8391.123989502',
      leverage: '10',
      entryPrice: '0.0631',
      liquidationPrice: '0.05679',
      initialMargin: '210396.83471965',
      maintMargin: '5000',
      marginBalance: null,
      marginMode: 'cross',
      positionSide: 'net',
    })
    expect(btc).toMatchObject({
      size: '-0.5',
      notional: '-30012.5',
      marginBalance: '3000',
      marginMode: 'isolated',
      liquidationPrice: null,
    })
  })

  it('takes inverse contracts for dollars and not for coins', async () => {
    const { assets, equity } = await run(
      futures({ ccy: 'BTC', available: '0.1', frozen: '0', margin: '0.022', unrealized_pnl: '0.002', transferrable: '0.1' }),
      ...pages([inverse]),
      marks,
    )
    expect(assets.find(({ assetType }) => assetType === 'position')).toMatchObject({
      symbol: 'BTC:PERP-USD',
      size: '-0.05',
      notional: '-3000',
      unrealizedProfit: '0.002',
      settle: 'BTC',
    })
    expect(equity).toBe('7320')
  })

  it('reads both sides of a market in hedge mode', async () => {
    const sides = [isolated, { ...isolated, position_id: 9, side: 'long', open_interest: '0.2' }, linear]
    const account = await run(futures(), ...pages(sides), marks)
    expect(account.positionMode).toBe('hedge')
    expect(
      account.assets.filter(({ assetType }) => assetType === 'position').map((row) => [row.symbol, row.positionSide, row.size]),
    ).toEqual(
      expect.arrayContaining([
        ['BTC:PERP-USDT', 'short', '-0.5'],
        ['BTC:PERP-USDT', 'long', '0.2'],
        ['CET:PERP-USDT', 'net', '1000000'],
      ]),
    )
  })

  it('takes what is owed on margin, and its interest, off what is available there, which holds it', async () => {
    const { assets, equity } = await run({
      path: 'assets/margin/balance',
      response: ok([
        {
          margin_account: 'BTCUSDT',
          base_ccy: 'BTC',
          quote_ccy: 'USDT',
          available: { base_ccy: '0.5', quote_ccy: '100' },
          frozen: { base_ccy: '0', quote_ccy: '0' },
          repaid: { base_ccy: '0.2', quote_ccy: '0' },
          interest: { base_ccy: '0.001', quote_ccy: '0' },
          risk_rate: '',
          liq_price: '',
        },
        {
          margin_account: 'CETUSDT',
          base_ccy: 'CET',
          quote_ccy: 'USDT',
          available: { base_ccy: '0', quote_ccy: '0' },
          frozen: { base_ccy: '0', quote_ccy: '5' },
          repaid: { base_ccy: '0', quote_ccy: '0' },
          interest: { base_ccy: '0', quote_ccy: '0' },
          risk_rate: '',
          liq_price: '',
        },
      ]),
    })
    expect(assets.map(({ walletType, symbol, size, amount, borrowed }) => [walletType, symbol, size, amount, borrowed])).toEqual(
      expect.arrayContaining([
        ['isolated_margin', 'BTC', '0.299', '0.5', '0.201'],
        ['isolated_margin', 'USDT', '105', '105', '0'],
      ]),
    )
    expect(equity).toBe('18045')
  })

  it('says that what a credit account owes is not taken off, and asks of whom no credit is given nothing more', async () => {
    const credit = (response: unknown): Call => ({ path: 'assets/credit/info', response })
    const owing = await run(credit(ok({ equity: '12487.94', repaid: '2457.19846450', risk_rate: '' })))
    expect(owing.warnings.join()).toContain('2457.19846450 to be repaid of a credit account')
    const none = await run(credit({ code: 4199, data: {}, message: 'no credit account' }))
    expect([none.notIncluded, none.warnings]).toEqual([[], []])
  })

  it('takes nothing else for a balance: an empty string, a missing figure, a word', async () => {
    const coin = { ccy: 'USDT', available: '1', frozen: '2' }
    for (const more of [{ available: '' }, { frozen: undefined }, { frozen: 'none' }]) {
      const bad = run({ path: 'assets/spot/balance', response: ok([{ ...coin, ...more }]) })
      await expect(bad, JSON.stringify(more)).rejects.toMatchObject({ code: 'exchange_network' })
    }
  })

  it('reads the rest where a sub-account may not see one wallet', async () => {
    const account = await run(
      { path: 'assets/amm/liquidity', response: { code: 4512, data: {}, message: 'Insufficient sub-account permissions' } },
      { path: 'assets/spot/balance', response: ok([{ ccy: 'USDT', available: '7', frozen: '0' }]) },
    )
    expect(account.equity).toBe('7')
    expect(account.notIncluded.map(({ wallet }) => wallet)).toEqual(['amm'])
  })
})

describe('a key of CoinEx', () => {
  const tried = (...calls: Call[]) => connected({ exchange: 'coinex', calls }).verify()

  it('is told by the number of its account, and the name of a sub-account', async () => {
    const found = await tried(
      { path: 'account/info', response: ok({ user_id: '48392017' }) },
      { path: 'account/subs/info', response: ok({ sub_user_name: 'sub1', user_type: 'SUB_ACCOUNT' }) },
    )
    expect(found).toMatchObject({ uid: '48392017', label: 'sub1', permissions: null })
    const main = await tried(
      { path: 'account/info', response: ok({ user_id: 1 }) },
      { path: 'account/subs/info', response: ok({ sub_user_name: null, user_type: 'NORMAL' }) },
    )
    expect(main).toMatchObject({ uid: '1', label: null })
  })

  it.each([
    [4005, 'Access ID does not exist', { code: 'exchange_credentials', fields: { apiKey: expect.any(String) } }],
    [4006, 'Signature Incorrect', { code: 'exchange_credentials', fields: { apiSecret: expect.any(String) } }],
    [4007, 'IP Prohibited', { code: 'exchange_ip' }],
    [4017, 'Signature expired', { code: 'exchange_clock' }],
    [4213, 'Too frequent', { code: 'exchange_rate_limit' }],
    [4001, 'Service unavailable', { code: 'exchange_maintenance' }],
  ])('is refused by the codes of its documentation (%s)', async (code, message, error) => {
    await expect(tried({ path: 'account/info', response: { code, data: {}, message } })).rejects.toMatchObject(error)
  })
})

describe('leverage on CoinEx', () => {
  const pair = 'BTC:PERP-USDT'
  const on = (open: object[]) =>
    connected({
      exchange: 'coinex',
      markets: [{ symbol: 'BTC/USDT:USDT', id: 'BTCUSDT', limits: { leverage: { max: 100 } } }],
      calls: [
        { path: 'futures/pending-position', response: ok(open, { pagination: { has_next: false } }) },
        { path: 'futures/adjust-position-leverage', response: ok({ margin_mode: 'isolated', leverage: 20 }) },
      ],
    })

  it('is set together with the margin mode, once, and as a number', async () => {
    const changed = on([isolated])
    expect(await changed.setLeverage(pair, '20')).toMatchObject({ previousLeverage: '10' })
    expect(changed.changes.map((change) => JSON.parse(change.slice(change.indexOf('{'))))).toEqual([
      { market: 'BTCUSDT', market_type: 'FUTURES', margin_mode: 'isolated', leverage: 20 },
    ])
    const same = on([isolated])
    await same.setLeverage(pair, '10')
    expect(same.changes).toEqual([])
    const otherMode = on([isolated])
    await otherMode.setLeverage(pair, '10', 'cross')
    expect(otherMode.changes).toHaveLength(1)
  })

  it('was what nobody knows where nothing is open, and is neither a fraction nor above the highest', async () => {
    expect(await on([]).setLeverage(pair, '20')).toMatchObject({ previousLeverage: null })
    for (const wanted of ['2.5', '101']) {
      const refused = on([])
      await expect(refused.setLeverage(pair, wanted)).rejects.toMatchObject({ code: 'exchange_refused' })
      expect(refused.changes).toEqual([])
    }
  })
})
