import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { type TestRecording, valued } from '../recordings.testing'

/** Answers in the form of https://docs.backpack.exchange (2026-11); the position is the one that ccxt 4.5.84 quotes from it. */

const MARKETS = [
  { symbol: 'ETH/USDC:USDC', id: 'ETH_USDC_PERP' },
  { symbol: 'SOL/USDC', id: 'SOL_USDC' },
]
const PRICES = { USDC: '1', SOL: '150', ETH: '3787' }
const read = (...calls: TestRecording['calls']) => valued({ exchange: 'backpack', markets: MARKETS, calls, prices: PRICES })

const capital = (coins: object) => ({ path: 'api/v1/capital', response: coins })
const loans = (...rows: object[]) => ({ path: 'borrowLend/positions', response: rows })
const positions = (...rows: object[]) => ({ path: 'api/v1/position', response: rows })
const position = (more: object = {}) => ({
  breakEvenPrice: '3831.3630555555555555555555556',
  cumulativeFundingPayment: '-0.009218',
  cumulativeInterest: '0',
  entryPrice: '3826.8888888888888888888888889',
  estLiquidationPrice: '0',
  imf: '0.02',
  imfFunction: { base: '0.02', factor: '0.0000935', type: 'sqrt' },
  markPrice: '3787.46813304',
  mmf: '0.0125',
  mmfFunction: { base: '0.0125', factor: '0.0000561', type: 'sqrt' },
  netCost: '13.7768',
  netExposureNotional: '13.634885278944',
  netExposureQuantity: '0.0036',
  netQuantity: '0.0036',
  pnlRealized: '0',
  pnlUnrealized: '-0.141914',
  positionId: '4238420454',
  subaccountId: null,
  symbol: 'ETH_USDC_PERP',
  userId: 1813870,
  ...more,
})
// Before `api/v1/capital`, which is a part of its path.
const collateral = (more: object = {}) => ({
  path: 'api/v1/capital/collateral',
  response: {
    assetsValue: '105.858086',
    borrowLiability: '0',
    collateral: [],
    imf: '0.02',
    unsettledEquity: '-0.141914',
    liabilitiesValue: '0',
    marginFraction: null,
    mmf: '0.0125',
    netEquity: '105.858086',
    netEquityAvailable: '105.5',
    netEquityLocked: '0.27',
    netExposureFutures: '13.634885278944',
    pnlUnrealized: '-0.141914',
    ...more,
  },
})
const USDC = { USDC: { available: '100', locked: '5', staked: '1' } }
const rows = ({ assets }: Awaited<ReturnType<typeof read>>, type: string) => assets.filter(({ assetType }) => assetType === type)

describe('Backpack', () => {
  it('reads coins that are free, in orders and staked, and a position with its margins', async () => {
    const found = await read(collateral(), capital(USDC), loans(), positions(position()))
    expect(rows(found, 'token')).toMatchObject([
      {
        walletType: 'unified',
        symbol: 'USDC',
        size: '106',
        unrealizedProfit: '-0.141914',
        marginBalance: '105.858086',
        initialMargin: '0.27269771',
        maintMargin: '0.17043607',
        availableBalance: '100',
      },
    ])
    expect(rows(found, 'position')).toMatchObject([
      {
        symbol: 'ETH:PERP-USDC',
        size: '0.0036',
        notional: '13.634885',
        leverage: '50',
        liquidationPrice: null,
        marginMode: 'cross',
      },
    ])
    expect([found.equity, found.warnings]).toEqual(['105.858086', []])
    expect(found.notIncluded.map(({ wallet }) => wallet)).toEqual(['vaults'])
  })

  it('reads a short by the quantity that is held, whatever its open orders would make of it', async () => {
    const short = position({
      netQuantity: '-0.0036',
      netExposureQuantity: '0.01',
      netExposureNotional: '37.87',
      pnlUnrealized: '0.141914',
    })
    const [row] = rows(
      await read(collateral({ unsettledEquity: '0.141914' }), capital(USDC), loans(), positions(short)),
      'position',
    )
    expect(row).toMatchObject({ size: '-0.0036', notional: '-13.634885', unrealizedProfit: '0.141914' })
  })

  it('reads what is lent as held and what is owed as a debt', async () => {
    const lent = loans(
      { symbol: 'SOL', netQuantity: '2', netExposureQuantity: '2' },
      { symbol: 'USDC', netQuantity: '-50', netExposureQuantity: '-50' },
    )
    const found = await read(collateral({ unsettledEquity: '0' }), capital(USDC), lent, positions())
    expect(
      rows(found, 'token')
        .filter(({ walletType }) => walletType === 'lending')
        .map(({ symbol, size, borrowed, amount }) => [symbol, size, borrowed, amount]),
    ).toEqual([
      ['SOL', '2', '0', '2'],
      ['USDC', '-50', '50', '0'],
    ])
    expect(found.equity).toBe('356')
  })

  it('counts profit where no USDC is left', async () => {
    const found = await read(collateral(), capital({}), loans(), positions(position()))
    expect(found.equity).toBe('-0.141914')
  })

  it('says what is not settled and is no profit of open positions, and guesses nothing of it', async () => {
    const found = await read(collateral({ unsettledEquity: '-12.5' }), capital(USDC), loans(), positions(position()))
    expect(found.warnings).toEqual([expect.stringContaining('-12.5 USD')])
  })

  it.each([
    ['an empty amount', { USDC: { available: '', locked: '0', staked: '0' } }],
    ['a missing amount', { USDC: { locked: '0' } }],
  ])('takes %s for no reading', async (_what, coins) => {
    await expect(read(collateral(), capital(coins), loans(), positions())).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it('proves its key, and says which half of it is wrong', async () => {
    await expect(connected({ exchange: 'backpack', calls: [capital(USDC)] }).verify()).resolves.toMatchObject({
      positionMode: 'one_way',
    })
    const refused = {
      path: 'api/v1/capital',
      status: 400,
      response: { code: 'INVALID_CLIENT_REQUEST', message: 'Invalid signature' },
    }
    await expect(connected({ exchange: 'backpack', calls: [refused] }).verify()).rejects.toMatchObject({
      code: 'exchange_credentials',
      fields: { apiSecret: expect.any(String) },
    })
  })
})
