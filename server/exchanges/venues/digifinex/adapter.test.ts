import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { createCcxtExchanges } from '../../ccxt-port'
import { connected } from '../connection.testing'
import { emptied } from '../emptied.testing'
import { ledgersOf } from '../flows.testing'
import { market, valued } from '../recordings.testing'

/**
 * Answers of https://docs.digifinex.com/en-ww/spot/v3/rest.html (spot-account-assets, margin-assets, margin-positions, deposit-history) and
 * …/swap/v2/rest.html (instruments, tickers, accountbalance, positions, setleverage), the private ones as ccxt 4.5.84 quotes them; read
 * 2026-11-30. The documented account holds nothing: its figures are made to fit the documented position. That `BETHUSDTPERP` and
 * `OETHUSDTPERP` are ETH in USDT too, of 0.001, was answered in 2026-09.
 */
const MARKETS = [
  { symbol: 'BTC/USDT', id: 'BTC_USDT' },
  { symbol: 'BTC/USDT:USDT', id: 'BTCUSDTPERP', contractSize: '0.001' },
  { symbol: 'BTC/USD:BTC', id: 'BTCPERP', contractSize: '1' },
  // What ccxt keeps of the three.
  { symbol: 'ETH/USDT:USDT', id: 'OETHUSDTPERP', contractSize: '0.001' },
]
const PRICES = { USDT: '1', BTC: '18000', ETH: '2700' }
type Call = { path: string; query?: string; status?: number; response: unknown }

const list = (path: string, ...coins: object[]): Call => ({
  path,
  response: { code: 0, total: 0, free: 0, unrealized_pnl: 0, list: coins },
})
const spot = (...coins: object[]) => list('v3/spot/assets', ...coins)
const collateral = (...coins: object[]) => list('v3/margin/assets', ...coins)
const marginPositions = (...positions: object[]): Call => ({
  path: 'v3/margin/positions',
  response: { margin: '77.71534772983289', code: 0, margin_rate: '10.284503769497306', positions, unrealized_pnl: '-0.1' },
})
const balances = (...data: object[]): Call => ({ path: 'swap/v2/account/balance', response: { code: 0, data } })
const positions = (...data: object[]): Call => ({ path: 'swap/v2/account/positions', response: { code: 0, data } })
const tickers = (...marks: [string, string][]): Call => ({
  path: 'swap/v2/public/tickers',
  response: { code: 0, data: marks.map(([instrument_id, mark_price]) => ({ instrument_id, mark_price, open_interest: '-' })) },
})
const instrument = (instrument_id: string, more: object = {}) => ({
  ...{ instrument_id, type: 'REAL', contract_type: 'PERPETUAL', base_currency: 'ETH', quote_currency: 'USDT' },
  ...{ clear_currency: 'USDT', contract_value: '0.001', contract_value_currency: 'ETH', is_inverse: false, is_trading: true },
  ...{ status: 'ONLINE', price_precision: 4, tick_size: '0.0001', min_order_amount: 1 },
  open_max_limits: [{ leverage: '50', max_limit: '1000000' }],
  ...more,
})
const instruments: Call = {
  path: 'swap/v2/public/instruments',
  response: {
    code: 0,
    data: [instrument('ETHUSDTPERP', { contract_value: '0.01' }), instrument('BETHUSDTPERP'), instrument('OETHUSDTPERP')],
  },
}
const USDT = {
  ...{ equity: '100.0341', currency: 'USDT', margin: '0.918465', frozen_margin: '2', frozen_money: '0', margin_ratio: '0' },
  ...{ realized_pnl: '0', avail_balance: '97.081535', unrealized_pnl: '0.0341', time_stamp: 1661487402396 },
}
const BTC = {
  ...{ instrument_id: 'BTCUSDTPERP', margin_mode: 'crossed', avail_position: '1', avg_cost: '18369.3', last: '18404.7' },
  ...{ leverage: '20', liquidation_price: '451.12820512820264', maint_margin_ratio: '0.005', margin: '0.918465' },
  ...{ position: '1', realized_pnl: '0', unrealized_pnl: '0.0341', unrealized_pnl_rate: '0.0371', side: 'long' },
  ...{ open_outstanding: '0', risk_score: '0.4950', margin_ratio: '0.4029', timestamp: 1667960497145 },
}
const ON_MARGIN = {
  ...{ amount: '0.0010605', side: 'go_long', entry_price: '18321.39', liquidation_rate: '0.3', symbol: 'BTC_USDT' },
  ...{ liquidation_price: '-52754.371758471', unrealized_roe: '-0.002784390267332', unrealized_pnl: '-0.010820048189999' },
  leverage_ratio: '5',
}
const recorded = (...calls: Call[]) => ({
  exchange: 'digifinex',
  markets: MARKETS,
  calls: [...calls, spot(), collateral(), marginPositions(), balances(), positions(), tickers(), instruments],
  prices: PRICES,
})
const run = (...calls: Call[]) => valued(recorded(...calls))
type Account = Awaited<ReturnType<typeof run>>
const positionsOf = ({ assets }: Account) => assets.filter(({ assetType }) => assetType === 'position')
const tokenOf = ({ assets }: Account, wallet: string) =>
  assets.find(({ assetType, walletType }) => assetType === 'token' && walletType === wallet)

describe('DigiFinex', () => {
  it('reads spot with what orders lock, and no less than is free', async () => {
    const read = await run(spot({ currency: 'ETH', free: '1', total: '1.5' }, { currency: 'BTC', free: '2', total: '0' }))
    expect(read.assets.map(({ symbol, size, availableBalance }) => [symbol, size, availableBalance]).sort()).toEqual([
      ['BTC', '2', '2'],
      ['ETH', '1.5', '1'],
    ])
    expect(read.equity).toBe('40050')
    await expect(run(spot({ currency: 'ETH', free: '1', total: '' }))).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it('values a position at the mark, which is not the last price, and tells what must be left', async () => {
    const read = await run(balances(USDT), positions(BTC), tickers(['BTCUSDTPERP', '18403.4']))
    expect(positionsOf(read)).toEqual([
      expect.objectContaining({
        symbol: 'BTC:PERP-USDT',
        size: '0.001',
        notional: '18.4034',
        markPrice: '18403.4',
        // (18403.4 − 18369.3) × 0.001, as documented beside a last price of 18404.7
        unrealizedProfit: '0.0341',
        entryPrice: '18369.3',
        leverage: '20',
        marginMode: 'cross',
        marginBalance: null,
        initialMargin: '0.918465',
        maintMargin: '0.092017',
        liquidationPrice: '451.12820512820264',
        positionSide: 'net',
      }),
    ])
    expect(tokenOf(read, 'perp')).toMatchObject({
      size: '100',
      unrealizedProfit: '0.0341',
      marginBalance: '100.0341',
      initialMargin: '2.918465',
      maintMargin: '0.092017',
      availableBalance: '97.081535',
    })
    expect(read.equity).toBe('100.0341')
  })

  it('counts what is open, not what may still be closed; both sides, isolated, inverse', async () => {
    const short = { ...BTC, margin_mode: 'isolated', side: 'short', avail_position: '1', position: '5', unrealized_pnl: '-0.2' }
    const inverse = {
      ...{ ...BTC, instrument_id: 'BTCPERP', position: '1800', avg_cost: '18500', unrealized_pnl: '-0.0027', margin: '0.005' },
      leverage: '20',
    }
    const read = await run(
      balances(USDT),
      positions(BTC, short, inverse, { ...BTC, instrument_id: 'ETHUSDTPERP', position: '0' }),
      tickers(['BTCUSDTPERP', '18403.4'], ['BTCPERP', '18000']),
    )
    expect(
      positionsOf(read).map(({ symbol, size, positionSide, marginMode }) => [symbol, size, positionSide, marginMode]),
    ).toEqual(
      expect.arrayContaining([
        ['BTC:PERP-USDT', '0.001', 'long', 'cross'],
        ['BTC:PERP-USDT', '-0.005', 'short', 'isolated'],
        ['BTC:PERP-USD', '0.1', 'net', 'cross'],
      ]),
    )
    expect(positionsOf(read)).toHaveLength(3)
    expect(positionsOf(read).find(({ symbol }) => symbol === 'BTC:PERP-USD')).toMatchObject({
      notional: '1800',
      maintMargin: '0.0005',
    })
    expect(positionsOf(read).find(({ marginMode }) => marginMode === 'isolated')?.marginBalance).toBe('0.918465')
  })

  it('knows the three contracts on ETH by their own sizes, of which ccxt keeps one under the name of all', async () => {
    const on = (instrument_id: string, position: string) => ({ ...BTC, instrument_id, position, avg_cost: '2700' })
    const read = await run(
      positions(on('ETHUSDTPERP', '100'), on('BETHUSDTPERP', '20'), on('OETHUSDTPERP', '30')),
      tickers(['ETHUSDTPERP', '2760.84'], ['BETHUSDTPERP', '2760.67'], ['OETHUSDTPERP', '2760.75']),
    )
    const rows = positionsOf(read).map(({ symbol, size, notional, base }) => [symbol, size, notional, base])
    expect(rows).toHaveLength(3)
    expect(rows).toEqual(
      expect.arrayContaining([
        ['ETH:PERP-USDT', '1', '2760.84', 'ETH'],
        ['BETHUSDTPERP', '0.02', '55.2134', 'ETH'],
        ['OETHUSDTPERP', '0.03', '82.8225', 'ETH'],
      ]),
    )
  })

  it('leaves simulated money and contracts out', async () => {
    const read = await run(
      balances(USDT, { ...USDT, currency: 'USDT2', equity: '100000' }),
      positions({ ...BTC, instrument_id: 'BTCUSDT2PERP' }),
    )
    expect(read.equity).toBe('100.0341')
    expect(positionsOf(read)).toEqual([])
  })

  it('reads positions on margin with their profit, which changes no coin until they are closed', async () => {
    const read = await run(
      collateral({ currency: 'USDT', valuation_rate: 1, free: '50', total: '77.7' }),
      marginPositions(ON_MARGIN),
    )
    expect(positionsOf(read)).toEqual([
      expect.objectContaining({
        walletType: 'margin',
        symbol: 'BTC-USDT',
        marketType: 'margin',
        size: '0.0010605',
        markPrice: '18311.187220000001',
        unrealizedProfit: '-0.010820048189999',
        leverage: '5',
        liquidationPrice: null,
      }),
    ])
    expect(tokenOf(read, 'margin')).toMatchObject({ size: '77.7', marginBalance: '77.689179951810001' })
    expect(read.equity).toBe('77.68917995181')
    expect(read.warnings.join()).toContain('profit of its positions already is not documented')
    const without = await run(collateral(), marginPositions({ ...ON_MARGIN, side: 'long' }))
    expect(without.equity).toBe('-0.01082004819')
    expect((await run(marginPositions({ ...ON_MARGIN, side: '', amount: 0 }))).assets).toEqual([])
    await expect(run(marginPositions({ ...ON_MARGIN, side: '' }))).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it('takes no amount that is left empty for none', async () => {
    const isolated = { ...BTC, margin_mode: 'isolated', side: 'short', position: '5', unrealized_pnl: '-0.2' }
    const held = recorded(
      spot({ currency: 'ETH', free: '1', total: '1.5' }),
      collateral({ currency: 'USDT', valuation_rate: 1, free: '50', total: '77.7' }),
      marginPositions(ON_MARGIN),
      balances(USDT),
      positions(BTC, isolated, { ...BTC, instrument_id: 'BTCPERP', position: '1800', avg_cost: '18500' }),
      tickers(['BTCUSDTPERP', '18403.4'], ['BTCPERP', '18000']),
    )
    // The last price stands in for the mark, entry and leverage for what an isolated position took.
    const stoodInFor = [/mark_price: /, /positions data margin: perp BTC:PERP-USDT short isolated initialMargin$/]
    expect(await emptied(held, stoodInFor)).toEqual([])
    const untold = await run(
      collateral({ currency: 'USDT', free: '50', total: '77.7' }),
      marginPositions({ ...ON_MARGIN, unrealized_pnl: null }),
    )
    expect(tokenOf(untold, 'margin')).toMatchObject({ size: '77.7', unrealizedProfit: null, marginBalance: null })
    expect(untold.warnings.join()).toContain('does not tell the profit of BTC-USDT on margin')
    expect(untold.bound).toBe('uncertain')
  })

  it('tells refusals apart', async () => {
    await expect(connected({ exchange: 'digifinex', calls: [spot()] }).verify()).resolves.toMatchObject({ permissions: null })
    const refusedWith = (code: number) =>
      connected({ exchange: 'digifinex', calls: [{ path: 'v3/spot/assets', response: { code } }] }).verify()
    await expect(refusedWith(10002)).rejects.toMatchObject({ fields: { apiKey: expect.anything() } })
    await expect(refusedWith(10003)).rejects.toMatchObject({ fields: { apiSecret: expect.anything() } })
    await expect(refusedWith(10005)).rejects.toMatchObject({ code: 'exchange_rate_limit' })
    await expect(refusedWith(10007)).rejects.toMatchObject({ code: 'exchange_ip' })
    await expect(refusedWith(10008)).rejects.toMatchObject({ code: 'exchange_clock' })
    await expect(refusedWith(10011)).rejects.toThrow('this key ended')
    const read = await run({ path: 'swap/v2/account/balance', status: 400, response: { code: 400005, msg: 'PermissionDeny' } })
    expect(read.notIncluded.map(({ wallet }) => wallet)).toContain('perp')
  })

  it('sets leverage of the pair’s own contract, each side of isolated margin by itself', async () => {
    const setting = (leverage: string, mode: 'cross' | 'isolated', open: object[] = [], id = 'BTCUSDTPERP') => {
      const tried = connected({
        exchange: 'digifinex',
        markets: MARKETS,
        calls: [
          { path: 'swap/v2/public/instrument', response: { code: 0, data: instrument(id) } },
          positions(...open),
          {
            path: 'swap/v2/account/leverage',
            response: { code: 0, data: { instrument_id: id, leverage: Number(leverage), margin_mode: 'crossed', side: 'both' } },
          },
        ],
      })
      return { tried, set: (pair = 'BTC:PERP-USDT') => tried.setLeverage(pair, leverage, mode) }
    }
    const cross = setting('30', 'cross', [BTC])
    expect(await cross.set()).toMatchObject({ leverage: '30', previousLeverage: '20' })
    expect(cross.tried.changes).toEqual([
      'POST /swap/v2/account/leverage {"instrument_id":"BTCUSDTPERP","leverage":30,"margin_mode":"crossed"}',
    ])
    const isolated = setting('30', 'isolated')
    expect(await isolated.set()).toMatchObject({ previousLeverage: null })
    expect(isolated.tried.changes.map((change) => change.slice(-17))).toEqual(
      [',"side":"long"}', ',"side":"short"}'].map((end) => expect.stringContaining(end)),
    )
    const same = setting('20', 'cross', [BTC])
    await same.set()
    expect(same.tried.changes).toEqual([])
    // The market that ccxt keeps of ETH is another contract.
    const ether = setting('30', 'cross', [], 'ETHUSDTPERP')
    await ether.set('ETH:PERP-USDT')
    expect(ether.tried.changes[0]).toContain('"instrument_id":"ETHUSDTPERP"')
    await expect(setting('30', 'isolated', [BTC]).set()).rejects.toThrow('is on cross margin at DigiFinex')
    await expect(setting('51', 'cross').set()).rejects.toThrow('highest leverage of BTC:PERP-USDT is 50')
  })

  it('says that what it sends is JSON, as documented, which ccxt leaves out', async () => {
    const types: (string | undefined)[] = []
    const port = createCcxtExchanges({
      log: pino({ level: 'silent' }),
      markets: () => MARKETS.map(market),
      transport: async ({ url, method, headers }) => {
        if (method === 'POST') types.push(headers['Content-Type'])
        const data = url.includes('/account/positions') ? [] : { ...instrument('BTCUSDTPERP'), leverage: 30 }
        return { status: 200, statusText: 'OK', headers: {}, body: JSON.stringify({ code: 0, data }) }
      },
    })
    const credentials = { apiKey: 'key', apiSecret: 'secret' }
    const connection = { exchange: 'digifinex', credentials, sandbox: false, options: {} }
    const wanted = { pair: 'BTC:PERP-USDT', leverage: '30', marginMode: 'cross' } as const
    await port.setLeverage(connection, wanted, AbortSignal.timeout(20_000))
    expect(types).toEqual(['application/json'])
  })

  // The documentation has the first name, the answer that ccxt quotes the other.
  it.each([
    ['hashId', {}],
    ['hash', {}],
    ['hash', { hashId: '' }],
  ])('tells what came with the hash that the chain knows it by (%s, %o)', async (name, more) => {
    const hash = 'ed03094b84eafbe4bc16e7ef766ee959885ee5bcb265872baaa9c64e1cf86c2b'
    const entries = await ledgersOf({
      exchange: 'digifinex',
      calls: [
        {
          path: 'v3/deposit/history',
          response: {
            code: 200,
            data: [
              {
                ...{ id: 1171, currency: 'xrp', ...more, [name]: hash, chain: '', amount: '7.457467', state: 3 },
                ...{ address: 'rae93V8d2mdoUQHwBDBdM4NHCMehRJAsbm', created_date: '2020-04-20 11:23:00' },
                update_date: '2020-04-20 13:23:00',
              },
            ],
          },
        },
      ],
    }).read('deposits', { from: '2020-04-20T00:00:00Z', to: '2020-04-21T00:00:00Z' })
    expect(entries).toEqual([
      expect.objectContaining({ kind: 'deposit', amount: '7.457467', counterpart: expect.objectContaining({ txHash: hash }) }),
    ])
  })
})
