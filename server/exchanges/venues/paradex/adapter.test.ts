import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { type TestRecording, valued } from '../recordings.testing'

/**
 * Answers in the form of https://docs.paradex.trade/api/prod (2026-11) and of paradex-py 0.6.2; the position is the one that ccxt
 * 4.5.84 quotes from the documentation.
 */

const MARKETS = [
  { symbol: 'BTC/USD:USDC', id: 'BTC-USD-PERP' },
  { symbol: 'ETH/USD:USDC', id: 'ETH-USD-PERP' },
]
const PRICES = { USDC: '1', USD: '1', DIME: '0.05', ETH: '3000' }
const read = (...calls: TestRecording['calls']) => valued({ exchange: 'paradex', markets: MARKETS, calls, prices: PRICES })

const results = (path: string, ...rows: object[]) => ({ path, response: { results: rows } })
const balance = (...rows: object[]) => results('v1/balance', ...rows)
const positions = (...rows: object[]) => results('v1/positions', ...rows)
const usdc = { token: 'USDC', size: '99980.2382266290601', last_updated_at: 1718529757240 }
const position = (more: object = {}) => ({
  id: '0x49ddd7a564c978f6e4089ff8355b56a42b7e2d48ba282cb5aad60f04bea0ec3-BTC-USD-PERP',
  market: 'BTC-USD-PERP',
  status: 'OPEN',
  side: 'LONG',
  size: '0.01',
  average_entry_price: '64839.96053748',
  average_entry_price_usd: '64852.9',
  realized_pnl: '0',
  unrealized_pnl: '-2.39677214',
  unrealized_funding_pnl: '-0.11214013',
  cost: '648.39960537',
  cost_usd: '648.529',
  leverage: '5',
  last_updated_at: 1718950074249,
  liquidation_price: '',
  ...more,
})
const account = (more: object = {}) => ({
  path: 'v1/account',
  response: {
    account: '0x495d2eb5236a12b8b4ad7d3849ce6a203ce21c43f473c248dfd5ce70d9454fa',
    account_value: '99977.84145448',
    total_collateral: '99977.84145448',
    free_collateral: '99900.1',
    margin_cushion: '99945.8',
    initial_margin_requirement: '64.84',
    maintenance_margin_requirement: '32.42',
    settlement_asset: 'USDC',
    status: 'ACTIVE',
    ...more,
  },
})
// Before `v1/account`, which is a part of their paths.
const subs = (...rows: object[]) => results('v1/account/subaccounts', ...rows)
const shares = (...rows: object[]) => results('v1/vaults/account-summary', ...rows)
const staking = (more: object = {}) => ({
  path: 'v1/staking/summary',
  response: { account: '0x1', active_stakes: 0, total_staked: '0', ...more },
})
const rest = [subs(), shares(), staking(), account()]
const found = ({ assets }: Awaited<ReturnType<typeof read>>, type: string, wallet = 'unified') =>
  assets.filter(({ assetType, walletType }) => assetType === type && walletType === wallet)

describe('Paradex', () => {
  it('reads a position, whose profit has funding in it that is no part of the price', async () => {
    const read1 = await read(balance(usdc), positions(position()), ...rest)
    expect(found(read1, 'token')).toMatchObject([
      {
        symbol: 'USDC',
        size: '99980.2382266290601',
        unrealizedProfit: '-2.39677214',
        initialMargin: '64.84',
        maintMargin: '32.42',
      },
    ])
    // (−2.39677214 + 0.11214013) ÷ 0.01 + 64839.96053748
    expect(found(read1, 'position')).toMatchObject([
      {
        symbol: 'BTC:PERP-USD:USDC',
        size: '0.01',
        markPrice: '64611.49733648',
        leverage: '5',
        liquidationPrice: null,
        marginMode: 'cross',
      },
    ])
    expect(read1.equity).toBe('99977.84145448906')
    expect(read1.equities).toMatchObject([{ walletType: 'unified', reportedEquity: '99977.84145448' }])
    expect([read1.warnings, read1.notIncluded]).toEqual([[], []])
  })

  it.each([
    ['signed', '-0.345'],
    ['unsigned', '0.345'],
  ])('reads a short whose size is %s as one', async (_how, size) => {
    const short = position({ side: 'SHORT', size, unrealized_pnl: '12', unrealized_funding_pnl: '2' })
    const [row] = found(await read(balance(usdc), positions(short), ...rest), 'position')
    expect(row).toMatchObject({ size: '-0.345', unrealizedProfit: '12' })
    // Won by a fall.
    expect(Number(row?.markPrice)).toBeLessThan(64839)
  })

  it('leaves closed positions out, and other coins as they are', async () => {
    const eth = { token: 'ETH', size: '1.5', last_updated_at: 1 }
    const closed = position({ status: 'CLOSED', size: '0', average_entry_price: '', unrealized_pnl: '0' })
    const read1 = await read(balance(usdc, eth), positions(closed), ...rest)
    expect(found(read1, 'position')).toEqual([])
    expect(found(read1, 'token').find(({ symbol }) => symbol === 'ETH')).toMatchObject({
      size: '1.5',
      marginBalance: '1.5',
      unrealizedProfit: null,
    })
    // Its own total has only a part of what the coin is worth.
    expect(read1.equities[0]?.reportedEquity).toBeNull()
  })

  it('counts the profit of positions where nothing is left of the settlement asset', async () => {
    const read1 = await read(balance(), positions(position()), ...rest)
    expect(found(read1, 'token')).toMatchObject([{ symbol: 'USDC', size: '0', unrealizedProfit: '-2.39677214' }])
    expect(read1.equity).toBe('-2.39677214')
  })

  it('reads shares in vaults by what one is worth, and staked DIME', async () => {
    const vault = '0x07a3b1c8f9e2d4e6f8a0c2b4d6e8f0a2c4b6e8d0a'
    const read1 = await read(
      balance(usdc),
      positions(),
      subs(),
      shares({ address: vault, deposited_amount: '100', vtoken_amount: '123.45', total_pnl: '49.12' }),
      results('v1/vaults/summary', {
        address: '0x7A3B1C8F9E2D4E6F8A0C2B4D6E8F0A2C4B6E8D0A',
        vtoken_price: '1.23',
        tvl: '1000000',
      }),
      staking({ total_staked: '50000', active_stakes: 2 }),
      account(),
    )
    expect(found(read1, 'token', 'vaults')).toMatchObject([{ symbol: 'USDC', size: '151.8435' }])
    expect(found(read1, 'token', 'staking')).toMatchObject([{ symbol: 'DIME', size: '50000' }])
    expect(read1.notIncluded).toEqual([])
  })

  it('names a vault of which no price is told', async () => {
    const read1 = await read(
      balance(usdc),
      positions(),
      subs(),
      shares({ address: '0x1', vtoken_amount: '5' }),
      results('v1/vaults/summary'),
      staking(),
      account(),
    )
    expect(read1.notIncluded).toEqual([{ wallet: 'vaults', reason: expect.stringContaining('worth') }])
  })

  it('names sub-accounts and isolated markets, and no archived ones', async () => {
    const list = subs(
      { account: '0x495d2eb5236a12b8b4ad7d3849ce6a2', username: 'carry', kind: 'subaccount', parent_account: '0x1' },
      { account: '0x595d2eb5236a12b8b4ad7d3849ce6a2', isolated_market: 'ETH-USD-PERP', kind: 'subaccount' },
      { account: '0x695d2eb5236a12b8b4ad7d3849ce6a2', username: 'old', archived_at: 1735000000000 },
    )
    const read1 = await read(balance(usdc), positions(), list, shares(), staking(), account())
    expect(read1.notIncluded).toEqual([
      { wallet: 'sub-accounts', reason: expect.stringMatching(/: carry, isolated ETH-USD-PERP\.$/) },
    ])
  })

  it('reads with a token alone, and says when it is none', async () => {
    const credentials = { apiSecret: 'eyJhbGciOiJIUzI1NiJ9.e30.signature' }
    await expect(connected({ exchange: 'paradex', credentials, calls: [account()] }).verify()).resolves.toMatchObject({
      permissions: ['read'],
    })
    const refused = { path: 'v1/account', status: 401, response: { error: 40111, message: 'invalid bearer token' } }
    await expect(connected({ exchange: 'paradex', credentials, calls: [refused] }).verify()).rejects.toMatchObject({
      code: 'exchange_credentials',
    })
  })
})
