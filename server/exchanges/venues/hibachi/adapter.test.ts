import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { type TestRecording, valued } from '../recordings.testing'

/**
 * Answers in the form of https://hibachi-docs.redocly.app/accountapi/trade (2026-11). The account is the one that the exchange's own
 * SDK quotes (hibachi_sdk 2026-04-22, `example_rest_api.py`): 400.566542 of collateral, 3.689744 of profit, 404.256286 in all.
 */

const MARKETS = [
  { symbol: 'SOL/USDT:USDT', id: 'SOL/USDT-P' },
  { symbol: 'BTC/USDT:USDT', id: 'BTC/USDT-P' },
  { symbol: 'ETH/USDT:USDT', id: 'ETH/USDT-P' },
]
const read = (...calls: TestRecording['calls']) =>
  valued({ exchange: 'hibachi', markets: MARKETS, calls, prices: { USDT: '1', BTC: '100000' } })

const SOL = {
  ...{ direction: 'Long', entryNotional: '290.181588', markPrice: '145.3309591', notionalValue: '290.661918' },
  ...{ openPrice: '145.0907940', quantity: '2.00000000', symbol: 'SOL/USDT-P' },
  ...{ unrealizedFundingPnl: '-0.040593', unrealizedTradingPnl: '0.480330' },
}
const BTC = {
  ...{ direction: 'Long', entryNotional: '1497.639739', markPrice: '107977.67957', notionalValue: '1500.889746' },
  ...{ openPrice: '107743.86612', quantity: '0.0139000000', symbol: 'BTC/USDT-P' },
  ...{ unrealizedFundingPnl: '0.000000', unrealizedTradingPnl: '3.250007' },
}
const info = (more: object = {}) => ({
  path: 'trade/account/info',
  response: {
    assets: [{ quantity: '400.566542', symbol: 'USDT' }],
    balance: '404.256286',
    maximalWithdraw: '386.117897',
    numFreeTransfersRemaining: 91,
    positions: [SOL, BTC],
    totalOrderNotional: '9.831627',
    totalPositionNotional: '1791.551664',
    totalUnrealizedFundingPnl: '-0.040593',
    totalUnrealizedPnl: '3.689744',
    totalUnrealizedTradingPnl: '3.730337',
    tradeMakerFeeRate: '0.00015000',
    tradeTakerFeeRate: '0.00045000',
    ...more,
  },
})
type Found = Awaited<ReturnType<typeof read>>
const tokens = ({ assets }: Found) => assets.filter(({ assetType }) => assetType === 'token')
const open = ({ assets }: Found) => assets.filter(({ assetType }) => assetType === 'position')

describe('Hibachi', () => {
  // `balance` is net equity: with the profit on top of it, 3.69 dollars counted twice.
  it('reads the collateral of the coins and the profit with funding, which come to what it calls balance', async () => {
    const found = await read(info())
    expect(tokens(found)).toMatchObject([
      {
        symbol: 'USDT',
        size: '400.566542',
        unrealizedProfit: '3.689744',
        marginBalance: '404.256286',
        availableBalance: '386.117897',
      },
    ])
    expect(found.equity).toBe('404.256286')
    expect(found.equities).toMatchObject([{ reportedEquity: '404.256286' }])
    expect([found.warnings, found.notIncluded]).toEqual([[], []])
  })

  it('tells entry and mark as they are sent, and where they are not, by values and size', async () => {
    const { markPrice: _, openPrice: __, ...old } = SOL
    const found = await read(info({ positions: [{ ...old, direction: 'Short' }, BTC] }))
    expect(open(found).map(({ size, entryPrice, markPrice, notional }) => [size, entryPrice, markPrice, notional])).toEqual(
      expect.arrayContaining([
        ['0.0139000000', '107743.86612', '107977.67957', '1500.889746'],
        ['-2.00000000', '145.090794', '145.330959', '-290.661918'],
      ]),
    )
  })

  it('takes a position without its profit for no reading', async () => {
    await expect(read(info({ positions: [{ ...SOL, unrealizedTradingPnl: '' }] }))).rejects.toMatchObject({
      code: 'exchange_network',
    })
  })

  it.each([
    ['an empty balance', info({ balance: '' })],
    ['no coins', info({ assets: undefined })],
    ['a coin without its amount', info({ assets: [{ symbol: 'USDT' }] })],
  ])('takes %s for no reading', async (_what, call) => {
    await expect(read(call)).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it('owes what is below zero', async () => {
    const found = await read(info({ assets: [{ quantity: '-5', symbol: 'USDT' }], balance: '-5', positions: [] }))
    expect(tokens(found)).toMatchObject([{ size: '-5', borrowed: '5' }])
  })

  it('is proven by key and id alone, and says which of them is wrong', async () => {
    const credentials = { apiKey: 'k', uid: '273' }
    const verify = (...calls: TestRecording['calls']) => connected({ exchange: 'hibachi', credentials, calls }).verify()
    await expect(verify(info())).resolves.toMatchObject({ permissions: ['read'] })
    const refused = (status: number, message: string) => ({
      path: 'trade/account/info',
      status,
      response: { errorCode: 4, message, status: 'failed' },
    })
    await expect(verify({ path: 'trade/account/info', status: 401, response: '' })).rejects.toMatchObject({
      code: 'exchange_credentials',
      fields: { apiKey: expect.any(String) },
    })
    await expect(verify(refused(400, 'Missing accountId'))).rejects.toMatchObject({ fields: { uid: expect.any(String) } })
    const none = connected({ exchange: 'hibachi', credentials: { apiKey: 'k' }, calls: [] }).verify()
    await expect(none).rejects.toMatchObject({ fields: { uid: 'Required.' } })
  })
})
