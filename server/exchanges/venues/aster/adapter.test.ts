import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { type TestRecording, valued } from '../recordings.testing'

/**
 * Answers as https://github.com/asterdex/api-docs has them: `RPC/aster-chain-rpc.md` and `V3(Recommended)/EN` (2026-06-30); the
 * address's own positions and balances are the documentation's example.
 */

const MARKETS = [
  { symbol: 'BTC/USDT:USDT', id: 'BTCUSDT' },
  { symbol: 'BTC/USDT', id: 'BTCUSDT' },
  { symbol: 'ETH/USDT:USDT', id: 'ETHUSDT' },
]
const PRICES = { USDT: '1', USD1: '1', BTC: '74000', ASTER: '0.7' }
const read = (...calls: TestRecording['calls']) => valued({ exchange: 'aster', markets: MARKETS, calls, prices: PRICES })

const position = (more: object = {}) => ({
  id: '98000000000389_BTCUSDT_BOTH',
  symbol: 'BTCUSDT',
  collateral: 'USDT',
  positionAmount: '1.340',
  entryPrice: '84490.74932115',
  unrealizedProfit: '-13990.31797537',
  askNotional: '0',
  bidNotional: '60',
  notionalValue: '99227.28611496',
  markPrice: '74050.21351863',
  leverage: 1,
  isolated: false,
  isolatedWallet: '0',
  adl: 1,
  positionSide: 'BOTH',
  marginValue: '99227.28611496',
  ...more,
})
const chain = (more: object = {}) => ({
  path: 'info',
  query: 'aster_getBalance',
  response: {
    result: {
      address: '0x690931c',
      accountPrivacy: 'disabled',
      perpAssets: [
        { asset: 'USD1', walletBalance: 200.0 },
        { asset: 'USDT', walletBalance: 49204461.84438644 },
      ],
      positions: [{ tradingProduct: 'perps', positions: [position()] }],
      staking: {
        totalStakedAmount: '125000.00000000',
        totalUnclaimedRewards: [{ asset: 'ASTER', amount: '3820.45120000' }],
        totalPendingStakeAmount: '50.00000000',
        totalPendingUnstakeAmount: null,
      },
      ...more,
    },
    id: 1,
    jsonrpc: '2.0',
  },
})
const asset = (more: object = {}) => ({
  asset: 'USDT',
  walletBalance: '1000.00000000',
  unrealizedProfit: '-25.00000000',
  marginBalance: '975.00000000',
  maintMargin: '12.50000000',
  initialMargin: '300.00000000',
  positionInitialMargin: '300.00000000',
  openOrderInitialMargin: '0.00000000',
  crossWalletBalance: '800.00000000',
  crossUnPnl: '0.00000000',
  availableBalance: '675.00000000',
  maxWithdrawAmount: '675.00000000',
  marginAvailable: true,
  updateTime: 1625474304765,
  ...more,
})
const account = (assets: object[] = [asset()], positions: object[] = []) => ({
  path: 'fapi/v3/accountWithJoinMargin',
  response: { feeTier: 0, canTrade: true, canWithdraw: true, totalWalletBalance: '1000', assets, positions },
})
const risk = (...rows: object[]) => ({ path: 'fapi/v3/positionRisk', response: rows })
const row = (more: object = {}) => ({
  entryPrice: '60000',
  marginType: 'isolated',
  isAutoAddMargin: 'false',
  isolatedMargin: '175.00000000',
  leverage: '10',
  liquidationPrice: '63100.5',
  markPrice: '60500',
  maxNotionalValue: '20000000',
  positionAmt: '-0.050',
  symbol: 'BTCUSDT',
  unRealizedProfit: '-25.00000000',
  positionSide: 'BOTH',
  updateTime: 0,
  ...more,
})
const spot = (...balances: object[]) => ({ path: 'api/v3/account', response: { canTrade: true, balances } })
const subs = (...rows: object[]) => ({ path: 'fapi/v3/getSubAccountList', response: rows })
const NO_SPOT = spot()

const token = ({ assets }: Awaited<ReturnType<typeof read>>, wallet: string, symbol: string) =>
  assets.find((each) => each.walletType === wallet && each.symbol === symbol && each.assetType === 'token')
const positions = ({ assets }: Awaited<ReturnType<typeof read>>) => assets.filter(({ assetType }) => assetType === 'position')

describe('Aster by an address', () => {
  it('reads futures with their profit, each digit as sent, and what is staked', async () => {
    const found = await read(chain())
    expect(token(found, 'perp', 'USDT')).toMatchObject({
      size: '49204461.84438644',
      unrealizedProfit: '-13990.31797537',
      marginBalance: '49190471.52641107',
    })
    expect(token(found, 'perp', 'USD1')).toMatchObject({ size: '200', marginBalance: '200' })
    expect(positions(found)).toMatchObject([
      {
        symbol: 'BTC:PERP-USDT',
        size: '1.340',
        notional: '99227.286115',
        entryPrice: '84490.74932115',
        markPrice: '74050.21351863',
        leverage: '1',
        marginMode: 'cross',
        positionSide: 'net',
        marginBalance: null,
      },
    ])
    // Staked, on its way into it, and rewards.
    expect(token(found, 'staking', 'ASTER')).toMatchObject({ size: '128870.4512', availableBalance: '0' })
    expect(found.positionMode).toBe('one_way')
    expect(found.notIncluded.map(({ wallet }) => wallet)).toEqual(['spot'])
  })

  it('reads both sides of hedge mode, and what was put up for an isolated one', async () => {
    const long = position({ positionSide: 'LONG', isolated: true, isolatedWallet: '13200.5', leverage: 10 })
    const short = position({ positionSide: 'SHORT', positionAmount: '-0.5', unrealizedProfit: '5220.27' })
    const closed = position({ symbol: 'ETHUSDT', positionAmount: '0', positionSide: 'LONG' })
    const found = await read(chain({ positions: [{ tradingProduct: 'perps', positions: [long, short, closed] }] }))
    expect(
      positions(found).map(({ positionSide, size, marginMode, marginBalance, initialMargin }) => [
        positionSide,
        size,
        marginMode,
        marginBalance,
        initialMargin,
      ]),
    ).toEqual([
      ['long', '1.340', 'isolated', '13200.5', '13200.5'],
      ['short', '-0.5', 'cross', null, null],
    ])
    expect(found.positionMode).toBe('hedge')
  })

  it('names positions of another product, and counts none of them as a perpetual', async () => {
    const found = await read(chain({ positions: [{ tradingProduct: 'shield', positions: [position()] }] }))
    expect(positions(found)).toEqual([])
    expect(found.notIncluded.map(({ wallet }) => wallet)).toContain('shield')
  })

  it.each([
    ['futures that are left out', { perpAssets: null }],
    ['an amount that is a word', { perpAssets: [{ asset: 'USDT', walletBalance: 'hidden' }] }],
    ['an amount that is empty', { perpAssets: [{ asset: 'USDT', walletBalance: '' }] }],
  ])('takes %s for no reading, never for a zero', async (_what, more) => {
    await expect(read(chain(more))).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it('says of a private account that an address reads nothing of it', async () => {
    await expect(read(chain({ accountPrivacy: 'enabled', perpAssets: [], positions: [], staking: null }))).rejects.toMatchObject({
      code: 'exchange_permission',
      fields: { privateKey: expect.stringContaining('API wallet') },
    })
  })

  it('proves the address, without anything to sign', async () => {
    const credentials = { walletAddress: `0x${'1'.repeat(40)}` }
    await expect(connected({ exchange: 'aster', credentials, calls: [chain()] }).verify()).resolves.toMatchObject({
      permissions: ['read'],
    })
    const hidden = connected({ exchange: 'aster', credentials, calls: [chain({ accountPrivacy: 'enabled' })] })
    await expect(hidden.verify()).rejects.toMatchObject({ code: 'exchange_permission' })
  })
})

describe('Aster by an API wallet', () => {
  it('reads margins, the isolated margin without its profit, spot coins and what is staked', async () => {
    const found = await read(
      account(
        [
          asset(),
          asset({
            asset: 'ASTER',
            walletBalance: '0.00000000',
            unrealizedProfit: '0',
            marginBalance: '0',
            maintMargin: '0',
            initialMargin: '0',
          }),
        ],
        [{ symbol: 'BTCUSDT', positionSide: 'BOTH', initialMargin: '302.5', maintMargin: '12.5', positionAmt: '-0.05' }],
      ),
      risk(row(), row({ symbol: 'ETHUSDT', positionAmt: '0.000' })),
      spot({ asset: 'USDT', free: '40', locked: '10' }, { asset: 'BTC', free: '0', locked: '0' }),
      chain(),
      subs({ accountId: 100000, subAccountName: '', parentAccount: true }),
    )
    expect(token(found, 'perp', 'USDT')).toMatchObject({
      size: '1000.00000000',
      unrealizedProfit: '-25.00000000',
      initialMargin: '300.00000000',
      maintMargin: '12.50000000',
      marginBalance: '975.00000000',
      availableBalance: '675.00000000',
    })
    expect(token(found, 'spot', 'USDT')).toMatchObject({ size: '50', availableBalance: '40' })
    expect(positions(found)).toMatchObject([
      {
        size: '-0.050',
        notional: '-3025',
        initialMargin: '302.5',
        maintMargin: '12.5',
        marginBalance: '200',
        marginMode: 'isolated',
        leverage: '10',
        liquidationPrice: '63100.5',
      },
    ])
    expect(found.notIncluded).toEqual([])
  })

  it('reads an account as `balance` has it, with the profit of isolated positions too', async () => {
    const balance = {
      path: 'fapi/v3/balance',
      response: [
        {
          accountAlias: 'SgsR',
          asset: 'USDT',
          balance: '1000',
          crossWalletBalance: '800',
          crossUnPnl: '0',
          availableBalance: '900',
        },
        // What is free is the account's, told in each coin.
        { asset: 'ASTER', balance: '0.00000000', crossWalletBalance: '0', crossUnPnl: '0', availableBalance: '878.9' },
      ],
    }
    const found = await read(balance, risk(row()), NO_SPOT)
    expect(token(found, 'perp', 'USDT')).toMatchObject({
      size: '1000',
      unrealizedProfit: '-25.00000000',
      marginBalance: '975',
      availableBalance: '900',
    })
    expect(token(found, 'perp', 'ASTER')).toBeUndefined()
    expect(found.equity).toBe('975')
  })

  it('names sub-accounts, which have addresses of their own', async () => {
    const rows = subs(
      { accountId: 123456, subAccountName: 'trading-desk-1', parentAccount: false },
      { accountId: 100000, subAccountName: '', parentAccount: true },
    )
    const found = await read(account(), risk(), NO_SPOT, chain({ perpAssets: [] }), rows)
    expect(found.notIncluded).toEqual([{ wallet: 'sub-accounts', reason: expect.stringContaining('trading-desk-1') }])
  })

  // ccxt asks for the account of the API wallet itself, which is another and empty.
  it('asks for the account of its owner', async () => {
    const owner = `0x${'2'.repeat(40)}`
    const credentials = { walletAddress: owner, privateKey: `0x${'1'.repeat(64)}` }
    const asked = (query: string) =>
      connected({
        exchange: 'aster',
        credentials,
        calls: [
          { ...account(), query },
          { ...risk(), query },
        ],
      }).verify()
    await expect(asked(`user=${owner}`)).resolves.toMatchObject({ permissions: null })
    await expect(asked('user=0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A')).rejects.toBeDefined()
  })

  it.each([
    [-1022, 'exchange_credentials'],
    [-1003, 'exchange_rate_limit'],
    [-4225, 'exchange_clock'],
  ])('tells what %i means', async (code, meaning) => {
    const refused = (path: string) => ({ path, status: 400, response: { code, msg: 'Refused.' } })
    const credentials = { walletAddress: `0x${'2'.repeat(40)}`, privateKey: `0x${'1'.repeat(64)}` }
    const calls = [refused('fapi/v3/accountWithJoinMargin'), refused('fapi/v3/positionRisk')]
    await expect(connected({ exchange: 'aster', credentials, calls }).verify()).rejects.toMatchObject({ code: meaning })
  })
})
