import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { valued } from '../recordings.testing'
import { whitebit } from './adapter'

/**
 * Answers of https://docs.whitebit.com/api-reference (github.com/whitebit-exchange/api-docs fc217867, 2026-01-08; read 2026-11-29): main and
 * trading balance, collateral balance summary, open positions, summary, Flex investments, list of sub-accounts; with figures that fit.
 */
const MARKETS = [
  { symbol: 'BTC/USDT:USDT', id: 'BTC_PERP' },
  { symbol: 'ETH/USDT', id: 'ETH_USDT', type: 'spot' as const },
]
const PRICES = { USDT: '1', BTC: '50000', ETH: '2000' }
type Call = { path: string; query?: string; status?: number; response: unknown }
const perpetual = {
  positionId: 527,
  market: 'BTC_PERP',
  openDate: 1651568067.789679,
  modifyDate: 1651568067.789679,
  amount: '0.1',
  basePrice: '45658.349',
  liquidationPrice: null,
  liquidationState: null,
  pnl: '-168.42',
  pnlPercent: '-0.43',
  margin: '831.674',
  freeMargin: '619385.67',
  funding: '0',
  unrealizedFunding: '0.0019142920201966',
  tpsl: { takeProfitId: 123, takeProfit: '50000', stopLossId: 124, stopLoss: '35000' },
  positionSide: 'BOTH',
}
const onMargin = { ...perpetual, positionId: 528, market: 'ETH_USDT', amount: '-0.5', basePrice: '2010', pnl: '5', margin: '50' }
const coin = (asset: string, balance: string, more: object = {}) => ({
  asset,
  balance,
  borrow: '0',
  availableWithoutBorrow: balance,
  availableWithBorrow: '123.456',
  ...more,
})
const collateral = (coins: object[], positions: object[], leverage = 100): Call[] => [
  { path: 'collateral-account/balance-summary', response: coins },
  { path: 'collateral-account/positions/open', response: positions },
  {
    path: 'collateral-account/summary',
    response: { equity: '9817.67', margin: '3880.6', freeMargin: '10739.4', unrealizedFunding: '0', pnl: '0', leverage },
  },
]
const flex = (...data: object[]): Call => ({
  path: 'smart-flex/investments',
  response: { data, limit: 100, offset: 0 },
})
const invested = {
  id: 'inv_7e2d9c3b',
  planId: '8f2e9d3c',
  currency: 'USDT',
  invested: '1500.75',
  withAutoReinvest: true,
  status: 1,
}
/** Coins that are not held are told with zeros. */
const trade = (response: unknown = { BTC: { available: '0', freeze: '0' } }): Call => ({
  path: 'trade-account/balance',
  response,
})
const main = (response: unknown = { BTC: { main_balance: '0' } }): Call => ({ path: 'main-account/balance', response })
const run = (...calls: Call[]) =>
  valued({ exchange: 'whitebit', markets: MARKETS, calls: [...calls, trade(), main(), flex()], prices: PRICES })

describe('WhiteBIT', () => {
  it('reads the main and the trading balance, and what is lent, which is in neither', async () => {
    const { assets, equity, notIncluded } = await run(
      trade({ BTC: { available: '1', freeze: '0.5' }, ETH: { available: '0', freeze: '0' } }),
      main({ USDT: { main_balance: '7' } }),
      flex(invested, { ...invested, id: 'inv_2', invested: '0.25' }, { ...invested, id: 'inv_3', status: 0 }),
      ...collateral([], []),
    )
    expect(notIncluded).toEqual([])
    expect(equity).toBe('76508')
    expect(assets.map(({ walletType, symbol, size }) => [walletType, symbol, size])).toEqual(
      expect.arrayContaining([
        ['spot', 'BTC', '1.5'],
        ['funding', 'USDT', '7'],
        ['earn', 'USDT', '1501'],
      ]),
    )
  })

  it('says which right a key lacks for what is lent, and reads the rest', async () => {
    const refused = {
      path: 'smart-flex/investments',
      status: 403,
      response: { code: 0, message: "You don't have permission to use this endpoint.", errors: [] },
    }
    const account = await run(refused, main({ USDT: { main_balance: '7' } }), ...collateral([], []))
    expect(account.equity).toBe('7')
    expect(JSON.stringify(account.notIncluded)).toContain('earn')
  })

  it('counts open profit beside the balance, which a position does not change, once', async () => {
    const { assets, equity } = await run(...collateral([coin('USDT', '1000')], [perpetual, onMargin]))
    expect(equity).toBe('836.58')
    expect(assets.find(({ symbol }) => symbol === 'USDT')).toMatchObject({
      walletType: 'perp',
      size: '1000',
      unrealizedProfit: '-163.42',
      marginBalance: '836.58',
      availableBalance: '1000',
    })
    expect(assets.find(({ symbol }) => symbol.startsWith('BTC'))).toMatchObject({
      size: '0.1',
      // entry − 168.42 ÷ 0.1: the exchange sends no mark price.
      markPrice: '43974.149',
      unrealizedProfit: '-168.42',
      initialMargin: '831.674',
      entryPrice: '45658.349',
      liquidationPrice: null,
      positionSide: 'net',
    })
  })

  it('counts profit in money of which nothing is held', async () => {
    const { assets, equity } = await run(...collateral([coin('BTC', '0.1')], [perpetual]))
    expect(equity).toBe('4831.58')
    expect(assets.find(({ symbol }) => symbol === 'USDT')).toMatchObject({ size: '0', unrealizedProfit: '-168.42' })
  })

  it('tells the leverage of the account, on spot pairs no more than 20', async () => {
    const leverages = async (leverage: number) => {
      const { assets } = await run(...collateral([coin('USDT', '1000')], [perpetual, onMargin], leverage))
      return assets.filter(({ assetType }) => assetType === 'position').map((row) => [row.marketType, row.leverage])
    }
    expect(await leverages(100)).toEqual([
      ['perp', '100'],
      ['margin', '20'],
    ])
    expect(await leverages(5)).toEqual([
      ['perp', '5'],
      ['margin', '5'],
    ])
  })

  it('reads both sides of hedge mode, whatever the sign', async () => {
    const { assets } = await run(
      ...collateral(
        [coin('USDT', '1000')],
        [
          { ...perpetual, positionSide: 'LONG' },
          { ...perpetual, positionId: 9, positionSide: 'SHORT', amount: '0.2', pnl: '300' },
        ],
      ),
    )
    expect(
      assets.filter(({ assetType }) => assetType === 'position').map((row) => [row.positionSide, row.size, row.markPrice]),
    ).toEqual([
      ['short', '-0.2', '44158.349'],
      ['long', '0.1', '43974.149'],
    ])
  })

  it('passes over an order that borrowed and waits, which has no size yet', async () => {
    const waits = { ...perpetual, amount: null, basePrice: null, liquidationPrice: null, pnl: null, pnlPercent: null }
    const { assets, equity } = await run(...collateral([coin('USDT', '1000')], [waits]))
    expect(equity).toBe('1000')
    expect(assets.filter(({ assetType }) => assetType === 'position')).toEqual([])
    // What won or lost something is open.
    const open = collateral([coin('USDT', '1000')], [{ ...perpetual, amount: null }])
    await expect(run(...open)).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it('takes off what is owed, once, and says that it was not told which', async () => {
    const beside = await run(...collateral([coin('USDT', '9000'), coin('BTC', '0', { borrow: '-0.1' })], []))
    expect(beside.equity).toBe('4000')
    expect(beside.assets.find(({ symbol }) => symbol === 'BTC')).toMatchObject({ size: '-0.1', borrowed: '0.1', amount: '0' })
    expect(beside.warnings.join()).toContain('0.1 BTC borrowed beside a balance of 0 BTC')
    const within = await run(...collateral([coin('USDT', '9000'), coin('BTC', '-0.1', { borrow: '0.1' })], []))
    expect(within.equity).toBe('4000')
    expect(within.warnings).toEqual([])
  })

  it('gives each call of a key a nonce of its own, one after the other', () => {
    expect(whitebit.growingNonces).toBe(true)
  })

  it('tells a nonce that came too late apart from a limit of calls, whose words it borrows', async () => {
    const refusedWith = (message: string, status = 401) =>
      connected({
        exchange: 'whitebit',
        calls: [{ path: 'trade-account/balance', status, response: { code: 0, message, errors: [] } }],
      }).verify()
    await expect(refusedWith('Too many requests.')).rejects.toMatchObject({
      code: 'exchange_clock',
      message: expect.stringContaining('Give Ballast a key of its own.'),
    })
    await expect(refusedWith('Unauthorized request.')).rejects.toMatchObject({ code: 'exchange_credentials' })
    await expect(refusedWith('This action is unauthorized. Enable your key in API settings', 422)).rejects.toMatchObject({
      code: 'exchange_credentials',
      message: expect.stringContaining('switched off'),
    })
    await expect(refusedWith("You don't have permission to use this endpoint.", 403)).rejects.toMatchObject({
      code: 'exchange_permission',
    })
  })
})
