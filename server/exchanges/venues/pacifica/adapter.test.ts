import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { type TestRecording, valued } from '../recordings.testing'

/**
 * Answers in the form of https://docs.pacifica.fi/api-documentation/api/rest-api/account/get-account-info, get-positions,
 * get-account-settings and vaults/list-vaults (2026-11); prices as ccxt 4.5.84 quotes them.
 */

const ADDRESS = '0x0000000000000000000000000000000000000001'
const MARKETS = [
  { symbol: 'AAVE/USDC:USDC', id: 'AAVE' },
  { symbol: 'BTC/USDC:USDC', id: 'BTC' },
  { symbol: 'SOL/USDC', id: 'SOL-USDC' },
]
const PRICES = { USDC: '1', SOL: '150', AAVE: '280', BTC: '60000' }
const read = (...calls: TestRecording['calls']) => valued({ exchange: 'pacifica', markets: MARKETS, calls, prices: PRICES })

const ok = (path: string, data: unknown) => ({ path, response: { success: true, data, error: null, code: null } })
const account = (more: object = {}) =>
  ok('api/v1/account', {
    balance: '2000.000000',
    fee_level: 0,
    maker_fee: '0.00015',
    taker_fee: '0.0004',
    account_equity: '2000.000000',
    available_to_spend: '1800.750000',
    available_to_withdraw: '1500.850000',
    pending_balance: '0.000000',
    pending_interest: '0.000000',
    spot_collateral: '0.000000',
    cross_account_equity: '2000.000000',
    spot_market_value: '0.000000',
    total_margin_used: '349.500000',
    cross_mmr: '120.690000',
    positions_count: 0,
    orders_count: 3,
    stop_orders_count: 1,
    updated_at: 1716200000000,
    spot_balances: [],
    ...more,
  })
const sol = (amount: string) => ({
  symbol: 'SOL',
  amount,
  available_to_withdraw: '1.00000000',
  pending_balance: '0.50000000',
  daily_withdraw_amount_usd: '250.000000',
  effective_daily_deposit_limit_usd: '50000.000000',
  effective_daily_withdraw_limit_usd: '250000.000000',
})
const positions = (...rows: object[]) => ({
  path: 'api/v1/positions',
  response: { success: true, data: rows, error: null, code: null, last_order_id: 1557431179 },
})
const position = (more: object = {}) => ({
  symbol: 'AAVE',
  side: 'ask',
  amount: '2',
  entry_price: '279.5',
  margin: '0',
  funding: '13.159593',
  isolated: false,
  liquidation_price: null,
  created_at: 1754928414996,
  updated_at: 1759223365538,
  ...more,
})
const price = (symbol: string, mark: string) => ({
  symbol,
  mark,
  ...{ funding: '0.0001', mid: mark, next_funding: '0.0001', open_interest: '363', oracle: mark, timestamp: 1759222967974 },
  ...{ volume_24h: '20896698.0672', yesterday_price: mark },
})
const prices = ok('info/prices', [price('AAVE', '284.5'), price('BTC', '61000')])
const settings = (...rows: object[]) =>
  ok('account/settings', { auto_lend_disabled: null, margin_settings: rows, spot_settings: [] })
const lake = (more: object = {}) => ({
  address: 'AbCdEfGh123456789AbCdEfGh123456789',
  creator: '42trU9A5QnFYzmLKpfvBnSg1X1yiV2wnyn4Q9q2yJhzP',
  manager: '8zFqj1KpQnFYzmLKpfvBnSg1X1yiV2wnyn4Q9q2yJhzP',
  nickname: 'BTC Basis Vault',
  lp_shares: '900000.00',
  manager_shares: '100000.00',
  lp_balance: '910000.00',
  manager_balance: '115000.00',
  last_checked_equity: '1025000.00',
  high_watermark: '1025000.00',
  created_at: 1700000000000,
  user_share: null,
  ...more,
})
const lakes = (...rows: object[]) => ok('lake/list', { lakes: rows })
const NONE = [positions(), lakes()]
const rows = ({ assets }: Awaited<ReturnType<typeof read>>, type: string) => assets.filter(({ assetType }) => assetType === type)

describe('Pacifica', () => {
  it('reads the balance with what a short lost, by the mark price, and its margins', async () => {
    const found = await read(
      account({ account_equity: '1990.000000', positions_count: 1 }),
      positions(position()),
      prices,
      settings({ symbol: 'AAVE', isolated: false, leverage: 5, created_at: 1758085929703, updated_at: 1758086074002 }),
      lakes(lake()),
    )
    expect(rows(found, 'token')).toMatchObject([
      {
        walletType: 'unified',
        symbol: 'USDC',
        size: '2000.000000',
        unrealizedProfit: '-10',
        marginBalance: '1990',
        initialMargin: '349.500000',
        maintMargin: '120.690000',
        availableBalance: '1500.850000',
      },
    ])
    expect(rows(found, 'position')).toMatchObject([
      { symbol: 'AAVE:PERP-USDC', size: '-2', markPrice: '284.5', notional: '-569', leverage: '5', marginMode: 'cross' },
    ])
    expect(found.equity).toBe('1990')
    expect(found.equities).toMatchObject([{ reportedEquity: '1990.000000' }])
    expect([found.warnings, found.notIncluded]).toEqual([[], []])
  })

  // What an isolated position was given has left the balance: a reading of the balance alone was short of it, and one that took the
  // rest of the equity for profit told a profit that nobody made.
  it('counts what an isolated position was given beside the balance, and calls it no profit', async () => {
    const found = await read(
      account({ account_equity: '2575.000000', positions_count: 2 }),
      positions(
        position(),
        position({
          symbol: 'BTC',
          side: 'bid',
          amount: '0.05',
          entry_price: '60300',
          margin: '550',
          isolated: true,
          funding: '0',
        }),
      ),
      prices,
      settings(),
      lakes(),
    )
    const [collateral] = rows(found, 'token')
    expect(collateral).toMatchObject({ size: '2000.000000', unrealizedProfit: '-10', marginBalance: '1990' })
    expect(rows(found, 'position').find(({ marginMode }) => marginMode === 'isolated')).toMatchObject({
      size: '0.05',
      unrealizedProfit: '35',
      initialMargin: '550',
    })
    expect(found.equity).toBe('2575')
  })

  it('takes the rest of the equity for the profit where no mark price is told', async () => {
    const found = await read(
      account({ account_equity: '2540.000000' }),
      positions(position(), position({ symbol: 'BTC', side: 'bid', amount: '0.05', margin: '550', isolated: true })),
      ok('info/prices', []),
      settings(),
      lakes(),
    )
    expect([rows(found, 'token')[0]?.unrealizedProfit, found.equity]).toEqual(['-10', '2540'])
  })

  it('reads coins that margin by their whole amount, and interest that is owed as a debt', async () => {
    const found = await read(
      account({
        balance: '-100',
        pending_interest: '3.25',
        spot_market_value: '1500',
        account_equity: '1396.75',
        spot_balances: [sol('10'), { ...sol('0'), symbol: 'ETH' }],
      }),
      ...NONE,
    )
    expect(rows(found, 'token').map(({ symbol, size }) => [symbol, size])).toEqual([
      ['SOL', '10'],
      ['USDC', '-103.25'],
    ])
    expect(rows(found, 'token')[1]).toMatchObject({ borrowed: '103.25' })
    expect(found.equity).toBe('1396.75')
  })

  it('says what deposits are not confirmed yet', async () => {
    const found = await read(account({ pending_balance: '75.5' }), ...NONE)
    expect(found.notIncluded).toEqual([{ wallet: 'deposits', reason: expect.stringContaining('75.5 USDC') }])
  })

  it('reads shares in vaults, of a depositor and of the manager, each by its own kind', async () => {
    const found = await read(
      account(),
      positions(),
      lakes(lake(), lake({ user_share: '450.00' }), lake({ manager: ADDRESS, user_share: '100000.00' })),
    )
    expect(rows(found, 'token').find(({ walletType }) => walletType === 'vaults')).toMatchObject({
      symbol: 'USDC',
      size: '115455',
    })
    expect(found.equity).toBe('117455')
  })

  it('names shares that nobody tells the worth of', async () => {
    const found = await read(account(), positions(), lakes(lake({ user_share: '1', lp_shares: '0' })))
    expect(found.notIncluded).toEqual([{ wallet: 'vaults', reason: expect.stringContaining('BTC Basis Vault') }])
  })

  it('also reads settings that are the list itself, as they were answered before', async () => {
    const found = await read(
      account(),
      positions(position()),
      prices,
      ok('account/settings', [{ symbol: 'AAVE', leverage: 7 }]),
      lakes(),
    )
    expect(rows(found, 'position')).toMatchObject([{ leverage: '7' }])
  })

  it.each([
    ['an empty balance', { balance: '' }],
    ['a word', { balance: 'n/a' }],
    ['no balance', { balance: undefined }],
  ])('takes %s for no reading', async (_what, more) => {
    await expect(read(account(more), ...NONE)).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it('proves an address, and says of which none is known', async () => {
    const credentials = { walletAddress: '42trU9A5QnFYzmLKpfvBnSg1X1yiV2wnyn4Q9q2yJhzP' }
    await expect(connected({ exchange: 'pacifica', credentials, calls: [account()] }).verify()).resolves.toMatchObject({
      permissions: ['read'],
    })
    const refused = (status: number, error: string, code: number) => ({
      path: 'api/v1/account',
      status,
      response: { success: false, data: null, error, code },
    })
    for (const call of [refused(404, 'Account not found: 42tr', 404), refused(422, 'Account not found: 42tr', 1)]) {
      await expect(connected({ exchange: 'pacifica', credentials, calls: [call] }).verify()).rejects.toMatchObject({
        code: 'exchange_credentials',
        fields: { walletAddress: expect.stringContaining('no account') },
      })
    }
    await expect(
      connected({ exchange: 'pacifica', credentials, calls: [refused(429, 'Rate limit exceeded', 429)] }).verify(),
    ).rejects.toMatchObject({ code: 'exchange_rate_limit' })
  })
})
