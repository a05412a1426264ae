import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { valued } from '../recordings.testing'

/**
 * Answers in the form of https://apidocs.lighter.xyz/reference/account-1 and /docs/manage-public-pools-shares (2026-11); the main
 * account's figures are those that the documentation's example of ccxt 4.5.84 has.
 */

const MARKETS = [
  // ccxt takes the scale of prices for a contract's size.
  { symbol: 'ETH/USDC:USDC', id: '0', contractSize: '10000' },
  { symbol: 'BTC/USDC:USDC', id: '1' },
  { symbol: 'ETH/USDC', id: '2048' },
]
const PRICES = { USDC: '1', ETH: '3000', LIT: '2', BTC: '60000' }

const position = (more: object = {}) => ({
  market_id: 0,
  symbol: 'ETH',
  initial_margin_fraction: '5.00',
  open_order_count: 0,
  pending_order_count: 0,
  position_tied_order_count: 0,
  sign: 1,
  position: '18.0193',
  avg_entry_price: '2669.84',
  position_value: '54306.566340',
  unrealized_pnl: '6197.829558',
  realized_pnl: '0.000000',
  liquidation_price: '2191.1107231380406',
  margin_mode: 0,
  allocated_margin: '0.000000',
  ...more,
})
const account = (more: object = {}) => ({
  code: 0,
  account_type: 0,
  index: 1077,
  l1_address: '0x15f43D1f2DeE81424aFd891943262aa90F22cc2A',
  status: 1,
  account_trading_mode: 0,
  available_balance: '12582.743947',
  collateral: '9100.242706',
  cross_initial_margin_requirement: '2715.328317',
  cross_maintenance_margin_requirement: '1629.196990',
  name: 'Main',
  positions: [position()],
  assets: [
    { symbol: 'ETH', asset_id: 1, balance: '3.00000000', locked_balance: '0.50000000' },
    { symbol: 'USDC', asset_id: 3, balance: '1000.000000', locked_balance: '0.000000' },
  ],
  total_asset_value: '15298.072264',
  cross_asset_value: '15298.072264',
  shares: [],
  ...more,
})
const bare = {
  positions: [],
  assets: [],
  shares: [],
  collateral: '0.000000',
  available_balance: '0',
  total_asset_value: '0.000000',
}
const answer = (query: string, ...accounts: object[]) => ({
  path: 'api/v1/account',
  query,
  response: { code: 200, total: accounts.length, accounts },
})
const all = (...accounts: object[]) => answer('by=l1_address', ...accounts)
const read = (...calls: ReturnType<typeof answer>[]) => valued({ exchange: 'lighter', markets: MARKETS, calls, prices: PRICES })
const rows = (assets: Awaited<ReturnType<typeof read>>['assets'], type = 'token') =>
  assets.filter(({ assetType }) => assetType === type).map(({ walletType, symbol, size }) => [walletType, symbol, size])

describe('Lighter', () => {
  it('reads collateral with its profit, spot coins apart, and the digits as sent', async () => {
    const { assets, equity, equities, warnings, notIncluded } = await read(all(account()))
    expect(assets.find(({ symbol, walletType }) => symbol === 'USDC' && walletType === 'perp')).toMatchObject({
      size: '9100.242706',
      unrealizedProfit: '6197.829558',
      marginBalance: '15298.072264',
      initialMargin: '2715.328317',
      maintMargin: '1629.196990',
      availableBalance: '12582.743947',
    })
    expect(assets.find(({ symbol }) => symbol === 'ETH')).toMatchObject({
      walletType: 'spot',
      size: '3.00000000',
      availableBalance: '2.5',
    })
    expect(equities.find(({ walletType }) => walletType === 'perp')).toMatchObject({
      totalEquity: '15298.072264',
      reportedEquity: '15298.072264',
    })
    expect(equity).toBe('25298.072264')
    expect([warnings, notIncluded]).toEqual([[], []])
  })

  it('reads a position in coins, with its mark price, and a closed one not at all', async () => {
    const closed = position({ market_id: 1, symbol: 'BTC', sign: 1, position: '0.00000', position_value: '0.000000' })
    const { assets } = await read(all(account({ positions: [position(), closed] })))
    const positions = assets.filter(({ assetType }) => assetType === 'position')
    expect(positions).toHaveLength(1)
    expect(positions[0]).toMatchObject({
      symbol: 'ETH:PERP-USDC',
      walletType: 'perp',
      size: '18.0193',
      notional: '54306.56634',
      markPrice: '3013.8',
      entryPrice: '2669.84',
      liquidationPrice: '2191.1107231380406',
      leverage: '20',
      marginMode: 'cross',
      initialMargin: '2715.328317',
      marginBalance: null,
      positionSide: 'net',
    })
  })

  // ccxt cuts the percentage to a whole number before it divides: 2.63 % is 38×, not 50×.
  it.each([
    ['2.63', '38.02'],
    ['33.33', '3'],
    ['0.50', '200'],
    ['100.00', '1'],
  ])('takes a margin of %s percent for %s×', async (fraction, leverage) => {
    const { assets } = await read(all(account({ positions: [position({ initial_margin_fraction: fraction })] })))
    expect(assets.find(({ assetType }) => assetType === 'position')?.leverage).toBe(leverage)
  })

  it('reads an isolated short; its margin is in the collateral, and zero is no liquidation price', async () => {
    const isolated = position({
      sign: -1,
      position: '2.5',
      position_value: '7500.000000',
      unrealized_pnl: '-125.5',
      liquidation_price: '0',
      margin_mode: 1,
      allocated_margin: '800.000000',
    })
    const { assets, equity, warnings } = await read(
      all(account({ positions: [isolated], assets: [], collateral: '2000', total_asset_value: '1874.5' })),
    )
    expect(assets.find(({ assetType }) => assetType === 'position')).toMatchObject({
      size: '-2.5',
      notional: '-7500',
      unrealizedProfit: '-125.5',
      marginMode: 'isolated',
      marginBalance: '800.000000',
      initialMargin: '800.000000',
      liquidationPrice: null,
    })
    expect(equity).toBe('1874.5')
    expect(warnings).toEqual([])
  })

  it('counts the coins of a unified account that margin perpetuals, and its collateral once', async () => {
    const assets = [
      { symbol: 'ETH', asset_id: 1, balance: '1.0', locked_balance: '0', margin_balance: '2.0', margin_mode: 'enabled' },
      { symbol: 'USDC', asset_id: 3, balance: '10.0', locked_balance: '0', margin_balance: '500.0', margin_mode: 'enabled' },
    ]
    const found = await read(
      all(account({ ...bare, account_trading_mode: 1, collateral: '500.0', total_asset_value: '5900.0', assets })),
    )
    expect(rows(found.assets).sort()).toEqual([
      ['perp', 'ETH', '2.0'],
      ['perp', 'USDC', '500.0'],
      ['spot', 'ETH', '1.0'],
      ['spot', 'USDC', '10.0'],
    ])
    expect(found.equity).toBe('9510')
    expect(found.warnings).toEqual([])
  })

  it('reads every account of the address under its place, each once, the main one first', async () => {
    const sub = account({
      ...bare,
      index: 281474976710599,
      account_type: 1,
      name: 'Carry',
      collateral: '250.5',
      total_asset_value: '200.5',
      positions: [position({ sign: -1, unrealized_pnl: '-50' })],
    })
    const { assets, equities } = await read(all(sub, account(), sub))
    expect(rows(assets, 'position').sort()).toEqual([
      ['perp', 'ETH:PERP-USDC', '18.0193'],
      ['perp:2', 'ETH:PERP-USDC', '-18.0193'],
    ])
    expect(equities.find(({ walletType }) => walletType === 'perp:2')?.totalEquity).toBe('200.5')
  })

  it('reads a recording that holds them one by one', async () => {
    const { assets, notIncluded } = await read(
      { path: 'accountsByL1Address', query: '', response: { code: 200, sub_accounts: [{ index: 7 }, { index: 8 }] } } as never,
      answer('value=7', account({ ...bare, index: 7, collateral: '100', total_asset_value: '100' })),
      answer('value=8', account({ ...bare, index: 8, account_type: 1, collateral: '50', total_asset_value: '50' })),
    )
    expect(rows(assets)).toEqual([
      ['perp', 'USDC', '100'],
      ['perp:2', 'USDC', '50'],
    ])
    expect(notIncluded).toEqual([])
  })

  it('goes by the coin of a contract that is not listed any more', async () => {
    const { assets } = await read(all(account({ positions: [position({ market_id: 77, symbol: 'OLD' })] })))
    expect(assets.find(({ assetType }) => assetType === 'position')).toMatchObject({ symbol: 'OLD', size: '18.0193' })
  })
})

describe('pools on Lighter', () => {
  const share = (public_pool_index: number, shares_amount: number) => ({
    public_pool_index,
    shares_amount,
    entry_usdc: '100.0000',
    principal_amount: '100.0',
    entry_timestamp: 1,
  })
  const pool = (index: number, more: object = {}) => {
    const pool_info = {
      status: 0,
      operator_fee: '10.0000',
      min_operator_share_rate: '5.00',
      total_shares: 10000,
      operator_shares: 2000,
    }
    return account({ ...bare, index, account_type: 2, name: 'Pool', pool_info, ...more })
  }
  const owner = (shares: object[]) => account({ ...bare, collateral: '1', total_asset_value: '1', shares })

  it('are worth the same part of all that lies in them', async () => {
    const llp = pool(9, { collateral: '900.0', total_asset_value: '1000.0' })
    const { assets, equity, notIncluded } = await read(all(owner([share(9, 250)])), answer('value=9', llp))
    expect(rows(assets).sort()).toEqual([
      ['perp', 'USDC', '1'],
      ['pools', 'USDC', '25'],
    ])
    expect(equity).toBe('26')
    expect(notIncluded).toEqual([])
  })

  it('hold staked LIT as coins', async () => {
    const staking = pool(10, { assets: [{ symbol: 'LIT', asset_id: 2, balance: '50000.0', locked_balance: '0' }] })
    const { assets } = await read(all(owner([share(10, 100)])), answer('value=10', staking))
    expect(rows(assets).sort()).toEqual([
      ['perp', 'USDC', '1'],
      ['staking', 'LIT', '500'],
    ])
  })

  // A pool is an account of whoever runs it: its whole money would be theirs, and its positions too.
  it('that the address runs are its own part alone, once', async () => {
    const run = pool(11, { collateral: '5000', total_asset_value: '5000', positions: [position()] })
    const { assets, equity } = await read(all(owner([]), run))
    expect(rows(assets).sort()).toEqual([
      ['perp', 'USDC', '1'],
      ['pools', 'USDC', '1000'],
    ])
    expect(rows(assets, 'position')).toEqual([])
    expect(equity).toBe('1001')
    expect((await read(all(owner([share(11, 2000)]), run))).equity).toBe('1001')
  })

  // The exchange's own SDK wants `pool_info` of every account.
  it.each([0, 1, undefined])('are no accounts of kind %j that say that nobody has shares in them', async (account_type) => {
    const pool_info = { total_shares: 0, operator_shares: 0 }
    const ordinary = account({ ...bare, account_type, collateral: '9100', total_asset_value: '9100', pool_info })
    const { assets, equity, warnings, notIncluded } = await read(all(ordinary))
    expect(rows(assets)).toEqual([['perp', 'USDC', '9100']])
    expect([equity, warnings, notIncluded]).toEqual(['9100', [], []])
  })

  it('are known by their shares where no kind is told', async () => {
    const untold = pool(13, { account_type: undefined, collateral: '5000', total_asset_value: '5000' })
    expect((await read(all(owner([]), untold))).equity).toBe('1001')
  })

  it('are named where nothing tells what a share is worth, and so is what else is not counted', async () => {
    const untold = { ...pool(12), pool_info: { total_shares: 0 } }
    const main = { ...owner([share(12, 5)]), pending_unlocks: [{ amount: '3' }], bo_positions: [{ market_id: 1 }] }
    const { notIncluded, bound } = await read(all(main), answer('value=12', untold))
    expect(notIncluded.map(({ wallet }) => wallet).sort()).toEqual(['binary options', 'pools', 'unstaking'])
    expect(bound).toBe('at_least')
  })
})

describe('an address on Lighter', () => {
  const credentials = { walletAddress: '0x15f43D1f2DeE81424aFd891943262aa90F22cc2A' }
  it('goes by the name of its first account, and may be read', async () => {
    const { verify } = connected({ exchange: 'lighter', calls: [all(account())], credentials })
    expect(await verify()).toMatchObject({ label: 'Main', permissions: ['read'] })
  })

  it('that nobody uses is told so', async () => {
    const none = { path: 'api/v1/account', status: 400, response: { code: 21100, message: 'account not found' } }
    const { verify } = connected({ exchange: 'lighter', calls: [none], credentials })
    await expect(verify()).rejects.toMatchObject({ code: 'exchange_credentials', fields: { walletAddress: expect.any(String) } })
  })

  it('takes a coin whose balance is left empty for none that is not held', async () => {
    await expect(
      read(all(account({ assets: [{ symbol: 'ETH', asset_id: 1, balance: '', locked_balance: '0' }] }))),
    ).rejects.toMatchObject({ code: 'exchange_network' })
  })
})
