import { describe, expect, it } from 'vitest'
import { valued } from '../recordings.testing'

/**
 * Answers in the form of https://phemex-docs.github.io (as of 2026-01-07) and, where it leaves fields out, of ones that people
 * published; figures that fit together.
 */
const MARKETS = [
  { symbol: 'BTC/USDT', id: 'sBTCUSDT' },
  { symbol: 'BTC/USDT:USDT', id: 'BTCUSDT' },
  { symbol: 'ETH/USDT:USDT', id: 'ETHUSDT' },
  { symbol: 'BTC/USD:BTC', id: 'BTCUSD', contractSize: '1' },
]
const PRICES = { USDT: '1', BTC: '60000', ETH: '3000', USD: '1' }
type Call = { path: string; query?: string; status?: number; response: unknown }
const ok = (data: unknown) => ({ code: 0, msg: 'OK', data })
const none = (path: string, currency: string, balance: object): Call => ({
  path,
  query: `currency=${currency}`,
  response: ok({ account: { currency, ...balance }, positions: [] }),
})
const NOTHING: readonly Call[] = [
  { path: 'spot/wallets', response: ok([]) },
  ...['USDT', 'USDC'].map((currency) => none('g-accounts/accountPositions', currency, { accountBalanceRv: '0' })),
  ...['BTC', 'USD'].map((currency) => none('/accounts/accountPositions', currency, { accountBalanceEv: 0 })),
  { path: 'uta-api/risk/risk-units', response: ok([]) },
]
const only = (...calls: Call[]) => valued({ exchange: 'phemex', markets: MARKETS, calls, prices: PRICES })
/** What was not given is an account with nothing in it. */
const run = (...calls: Call[]) => only(...calls, ...NOTHING)

const spot = (...rows: object[]): Call => ({ path: 'spot/wallets', response: ok(rows) })
const linear = (account: object, ...positions: object[]): Call => ({
  path: 'g-accounts/accountPositions',
  query: 'currency=USDT',
  response: ok({ account: { currency: 'USDT', totalUsedBalanceRv: '40', bonusBalanceRv: '0', ...account }, positions }),
})
const inverse = (account: object, ...positions: object[]): Call => ({
  path: '/accounts/accountPositions',
  query: 'currency=BTC',
  response: ok({ account: { currency: 'BTC', totalUsedBalanceEv: 0, bonusBalanceEv: 0, ...account }, positions }),
})
const units = (...rows: object[]): Call => ({ path: 'uta-api/risk/risk-units', response: ok(rows) })
const short = {
  symbol: 'BTCUSDT',
  currency: 'USDT',
  side: 'Sell',
  posSide: 'Merged',
  posMode: 'OneWay',
  crossMargin: true,
  leverageRr: '-10',
  initMarginReqRr: '0.1',
  sizeRq: '0.5',
  valueRv: '30000',
  avgEntryPriceRp: '60000',
  markPriceRp: '60100',
  liquidationPriceRp: '0',
  maintMarginReqRr: '0.005',
  assignedPosBalanceRv: '30',
  positionMarginRv: '730.97308047',
}
const closed = { ...short, symbol: 'ETHUSDT', side: 'None', size: '0', sizeRq: undefined, valueRv: '0', avgEntryPriceRp: '0' }
const long = {
  symbol: 'BTCUSD',
  currency: 'BTC',
  side: 'Buy',
  crossMargin: false,
  leverage: 2,
  size: 600,
  value: 0.012,
  avgEntryPrice: 50000,
  markPrice: 60000,
  liquidationPrice: 30000,
  maintMarginReq: 0.005,
  assignedPosBalance: 0.006,
  positionMargin: 0.0059,
}
const rowsOf = ({ assets }: Awaited<ReturnType<typeof run>>, type: 'token' | 'position') =>
  assets
    .filter(({ assetType }) => assetType === type)
    .map(({ walletType, symbol, size, unrealizedProfit }) => [walletType, symbol, size, unrealizedProfit])

describe('Phemex', () => {
  it('reads spot, contracts that count coins and contracts settled in coins, each amount in its own form', async () => {
    const account = await run(
      spot({ currency: 'BTC', balanceEv: 150000000, lockedTradingBalanceEv: 50000000, lockedWithdrawEv: 0 }),
      linear({ accountBalanceRv: '1010', bonusBalanceRv: '10' }, short, closed),
      inverse({ accountBalanceEv: 101254744, bonusBalanceEv: 1254744 }, long),
      {
        path: '/accounts/accountPositions',
        query: 'currency=USD',
        response: ok({ account: { currency: 'USD', accountBalanceEv: 120000, totalUsedBalanceEv: 0 }, positions: [] }),
      },
    )
    expect(rowsOf(account, 'token').sort()).toEqual([
      ['coinm', 'BTC', '1', '0.002'],
      ['coinm', 'USD', '12', '0'],
      ['perp', 'USDT', '1000', '-50'],
      ['spot', 'BTC', '1.5', null],
    ])
    expect(rowsOf(account, 'position').sort()).toEqual([
      ['coinm', 'BTC:PERP-USD', '0.01', '0.002'],
      ['perp', 'BTC:PERP-USDT', '-0.5', '-50'],
    ])
    expect(account.equity).toBe('151082')
    expect(account.positionMode).toBe('one_way')
    expect(account.warnings.join()).toContain('0.01254744 BTC of trial funds')
    expect(account.assets.find(({ walletType }) => walletType === 'spot')?.availableBalance).toBe('1')
  })

  it('values a position at the mark: its value stands at the entry', async () => {
    const account = await run(linear({ accountBalanceRv: '1000' }, short))
    expect(account.assets.find(({ assetType }) => assetType === 'position')).toMatchObject({
      notional: '-30050',
      markPrice: '60100',
      leverage: '10',
      marginMode: 'cross',
      marginBalance: null,
      initialMargin: '30',
      maintMargin: '150',
      liquidationPrice: null,
      positionSide: 'net',
    })
  })

  it('takes the mode from the sign of the leverage, and 0 for the highest cross leverage', async () => {
    const mode = async (more: object) => {
      const { assets } = await run(linear({ accountBalanceRv: '1000' }, { ...short, ...more }))
      const { marginMode, leverage, marginBalance } = assets.find(({ assetType }) => assetType === 'position') ?? {}
      return [marginMode, leverage, marginBalance]
    }
    // As documented: the flag says isolated, the leverage cross.
    expect(await mode({ crossMargin: false, leverageRr: '-10' })).toEqual(['cross', '10', null])
    expect(await mode({ crossMargin: undefined, leverageRr: '4' })).toEqual(['isolated', '4', '30'])
    expect(await mode({ leverageRr: '0', initMarginReqRr: '0.01' })).toEqual(['cross', '100', null])
    expect(await mode({ leverageRr: undefined, crossMargin: false })).toEqual(['isolated', null, '30'])
    expect(await mode({ leverageRr: undefined, crossMargin: undefined })).toEqual([null, null, null])
  })

  it('reads both sides of hedge mode by the side of the position, not of an order', async () => {
    const hedged = { ...short, posMode: 'Hedged', posSide: 'Short' }
    const account = await run(
      linear({ accountBalanceRv: '1000' }, hedged, { ...hedged, posSide: 'Long', side: 'Sell', sizeRq: '0.2' }),
    )
    const rows = account.assets.filter(({ assetType }) => assetType === 'position')
    expect(rows.map(({ size, positionSide }) => [size, positionSide]).sort()).toEqual([
      ['-0.5', 'short'],
      ['0.2', 'long'],
    ])
    expect(account.positionMode).toBe('hedge')
  })

  it('finds the size where it comes without its ending, and where a 0 stands beside it', async () => {
    const size = async (more: object) =>
      rowsOf(await run(linear({ accountBalanceRv: '1' }, { ...short, ...more })), 'position')[0]?.[2]
    expect(await size({ size: '0.5', sizeRq: undefined })).toBe('-0.5')
    expect(await size({ size: '0', sizeRq: '0.5' })).toBe('-0.5')
    await expect(size({ size: undefined, sizeRq: undefined })).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it('takes off what a multi-asset account owes, once, and says that its form is not certain', async () => {
    const debt = { riskMode: 'MultiAsset', riskType: 'MultiAssetContractCross', currency: 'USDT', totalDebtRv: '60.5' }
    const account = await run(linear({ accountBalanceRv: '10', totalUsedBalanceRv: '0' }), units(debt))
    expect(account.assets.find(({ symbol }) => symbol === 'USDT')).toMatchObject({ size: '-50.5', borrowed: '60.5' })
    expect(account.equity).toBe('-50.5')
    const elsewhere = await run(units({ ...debt, currency: 'SOL' }))
    expect(elsewhere.notIncluded.find(({ wallet }) => wallet === 'debts')?.reason).toContain('60.5 SOL are owed')
  })

  it('is no account with nothing in it where a balance is missing', async () => {
    await expect(run(linear({ accountBalanceRv: undefined }))).rejects.toMatchObject({ code: 'exchange_network' })
    await expect(run(linear({ accountBalanceRv: '' }))).rejects.toMatchObject({ code: 'exchange_network' })
    await expect(run(spot({ currency: 'BTC', balanceEv: '' }))).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it('counts an account once that is told under another currency too', async () => {
    const answer = {
      path: 'g-accounts/accountPositions',
      response: ok({ account: { currency: 'USDT', accountBalanceRv: '5' }, positions: [] }),
    }
    expect((await run(answer)).equity).toBe('5')
  })

  it.each([
    [401, 10500, 'Failed to find api-key 1c5ec63f', 'exchange_credentials'],
    [401, 10500, 'API Signature verification failed.', 'exchange_credentials'],
    [403, 403, 'No permission', 'exchange_permission'],
    [429, 429, 'Too many requests', 'exchange_rate_limit'],
  ])('tells HTTP %s %s %s', async (status, code, msg, told) => {
    await expect(only({ path: '/', status, response: { code, msg } })).rejects.toMatchObject({ code: told })
  })

  it('names accounts in a currency that was never used, and reads the rest', async () => {
    const { assets, notIncluded } = await run(spot({ currency: 'BTC', balanceEv: 5 }), {
      path: '/accounts/accountPositions',
      response: { code: 11028, msg: 'TE_CURRENCY_INVALID' },
    })
    expect(assets.map(({ size }) => size)).toEqual(['0.00000005'])
    expect(notIncluded.filter(({ wallet }) => wallet === 'coinm').map(({ unopened }) => unopened)).toContain(true)
  })
})
