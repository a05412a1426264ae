import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { type TestRecording, valued } from '../recordings.testing'

/**
 * Answers in the form of https://api.docs.extended.exchange/#get-balance and #get-positions (2026-11), and with the figures of an
 * account whose equity is balance + spotEquity + unrealisedPnl, to the last decimal.
 */

const MARKETS = [
  { symbol: 'BTC/USD:USD', id: 'BTC-USD' },
  { symbol: 'AAPL_24_5/USD:USD', id: 'AAPL_24_5-USD' },
]
const PRICES = { USD: '1', USDC: '1', BTC: '65000' }
const read = (...calls: TestRecording['calls']) => valued({ exchange: 'extended', markets: MARKETS, calls, prices: PRICES })

const ok = (path: string, data: unknown) => ({ path, response: { status: 'OK', data } })
const balance = (more: object = {}) =>
  ok('user/balance', {
    collateralName: 'USDC',
    balance: '13500',
    equity: '12510',
    availableForTrade: '1200',
    availableForWithdrawal: '100',
    unrealisedPnl: '-990',
    initialMargin: '160',
    marginRatio: '0.0125',
    exposure: '12751.859629',
    leverage: '1.0186',
    updatedTime: 1701563440,
    ...more,
  })
const coins = (...rows: object[]) => ok('user/spot/balances', rows)
const coin = (asset: string, amount: string, more: object = {}) => ({
  accountId: 123,
  asset,
  balance: amount,
  indexPrice: '1',
  notionalValue: amount,
  contributionFactor: '1',
  equityContribution: amount,
  availableToWithdraw: '100',
  updatedAt: 1701563440,
  ...more,
})
const positions = (...rows: object[]) => ok('user/positions', rows)
const position = (more: object = {}) => ({
  id: 1,
  accountId: 123,
  market: 'BTC-USD',
  side: 'LONG',
  leverage: '10',
  size: '0.1',
  value: '4000',
  openPrice: '39000',
  markPrice: '40000',
  liquidationPrice: '38200',
  margin: '400',
  unrealisedPnl: '100',
  realisedPnl: '1.2',
  adl: '2.5',
  maxPositionSize: '0.2',
  createdAt: 1701563440000,
  updatedAt: 1701563440000,
  ...more,
})
const accounts = [
  ok('user/account/info', { status: 'ACTIVE', accountId: 123, description: 'Main', l2Key: '0x123', l2Vault: '321' }),
  ok('user/accounts', [{ status: 'ACTIVE', accountId: 123, description: 'Main' }]),
]
const NONE = {
  path: 'user/balance',
  status: 404,
  response: { status: 'ERROR', error: { code: 404, message: 'Balance not found' } },
}
const rows = ({ assets }: Awaited<ReturnType<typeof read>>, type: string) => assets.filter(({ assetType }) => assetType === type)

describe('Extended', () => {
  it('reads the collateral with its profit, and its maintenance margin out of the ratio', async () => {
    const found = await read(
      balance(),
      coins(coin('USDC', '13500')),
      positions(position(), position({ id: 2, side: 'SHORT', size: '0.2', value: '8000', unrealisedPnl: '-1090' })),
      ...accounts,
    )
    expect(rows(found, 'token')).toMatchObject([
      {
        walletType: 'unified',
        symbol: 'USDC',
        size: '13500',
        unrealizedProfit: '-990',
        marginBalance: '12510',
        initialMargin: '160',
        maintMargin: '156.375',
        availableBalance: '100',
      },
    ])
    expect(
      rows(found, 'position').map(({ size, notional, marginMode, leverage, initialMargin }) => [
        size,
        notional,
        marginMode,
        leverage,
        initialMargin,
      ]),
    ).toEqual([
      ['-0.2', '-8000', 'cross', '10', '400'],
      ['0.1', '4000', 'cross', '10', '400'],
    ])
    expect(found.equity).toBe('12510')
    expect(found.equities).toMatchObject([{ reportedEquity: '12510' }])
    expect([found.warnings, found.notIncluded]).toEqual([[], []])
  })

  // The same dollars stand in the list of coins too, and under another name: twice counted they were an equity of double.
  it.each([
    ['USD', 'USD'],
    ['USD', 'USDC'],
    ['USDC', 'USD'],
  ])('counts a collateral of %s once that the coins call %s', async (collateralName, asset) => {
    const found = await read(
      balance({ collateralName, unrealisedPnl: '0', equity: '13500' }),
      coins(coin(asset, '13500')),
      positions(),
      ...accounts,
    )
    expect(found.equity).toBe('13500')
  })

  // Balance and coins are two answers: a fee that was paid between them made an account of twice its worth.
  it.each([
    ['another name', [coin('USDC', '13499.5')]],
    ['both names', [coin('USDC', '13499.5'), coin('USD', '13499.5')]],
  ])('counts a collateral once that moved between its two answers, told by %s', async (_what, told) => {
    const found = await read(
      balance({ collateralName: 'USD', unrealisedPnl: '0', equity: '13500' }),
      coins(...told),
      positions(),
      ...accounts,
    )
    expect(found.equity).toBe('13500')
  })

  it('reads coins that margin, and shares of the vault by their value', async () => {
    const found = await read(
      balance({
        collateralName: 'USD',
        balance: '168.513778',
        equity: '7524.084059',
        spotEquity: '7194.503396',
        unrealisedPnl: '161.066885',
      }),
      coins(
        coin('USD', '168.513778'),
        coin('XVS', '4000', { indexPrice: '1.2', notionalValue: '4800', contributionFactor: '0.9' }),
        coin('BTC', '0.5', {
          indexPrice: '65000',
          notionalValue: '32500',
          contributionFactor: '0.95',
          availableToWithdraw: '0.5',
        }),
      ),
      positions(),
      ...accounts,
    )
    expect(rows(found, 'token').map(({ walletType, symbol, size }) => [walletType, symbol, size])).toEqual(
      expect.arrayContaining([
        ['unified', 'USD', '168.513778'],
        ['unified', 'BTC', '0.5'],
        ['vaults', 'USDC', '4800'],
      ]),
    )
    // What the exchange calls equity has coins at a part of their worth.
    expect(found.equities.find(({ walletType }) => walletType === 'unified')?.reportedEquity).toBeNull()
    expect(found.equity).toBe('37629.580663')
  })

  it('names shares that nobody tells the worth of', async () => {
    const found = await read(
      balance(),
      coins(coin('XVS', '4000', { indexPrice: null, notionalValue: '' })),
      positions(),
      ...accounts,
    )
    expect(found.notIncluded).toEqual([{ wallet: 'vaults', reason: expect.stringContaining('4000') }])
  })

  // An account without collateral answers 404, which is no error and no closed account: coins and positions are read all the same.
  it('reads an account whose balance is answered with 404', async () => {
    const found = await read(NONE, coins(coin('BTC', '0.5')), positions(), ...accounts)
    expect(rows(found, 'token')).toMatchObject([{ symbol: 'BTC', size: '0.5' }])
    expect([found.equity, found.notIncluded]).toEqual(['32500', []])
  })

  it('names the other sub-accounts of the wallet', async () => {
    const others = ok('user/accounts', [
      { accountId: 123, description: 'Main' },
      { accountId: 124, description: 'Carry' },
      { accountId: 125, description: '' },
    ])
    const found = await read(balance(), coins(), positions(), accounts[0] ?? others, others)
    expect(found.notIncluded).toEqual([{ wallet: 'sub-accounts', reason: expect.stringMatching(/: Carry, account \d+\.$/) }])
  })

  it.each([
    ['an empty balance', { balance: '' }],
    ['a word', { balance: 'n/a' }],
    ['no balance', { balance: undefined }],
  ])('takes %s for no reading', async (_what, more) => {
    await expect(read(balance(more), coins(), positions(), ...accounts)).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it('proves a key by itself, also that of an account with nothing in it', async () => {
    const credentials = { apiKey: 'f4aa1ba3e3038adf522981a90d2a1c57' }
    await expect(
      connected({ exchange: 'extended', credentials, calls: [balance(), ...accounts] }).verify(),
    ).resolves.toMatchObject({ permissions: ['read'], label: 'Main' })
    await expect(connected({ exchange: 'extended', credentials, calls: [NONE, ...accounts] }).verify()).resolves.toMatchObject({
      label: 'Main',
    })
    const refused = {
      path: 'user/balance',
      status: 401,
      response: { status: 'ERROR', error: { code: 401, message: 'Unauthorized' } },
    }
    await expect(connected({ exchange: 'extended', credentials, calls: [refused] }).verify()).rejects.toMatchObject({
      code: 'exchange_credentials',
    })
  })
})
