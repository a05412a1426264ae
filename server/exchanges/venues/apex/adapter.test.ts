import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { type TestRecording, valued } from '../recordings.testing'

/**
 * Answers in the form of https://api-docs.pro.apex.exchange (v3: "GET Retrieve User Account Balance", "GET Retrieve User Account
 * Data", 2026-11; apexpro-openapi 2026-05-08), as ccxt 4.5.84 quotes them.
 */

const MARKETS = [
  { symbol: 'BTC/USDT:USDT', id: 'BTC-USDT', contractSize: '0.0010' },
  { symbol: 'ETH/USDT:USDT', id: 'ETH-USDT' },
]
const PRICES = { USDT: '1', ETH: '3000', MNT: '0.5' }
const read = (...calls: TestRecording['calls']) => valued({ exchange: 'apex', markets: MARKETS, calls, prices: PRICES })

const balance = (more: object = {}) => ({
  path: 'v3/account-balance',
  response: {
    data: {
      totalEquityValue: '1100.000000',
      availableBalance: '900.000000',
      initialMargin: '100.000000',
      maintenanceMargin: '50.000000',
      symbolToOraclePrice: { 'BTC-USDT': { oraclePrice: '59500', createdTime: 124566 } },
      ...more,
    },
  },
})
const position = (more: object = {}) => ({
  isPrelaunch: false,
  symbol: 'BTC-USDT',
  status: '',
  side: 'SHORT',
  size: '0.500',
  entryPrice: '60000.00',
  exitPrice: '',
  createdAt: 1690366452416,
  updatedTime: 1690366452416,
  fee: '0.000000',
  fundingFee: '0.000000',
  lightNumbers: '',
  customInitialMarginRate: '0',
  ...more,
})
const spot = (tokenId: string, amount: string, more: object = {}) => ({
  ...{ userId: '123', accountId: '456', subAccountId: '0', balance: amount, tokenId, pendingDepositAmount: '0' },
  ...{ pendingWithdrawAmount: '0', pendingTransferOutAmount: '0', pendingTransferInAmount: '0' },
  ...more,
})
const contract = (asset: string, amount: string) => ({
  ...{ userId: '123', accountId: '456', asset, balance: amount, pendingDepositAmount: '0', pendingWithdrawAmount: '0' },
  ...{ pendingTransferOutAmount: '0', pendingTransferInAmount: '0' },
})
const account = (more: object = {}) => ({
  path: 'api/v3/account',
  response: {
    data: {
      ...{ ethereumAddress: '0x1', l2Key: '0x2', id: '456', version: 'v3', spotWallets: [], experienceMoney: [] },
      contractWallets: [contract('USDT', '30850.000000')],
      positions: [position(), position({ symbol: 'ETH-USDT', side: 'LONG', size: '0.000', entryPrice: '0.00' })],
      isNewUser: false,
      ...more,
    },
  },
})
const coins = {
  path: 'v3/symbols',
  response: {
    data: {
      spotConfig: {
        assets: [
          { tokenId: '141', token: 'USDT', decimals: 18 },
          { tokenId: '36', token: 'ETH', decimals: 18 },
        ],
      },
    },
  },
}
type Found = Awaited<ReturnType<typeof read>>
const tokens = ({ assets }: Found) =>
  assets.flatMap(({ assetType, walletType, symbol, size, unrealizedProfit }) =>
    assetType === 'token' ? [[walletType, symbol, size, unrealizedProfit]] : [],
  )

describe('ApeX', () => {
  // The wallet says 30850: it holds what was got for the short. As cash it were thirty times of what is there.
  it('reads the one sum that is told, and the profit by the prices beside it', async () => {
    const found = await read(balance(), account())
    expect(tokens(found)).toEqual([['perp', 'USDT', '850', '250']])
    expect(found.assets.find(({ assetType }) => assetType === 'token')).toMatchObject({
      marginBalance: '1100.000000',
      initialMargin: '100.000000',
      maintMargin: '50.000000',
    })
    expect(found.assets.filter(({ assetType }) => assetType === 'position')).toMatchObject([
      { symbol: 'BTC:PERP-USDT', size: '-0.500', notional: '-29750', markPrice: '59500', leverage: null, marginMode: 'cross' },
    ])
    expect([found.equity, found.warnings, found.notIncluded]).toEqual(['1100', [], []])
  })

  it('knows no profit where a price is missing, and the same equity', async () => {
    const found = await read(balance({ symbolToOraclePrice: {} }), account())
    expect(tokens(found)).toEqual([['perp', 'USDT', '1100.000000', null]])
    expect(found.equity).toBe('1100')
  })

  it('tells the leverage that somebody set', async () => {
    const found = await read(balance(), account({ positions: [position({ customInitialMarginRate: '0.04' })] }))
    expect(found.assets.find(({ assetType }) => assetType === 'position')).toMatchObject({ leverage: '25' })
  })

  // The spot account is another one: its coins are in no sum of the contract account.
  it('reads the coins of the spot account by the names of their numbers', async () => {
    const found = await read(
      balance(),
      account({
        spotWallets: [
          spot('141', '75.5', { pendingWithdrawAmount: '25' }),
          spot('36', '0.5'),
          spot('36', '0.25', { subAccountId: '1' }),
          spot('99', '0'),
        ],
      }),
      coins,
    )
    expect(tokens(found)).toEqual(
      expect.arrayContaining([
        ['spot', 'USDT', '50.5', null],
        ['spot', 'ETH', '0.75', null],
      ]),
    )
    expect(found.equity).toBe('3400.5')
  })

  it('names a coin that has no name', async () => {
    const found = await read(balance(), account({ spotWallets: [spot('777', '5')] }), coins)
    expect(found.notIncluded).toEqual([{ wallet: 'spot', reason: expect.stringContaining('5') }])
  })

  it('says what its equity may hold besides: other coins, and trial funds', async () => {
    const found = await read(
      balance(),
      account({
        contractWallets: [contract('USDT', '30850'), contract('MNT', '100')],
        experienceMoney: [{ availableAmount: '20', totalNumber: '1', totalAmount: '20', recycledAmount: '0', token: 'USDT' }],
      }),
    )
    expect(found.warnings).toEqual(
      expect.arrayContaining([expect.stringContaining('MNT'), expect.stringContaining('20 USDT of trial funds')]),
    )
  })

  it.each([
    ['an empty equity', balance({ totalEquityValue: '' })],
    ['no equity', balance({ totalEquityValue: undefined })],
  ])('takes %s for no reading', async (_what, call) => {
    await expect(read(call, account())).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it('is proven by its balance, and says what is wrong with a key', async () => {
    await expect(connected({ exchange: 'apex', calls: [balance()] }).verify()).resolves.toMatchObject({ positionMode: 'one_way' })
    const refused = { path: 'v3/account-balance', response: { code: 20006, msg: 'apikey sign error', timeCost: 1 } }
    await expect(connected({ exchange: 'apex', calls: [refused] }).verify()).rejects.toMatchObject({
      code: 'exchange_credentials',
    })
  })
})
