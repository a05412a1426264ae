import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { valued } from '../recordings.testing'

/**
 * Answers of https://www.bitstamp.net/api/ (Account balances, Earn subscriptions, Open positions, Margin info; as github.com/JKorf/Bitstamp.Net
 * 541081ea and github.com/thrasher-corp/gocryptotrader keep them, read 2026-11-29), with figures that fit.
 */
const MARKETS = [{ symbol: 'BTC/USD:USD', id: 'btcusd-perp' }]
const PRICES = { USD: '1', BTC: '60000', ETH: '3000', ADA: '0.5' }
type Call = { path: string; query?: string; status?: number; response: unknown }
const open = {
  id: '1234567890',
  market: 'BTC/USD-PERP',
  market_type: 'PERPETUAL',
  margin_mode: 'ISOLATED',
  settlement_currency: 'USD',
  entry_price: '61000.00',
  pnl_percentage: '20.00',
  pnl_realized: '-40.00',
  pnl_settled_since_inception: '250.00',
  leverage: '3.00',
  pnl: '460.00',
  cumulative_price_pnl: '500.00',
  cumulative_trading_fees: '-20.00',
  cumulative_liquidation_fees: '0',
  cumulative_funding: '-20.00',
  cumulative_socialized_loss: '0',
  size: '0.50',
  pnl_unrealized: '500.00',
  pnl_in_settlement: '0',
  implied_leverage: '3.00',
  initial_margin: '10012.12',
  initial_margin_ratio: '3.00',
  current_margin: '10012.12',
  collateral_reserved: '10000.12',
  maintenance_margin: '512.12',
  maintenance_margin_ratio: '3.12',
  estimated_liquidation_price: '79000.00',
  estimated_closing_fee_amount: '3.12',
  mark_price: '60000.00',
  current_value: '30000.00',
  entry_value: '30500.00',
  strike_price: '60500.00',
  side: 'SHORT',
  margin_tier: '1',
}
const balances = (...rows: [currency: string, total: string, available: string][]): Call => ({
  path: 'account_balances',
  response: rows.map(([currency, total, available]) => ({ currency, total, available, reserved: '0.00000000' })),
})
const positions = (...rows: object[]): Call => ({ path: 'open_positions', response: rows })
const margin = (total_amount: string): Call => ({
  path: 'margin_info',
  response: {
    account_margin: '20000.00',
    account_margin_available: '10000.00',
    account_margin_reserved: '10000.00',
    account_margin_currency: 'USD',
    assets: [{ asset: 'USD', total_amount, available: '10000.00', reserved: '10000.00', margin_available: '10000.00' }],
    initial_margin_ratio: '3.00',
    maintenance_margin_ratio: '3.12',
    implied_leverage: '3.12',
  },
})
const EMPTY: Call[] = [balances(), positions(), { path: 'earn/subscriptions', response: [] }, margin('0')]
const run = (...calls: Call[]) =>
  valued({
    exchange: 'bitstamp',
    markets: MARKETS,
    calls: [...calls, ...EMPTY.filter(({ path }) => !calls.some((call) => call.path === path))],
    prices: PRICES,
  })

describe('Bitstamp', () => {
  it('reads coins in orders, and what is staked and lent, which left the balance', async () => {
    const subscription = {
      currency: 'ETH',
      type: 'STAKING',
      term: 'FLEXIBLE',
      amount: 2.5,
      available_amount: 1,
      amount_earned: 0.01,
      estimated_annual_yield: 4,
      activation_period: '1 day',
      distribution_period: 'WEEKLY',
      minimum_subscription_amount: 0.0001,
    }
    const { assets, equity, notIncluded } = await run(balances(['btc', '1.50000000', '1.00000000'], ['ada', '0', '0']), {
      path: 'earn/subscriptions',
      response: [subscription, { ...subscription, type: 'LENDING', amount: 0.5, available_amount: 0.5 }],
    })
    expect(notIncluded).toEqual([])
    expect(assets.map(({ walletType, symbol, size, availableBalance }) => [walletType, symbol, size, availableBalance])).toEqual(
      expect.arrayContaining([
        ['spot', 'BTC', '1.50000000', '1.00000000'],
        ['earn', 'ETH', '3', '1.5'],
      ]),
    )
    expect(equity).toBe('99000')
  })

  it('counts what a position made and was not settled yet, beside a balance that holds its margin', async () => {
    const { assets, equity, warnings } = await run(balances(['usd', '20000.00', '10000.00']), positions(open), margin('20000.00'))
    // 460 less the 250 that were settled; margin is not counted on top.
    expect(equity).toBe('20210')
    expect(warnings).toEqual([])
    expect(assets.find(({ assetType }) => assetType === 'position')).toMatchObject({
      symbol: 'BTC:PERP-USD:USD',
      size: '-0.50',
      notional: '-30000',
      unrealizedProfit: '500.00',
      initialMargin: '10012.12',
      maintMargin: '512.12',
      marginBalance: '10000.12',
      leverage: '3.00',
      entryPrice: '61000.00',
      markPrice: '60000.00',
      liquidationPrice: '79000.00',
      marginMode: 'isolated',
      positionSide: 'net',
    })
  })

  it('reads a cross position, and passes over a closed one', async () => {
    const long = { ...open, side: 'LONG', margin_mode: 'CROSS', estimated_liquidation_price: '0.00' }
    const { assets } = await run(positions(long, { ...open, size: '0.00' }))
    expect(assets.filter(({ assetType }) => assetType === 'position')).toEqual([
      expect.objectContaining({ size: '0.50', marginMode: 'cross', marginBalance: null, liquidationPrice: null }),
    ])
  })

  it('says so where the profit does not come to its parts, or margin is more than the balance', async () => {
    const odd = await run(positions({ ...open, pnl: '999.00' }))
    expect(odd.warnings.join()).toContain('its parts do not come to')
    const silent = await run(positions({ ...open, pnl_settled_since_inception: null }))
    expect(silent.equity).toBe('0')
    expect(silent.warnings.join()).toContain('does not tell what of the profit')
    const more = await run(balances(['usd', '5.00', '5.00']), positions(open), margin('20000.00'))
    expect(more.equity).toBe('215')
    expect(more.warnings.join()).toContain('20000.00 USD as margin of perpetuals and a balance of 5.00 USD')
  })

  it('asks for margin only where a position is open', async () => {
    const { notIncluded } = await valued({
      exchange: 'bitstamp',
      markets: MARKETS,
      calls: [balances(['btc', '1', '1']), positions(), { path: 'earn/subscriptions', response: [] }],
      prices: PRICES,
    })
    expect(notIncluded).toEqual([])
  })

  it('names what a key may not see, and reads the rest', async () => {
    const refused = { status: 403, response: { status: 'error', reason: 'No permission found', code: 'API0003' } }
    const account = await run(
      balances(['btc', '1', '1']),
      { path: 'open_positions', ...refused },
      { path: 'earn/subscriptions', ...refused },
    )
    expect(account.equity).toBe('60000')
    expect(account.notIncluded.map(({ wallet }) => wallet).sort()).toEqual(['earn', 'perp'])
  })

  it('takes nothing else for a balance or a position', async () => {
    for (const bad of [{ size: '' }, { side: 'BOTH' }, { margin_mode: null }])
      await expect(run(positions({ ...open, ...bad })), JSON.stringify(bad)).rejects.toMatchObject({ code: 'exchange_network' })
    await expect(run(balances(['btc', '', '1']))).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it.each([
    ['API0001', 'API key not found', { code: 'exchange_credentials', fields: { apiKey: expect.any(String) } }],
    ['API0011', 'Missing or wrong API key', { code: 'exchange_credentials', fields: { apiKey: expect.any(String) } }],
    ['API0005', 'Invalid signature', { code: 'exchange_credentials', fields: { apiSecret: expect.any(String) } }],
    ['API0002', 'IP address not allowed', { code: 'exchange_ip' }],
    ['API0003', 'No permission found', { code: 'exchange_permission' }],
    ['API0004', 'Invalid nonce', { code: 'exchange_clock' }],
    ['400.002', 'Request rate limit exceeded.', { code: 'exchange_rate_limit' }],
  ])('tells a refused key by its code (%s)', async (code, reason, error) => {
    const tried = connected({
      exchange: 'bitstamp',
      calls: [{ path: 'account_balances', status: 403, response: { status: 'error', reason, code } }],
    })
    await expect(tried.verify()).rejects.toMatchObject(error)
  })
})
