import { describe, expect, it } from 'vitest'
import { Decimal } from '../../../domain/decimal'
import { valued } from '../recordings.testing'

/** The documented answer of …/#trading-account-rest-api-get-balance (2026-06), without its fields that are not read. */
const USDT = {
  ccy: 'USDT',
  cashBal: '4850.435693622894',
  eq: '4992.890093622894',
  eqUsd: '4991.542013297616',
  upl: '-7.545600000000006',
  availEq: '4834.3170936228935',
  availBal: '4834.317093622894',
  imr: '',
  mmr: '',
  liab: '0',
  stgyEq: '150',
}
const MARKETS = [
  { symbol: 'BTC/USDT:USDT', id: 'BTC-USDT-SWAP', contractSize: '0.01' },
  { symbol: 'ETH/USDT:USDT', id: 'ETH-USDT-SWAP', contractSize: '0.1' },
]
const ok = (data: unknown[]) => ({ code: '0', msg: '', data })
const balance = (details: object[], totalEq = '55837.43556134779') => ({
  path: 'account/balance',
  response: ok([{ totalEq, availEq: '', details }]),
})
/** …/#order-book-trading-signal-bot-trading-get-active-signal-bot and its positions, …-get-grid-algo-order-positions (2026-06). */
const GRID = {
  algoId: '449327675342323712',
  avgPx: '29215.0142857142857149',
  ccy: 'USDT',
  imr: '2045.386',
  instId: 'BTC-USDT-SWAP',
  lever: '5',
  liqPx: '661.1684795867162',
  markPx: '29213.9',
  mgnMode: 'cross',
  mmr: '40.907720000000005',
  notionalUsd: '10216.70307',
  pos: '35',
  posSide: 'net',
  upl: '1.674999999999818',
}
const SIGNAL = {
  algoId: '623833708424069120',
  avgPx: '1597.74',
  ccy: 'USDT',
  imr: '23.76495',
  instId: 'ETH-USDT-SWAP',
  lever: '10',
  liqPx: '1438.7380360728976',
  markPx: '1584.33',
  mgnMode: 'cross',
  mmr: '1.9011959999999997',
  pos: '15',
  posSide: 'net',
  upl: '-2.0115000000000123',
}
/** …/#order-book-trading-dca-trading-get-dca-algo-order-position-details: no side, no mark price. */
const MARTINGALE = {
  algoId: '2833925189933756416',
  algoOrdType: 'contract_dca',
  instId: 'BTC-USDT-SWAP',
  notionalUsd: '5000',
  avgPx: '43000',
  upl: '12.5',
  liqPx: '38000',
  sz: '2',
  baseSz: '',
  quoteSz: '',
}
const listed = (grid: object[], signal: object[], dca: object[]) => [
  { path: 'tradingBot/grid/orders-algo-pending', response: ok(grid) },
  { path: 'tradingBot/signal/orders-algo-pending', response: ok(signal) },
  { path: 'tradingBot/dca/ongoing-list', response: ok(dca) },
]
const NO_BOTS = listed([], [], [])
const run = (...calls: { path: string; status?: number; response: unknown }[]) =>
  valued({ exchange: 'okx', markets: MARKETS, calls, prices: { USDT: '1', BTC: '60000' } })

describe('Trading bots of OKX', () => {
  it('are in the equity of their coin already: they are a wallet of their own, and count once', async () => {
    // Cash, profit and bots come to the equity: a wallet of bots beside the whole of it would count them twice.
    expect(new Decimal(USDT.cashBal).plus(USDT.upl).plus(USDT.stgyEq).minus(USDT.eq).abs().lt('1e-11')).toBe(true)
    const { assets, equity, equities, notIncluded } = await run(balance([USDT]), ...NO_BOTS)
    expect(assets.map(({ walletType, size, marginBalance }) => [walletType, size, marginBalance])).toEqual([
      ['unified', '4850.435693622894', '4842.890093622894'],
      ['bots', '150', '150'],
    ])
    expect(equity).toBe('4992.890093622894')
    // OKX's own sum of the account, without the bots at its own rate.
    expect(equities.map(({ walletType, reportedEquity }) => [walletType, reportedEquity])).toEqual([
      ['unified', '55687.47606135'],
      ['bots', null],
    ])
    expect(notIncluded.filter(({ wallet }) => wallet.includes('bots'))).toEqual([])
  })

  it('have their positions, and their profit is in what they hold', async () => {
    const { assets, equity } = await run(
      balance([{ ...USDT, cashBal: '100', eq: '2600', upl: '0', stgyEq: '2500' }], '2600'),
      ...listed(
        [{ algoId: GRID.algoId }],
        [{ algoId: SIGNAL.algoId }],
        [{ algoId: MARTINGALE.algoId, direction: 'short', investmentCcy: 'USDT' }],
      ),
      { path: 'tradingBot/grid/positions', response: ok([GRID, { ...GRID, pos: '0' }]) },
      { path: 'tradingBot/signal/positions', response: ok([SIGNAL]) },
      { path: 'tradingBot/dca/position-details', response: ok([MARTINGALE]) },
    )
    expect(
      assets
        .filter(({ walletType }) => walletType === 'bots')
        .map(({ symbol, size, unrealizedProfit, marginBalance, markPrice }) => [
          symbol,
          size,
          unrealizedProfit,
          marginBalance,
          markPrice,
        ]),
    ).toEqual([
      ['BTC:PERP-USDT', '0.35', '1.674999999999818', null, '29213.9'],
      // 1.675 − 2.0115 + 12.5 is profit of what they hold.
      ['USDT', '2487.8365000000001943', '12.1634999999998057', '2500', null],
      ['ETH:PERP-USDT', '1.5', '-2.0115000000000123', null, '1584.33'],
      ['BTC:PERP-USDT', '-0.02', '12.5', null, '42375'],
    ])
    expect(equity).toBe('2600')
  })

  it('that hold coins have them in a row each; what they hold of none has no row, and without any nothing more is asked', async () => {
    const coin = { ...USDT, ccy: 'BTC', cashBal: '0', upl: '', eq: '0.01', eqUsd: '600', stgyEq: '0.01' }
    const { assets } = await run(balance([coin, { ...USDT, eq: '4842.890093622894', stgyEq: '0' }]), ...NO_BOTS)
    expect(assets.map(({ symbol, walletType, size }) => [symbol, walletType, size])).toEqual([
      ['USDT', 'unified', '4850.435693622894'],
      ['BTC', 'bots', '0.01'],
    ])
    const none = await run(balance([{ ...USDT, eq: '4842.890093622894', stgyEq: '' }]))
    expect(none.equities.map(({ walletType }) => walletType)).toEqual(['unified'])
    expect(none.equity).toBe('4842.890093622894')
    expect(none.notIncluded.filter(({ wallet }) => wallet.includes('bots'))).toEqual([])
  })

  it('are counted and their positions named where the key may not ask for those', async () => {
    const refused = { status: 401, response: { code: '50120', msg: "This API key doesn't have permission to use this function" } }
    const { equity, notIncluded } = await run(balance([USDT]), { path: 'tradingBot', ...refused })
    expect(equity).toBe('4992.890093622894')
    expect(notIncluded.filter(({ wallet }) => wallet === 'positions of bots').length).toBe(1)
  })

  it('of which one tells no side are named', async () => {
    const { notIncluded, assets } = await run(
      balance([USDT]),
      ...listed([], [], [{ algoId: MARTINGALE.algoId, investmentCcy: 'USDT' }]),
      { path: 'tradingBot/dca/position-details', response: ok([MARTINGALE]) },
    )
    expect(assets.filter(({ assetType }) => assetType === 'position')).toEqual([])
    expect(notIncluded.filter(({ wallet }) => wallet === 'positions of bots').map(({ reason }) => reason)).toEqual([
      'OKX does not tell the side of a martingale.',
    ])
  })

  it('leave open, and say so, whether the equity of a coin holds what follows traders', async () => {
    const none = await run(balance([{ ...USDT, smtSyncEq: '0', spotCopyTradingEq: '' }]), ...NO_BOTS)
    expect(none.warnings.filter((line) => line.includes('follows traders'))).toEqual([])
    const some = await run(balance([{ ...USDT, smtSyncEq: '12', spotCopyTradingEq: '0' }]), ...NO_BOTS)
    expect(some.warnings.filter((line) => line.includes('follows traders'))).toHaveLength(1)
    expect(some.equity).toBe('4992.890093622894')
  })

  it('leave OKX’s own sum out where it tells no rate of what they hold', async () => {
    const { equities } = await run(balance([{ ...USDT, eqUsd: '' }]), ...NO_BOTS)
    expect(equities[0]?.reportedEquity).toBeNull()
  })
})
