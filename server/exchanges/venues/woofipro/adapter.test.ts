import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { type TestRecording, valued } from '../recordings.testing'

/**
 * Answers in the form of https://orderly.network/docs/build-on-omnichain/public-info-api/account/account-state and, of a key, of
 * restful-api/private/get-current-holding and get-all-positions-info (2026-08-21, `orderly.openapi.yaml`). The figures of a position
 * are the documentation's own: its quantity × mark price − cost is what is not settled.
 */

const MARKETS = [
  { symbol: 'BTC/USDC:USDC', id: 'PERP_BTC_USDC' },
  { symbol: 'ETH/USDC:USDC', id: 'PERP_ETH_USDC' },
]
const PRICES = { USDC: '1', ETH: '3000', ORDER: '0.1' }
const read = (...calls: TestRecording['calls']) => valued({ exchange: 'woofipro', markets: MARKETS, calls, prices: PRICES })

const ok = (path: string, data: unknown, query?: string) => ({
  path,
  ...(query && { query }),
  response: { success: true, data, ts: 1779269143700 },
})
const state = (...accounts: object[]) => ok('v1/public/query', { address: '0x1234', accounts }, 'accountState')
const account = (more: object = {}) => ({
  broker_id: 'woofi_pro',
  account_id: '0x7ecc7eb7dc60d7fb5c5ea9cc637da1a46e265a744efda327b9914d7a21725bbf',
  account_type: 'main',
  account_value: '45354.858492',
  total_collateral_value: '45000',
  free_collateral: '30000',
  margin_ratio: '0.25',
  initial_margin_ratio: '0.12',
  maintenance_margin_ratio: '0.08',
  total_unrealized_pnl: '566.21930235',
  total_unsettled_pnl: '354.858492',
  total_pnl_24_h: '250.75',
  positions: [],
  ...more,
})
const position = (more: object = {}) => ({
  symbol: 'PERP_BTC_USDC',
  side: 'SHORT',
  position_qty: '-5',
  notional: '138974.5',
  average_open_price: '27908.14386047',
  mark_price: '27794.9',
  unrealized_pnl: '566.21930235',
  unsettled_pnl: '354.858492',
  pnl_24_h: '100',
  imr: '0.1',
  mmr: '0.05',
  est_liq_price: '117335.92899428',
  leverage: 10,
  margin_mode: 'CROSS',
  opened_at: 1715000000000,
  updated_at: 1715100000000,
  ...more,
})
const vaults = (total: number) =>
  ok('strategy_vault/user/overall_info', { rows: [{ total_vaults_tvl: total, vaults_lp_tvl: total, vaults_sp_tvl: 0 }] })
const staked = (order: number, esorder = 0, leaving = 0) => [
  ok('staking/balance', { total_staked_balance: order + esorder, total_staked_order: order, total_staked_esorder: esorder }),
  ok('staking/unstake_details', { total_unstake_order: leaving, unstaked_end_time: null }),
]
const BESIDE = [vaults(0), ...staked(0)]
const holding = (...rows: object[]) => ok('v1/client/holding', { holding: rows })
const coin = (token: string, amount: number, more: object = {}) => ({
  ...{ token, holding: amount, frozen: 0, pending_short: 0, isolated_margin: 0, isolated_order_frozen: 0 },
  ...{ updated_time: 1580794149000 },
  ...more,
})
const positions = (...rows: object[]) =>
  ok('v1/positions', { free_collateral: 450315.09115, total_collateral_value: 489865.71329, margin_ratio: 1.2385, rows })

type Found = Awaited<ReturnType<typeof read>>
const tokens = ({ assets }: Found) =>
  assets
    .filter(({ assetType }) => assetType === 'token')
    .map(({ walletType, symbol, size, unrealizedProfit }) => [walletType, symbol, size, unrealizedProfit])
const open = ({ assets }: Found) => assets.filter(({ assetType }) => assetType === 'position')

describe('WOOFi Pro (Orderly), by address', () => {
  // Settled profit lies in the collateral: with the unrealized one, which goes by the entry price, 211 dollars counted twice.
  it('counts the collateral and what is not settled, not the unrealized profit', async () => {
    const found = await read(state(account({ positions: [position()] })), ...BESIDE)
    expect(tokens(found)).toEqual([['unified', 'USDC', '45000', '354.858492']])
    expect(found.assets.find(({ assetType }) => assetType === 'token')).toMatchObject({
      marginBalance: '45354.858492',
      initialMargin: '13897.45',
      maintMargin: '6948.725',
    })
    expect(open(found)).toMatchObject([
      {
        symbol: 'BTC:PERP-USDC',
        size: '-5',
        notional: '-138974.5',
        entryPrice: '27908.14386047',
        leverage: '10',
        marginMode: 'cross',
        liquidationPrice: '117335.92899428',
      },
    ])
    expect([found.equity, found.notIncluded]).toEqual(['45354.858492', []])
    expect(found.warnings).toEqual([expect.stringContaining('in dollars')])
  })

  it('reads every account of the address, sub-accounts last, and none that is a vault’s', async () => {
    const sub = account({
      account_id: '0x86987799a1433266cacd80c817b670336d6779468f69defd6f8dc384a07b6457',
      account_type: 'sub',
      total_collateral_value: '500',
      total_unsettled_pnl: '0',
      account_value: '500',
    })
    const everybodys = account({
      account_id: '0x16987799a1433266cacd80c817b670336d6779468f69defd6f8dc384a07b6457',
      account_type: 'sp',
      total_collateral_value: '9000000',
    })
    const found = await read(
      state(sub, everybodys, account({ total_unsettled_pnl: '0' })),
      vaults(63701.21),
      ...staked(2000, 0, 500),
    )
    expect(tokens(found)).toEqual(
      expect.arrayContaining([
        ['unified', 'USDC', '45000', '0'],
        ['unified:2', 'USDC', '500', '0'],
        ['vaults', 'USDC', '63701.21', null],
        ['staking', 'ORDER', '2500', null],
      ]),
    )
    expect(found.equity).toBe('109451.21')
  })

  it('holds a cross and an isolated position of one market at once', async () => {
    const isolated = position({ position_qty: '0.5', side: 'LONG', margin_mode: 'ISOLATED', unsettled_pnl: '12', leverage: 20 })
    const found = await read(state(account({ total_unsettled_pnl: '366.858492', positions: [position(), isolated] })), ...BESIDE)
    expect(open(found).map(({ size, marginMode, leverage }) => [size, marginMode, leverage])).toEqual(
      expect.arrayContaining([
        ['-5', 'cross', '10'],
        ['0.5', 'isolated', '20'],
      ]),
    )
    expect(found.equity).toBe('45366.858492')
  })

  // "If the position-calc service is unavailable, all margin / PnL-derived fields are null."
  it('takes an answer without the profit for no reading', async () => {
    const halted = account({ account_value: null, total_unsettled_pnl: null, positions: [position({ unsettled_pnl: null })] })
    await expect(read(state(halted), ...BESIDE)).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it('proves an address, and says of which none is known', async () => {
    const credentials = { walletAddress: '0x1234567890abcdef1234567890abcdef12345678' }
    await expect(connected({ exchange: 'woofipro', credentials, calls: [state(account())] }).verify()).resolves.toMatchObject({
      permissions: ['read'],
    })
    const unknown = {
      path: 'v1/public/query',
      status: 404,
      response: { success: false, code: 'ADDRESS_NOT_FOUND', message: 'no accounts', type: 'accountState', ts: 1 },
    }
    await expect(connected({ exchange: 'woofipro', credentials, calls: [unknown] }).verify()).rejects.toMatchObject({
      code: 'exchange_credentials',
      fields: { walletAddress: expect.stringContaining('no account') },
    })
  })
})

describe('WOOFi Pro (Orderly), by a key', () => {
  // "Σ_token((holding + iso_margin_total + frozen) × price)": `holding` alone was short of all that isolated positions were given.
  it('counts what isolated positions and orders were given, and what is frozen, with the balance', async () => {
    const found = await read(
      holding(coin('USDC', 1000, { frozen: 20, isolated_margin: 300, isolated_order_frozen: 5.5 }), coin('ETH', -0.5)),
      positions(
        position({ position_qty: -5, unsettled_pnl: 354.858492, margin: 0 }),
        position({ position_qty: 0.1, margin_mode: 'ISOLATED', margin: 300, unsettled_pnl: -4.858492 }),
      ),
      ...BESIDE,
    )
    expect(tokens(found)).toEqual(
      expect.arrayContaining([
        ['unified', 'USDC', '1325.5', '350'],
        ['unified', 'ETH', '-0.5', null],
      ]),
    )
    expect(found.assets.find(({ symbol }) => symbol === 'ETH')).toMatchObject({ borrowed: '0.5' })
    expect(open(found).find(({ marginMode }) => marginMode === 'isolated')).toMatchObject({ initialMargin: '300' })
    expect(found.equity).toBe('175.5')
  })

  it('counts the account of the key once, coin by coin, beside the others of its address', async () => {
    // Whoever a recording is replayed as has this number.
    const own = account({ account_id: '0', positions: [position()] })
    const other = account({ total_collateral_value: '250', total_unsettled_pnl: '0' })
    const found = await read(state(own, other), holding(coin('USDC', 40000)), positions(), ...BESIDE)
    expect(tokens(found)).toEqual([
      ['unified', 'USDC', '40000', '0'],
      ['unified:2', 'USDC', '250', '0'],
    ])
    expect(found.equity).toBe('40250')
  })
})
