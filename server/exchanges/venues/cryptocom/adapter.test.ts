import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { valued } from '../recordings.testing'

/**
 * Answers in the form of https://exchange-docs.crypto.com/exchange/v1/rest-ws/index.html (private/user-balance with the isolated positions
 * of 2026-01-08, private/get-positions, private/staking/get-staking-position; read 2026-11-29).
 */
const MARKETS = [{ symbol: 'BTC/USD:USD', id: 'BTCUSD-PERP' }]
const PRICES = { USD: '1', USDT: '1', BTC: '50000', CRO: '0.2', SOL: '100' }
type Call = { path: string; query?: string; status?: number; response: unknown }
const ok = (method: string, data: unknown[]): Call => ({
  path: `private/${method}`,
  response: { id: 11, method: `private/${method}`, code: 0, result: { data } },
})
const coin = (instrument_name: string, quantity: string, reserved_qty = '0.00000000') => ({
  instrument_name,
  quantity,
  market_value: '1',
  collateral_eligible: 'true',
  haircut: '0.5',
  collateral_amount: '1',
  max_withdrawal_balance: quantity,
  reserved_qty,
})
const account = (profit: string, coins: object[], more: object = {}) => ({
  total_available_balance: '4721.05898582',
  total_margin_balance: '7595.42571782',
  total_initial_margin: '2874.36673202',
  total_position_im: '486.31273202',
  total_haircut: '2388.054',
  total_maintenance_margin: '1437.18336601',
  total_cash_balance: '7890.00320721',
  total_collateral_value: '7651.18811483',
  total_session_unrealized_pnl: profit,
  instrument_name: 'USD',
  total_session_realized_pnl: '0.00000000',
  is_liquidating: false,
  total_effective_leverage: '1.90401230',
  position_limit: '3000000.00000000',
  used_position_limit: '40674.69622001',
  position_balances: coins,
  ...more,
})
const balance = (...args: Parameters<typeof account>) => ok('user-balance', [account(...args)])
const short = {
  account_id: '858dbc8b-22fd-49fa-bff4-d342d98a8acb',
  quantity: '-0.1984',
  cost: '-10159.573500',
  open_position_pnl: '-497.743736',
  open_pos_cost: '-10159.352200',
  session_pnl: '2.236145',
  update_timestamp_ms: 1613552240770,
  instrument_name: 'BTCUSD-PERP',
  type: 'PERPETUAL_SWAP',
}
const positions = (...rows: object[]) => ok('get-positions', rows)
const stakes = (...rows: object[]) => ok('staking/get-staking-position', rows)
const run = (...calls: Call[]) => valued({ exchange: 'cryptocom', markets: MARKETS, calls, prices: PRICES })

describe('Crypto.com', () => {
  it('adds the profit that is not settled yet to the coin of the margin, and tells what orders hold', async () => {
    const { assets, equity } = await run(
      balance('-55.76239701', [coin('CRO', '1000', '100'), coin('USD', '3113.50747209')]),
      positions(short, { ...short, quantity: '0', instrument_name: 'ETHUSD-PERP' }),
      stakes(),
    )
    expect(assets.find(({ symbol }) => symbol === 'USD')).toMatchObject({
      walletType: 'unified',
      size: '3113.50747209',
      unrealizedProfit: '-55.76239701',
      marginBalance: '3057.74507508',
      initialMargin: '486.31273202',
      maintMargin: '1437.18336601',
    })
    expect(assets.find(({ symbol }) => symbol === 'CRO')).toMatchObject({ size: '1000', availableBalance: '900' })
    // 1000 CRO at 0.2: the profit since the opening, which the position tells, is settled into the coins but for that of the session.
    expect(equity).toBe('3257.74507508')
    expect(assets.find(({ assetType }) => assetType === 'position')).toMatchObject({
      symbol: 'BTC:PERP-USD:USD',
      size: '-0.1984',
      notional: '-10657.095936',
      unrealizedProfit: '-497.743736',
      entryPrice: '51206.412298387097',
      markPrice: '53715.201290322581',
      marginMode: 'cross',
      positionSide: 'net',
      leverage: null,
      initialMargin: null,
    })
  })

  it('counts the profit also where nothing of the margin’s coin is held', async () => {
    const { assets, equity } = await run(balance('-55.5', [coin('BTC', '0.1')]), positions(short), stakes())
    expect(assets.find(({ symbol }) => symbol === 'USD')).toMatchObject({ size: '0', marginBalance: '-55.5' })
    expect(equity).toBe('4944.5')
  })

  it('counts what isolated positions hold, which is in no coin of the account', async () => {
    const isolated = account('-0.003', [coin('USD', '8.9632670590686')], {
      isolation_id: '19848526',
      leverage: '10',
      isolation_type: 'ISOLATED_MARGIN',
      total_position_im: '0.5481',
      total_maintenance_margin: '0.27405',
    })
    const row = {
      ...short,
      quantity: '0.0002',
      open_pos_cost: '10.962',
      open_position_pnl: '-0.003',
      isolation_id: '19848526',
      isolation_type: 'ISOLATED_MARGIN',
      liquidation_price: '10500',
    }
    const { assets, equity } = await run(
      balance('0', [coin('USD', '100'), coin('BTC', '1')], {
        total_isolated_cash_balance: '8.96326705',
        isolated_positions: [isolated],
      }),
      positions(row),
      stakes(),
    )
    expect(equity).toBe('50108.960267059069')
    expect(assets.find(({ symbol }) => symbol === 'USD')).toMatchObject({ size: '108.9632670590686', unrealizedProfit: '-0.003' })
    expect(assets.find(({ assetType }) => assetType === 'position')).toMatchObject({
      marginMode: 'isolated',
      leverage: '10',
      initialMargin: '0.5481',
      maintMargin: '0.27405',
      marginBalance: '8.9602670590686',
      liquidationPrice: '10500',
      entryPrice: '54810',
    })
  })

  it('tells a coin below zero as a debt', async () => {
    const { assets, equity } = await run(balance('0', [coin('USDT', '-250.5'), coin('BTC', '0.1')]), positions(), stakes())
    expect(assets.find(({ symbol }) => symbol === 'USDT')).toMatchObject({ size: '-250.5', borrowed: '250.5', amount: '0' })
    expect(equity).toBe('4749.5')
  })

  it('reads what is staked once, and says what is on its way', async () => {
    const stake = (name: string, staked_quantity: string, pending: string) => ({
      instrument_name: `${name}.staked`,
      underlying_inst_name: 'SOL',
      staked_quantity,
      pending_staked_quantity: pending,
      pending_unstaked_quantity: '0',
      reward_eligible_quantity: '1',
    })
    const { assets, equity, warnings, bound } = await run(
      balance('0', [coin('USD', '10'), coin('SOL.staked', '3')]),
      positions(),
      stakes(stake('SOL', '3', '2.5'), stake('TSSOL', '4', '0')),
    )
    expect(assets.map(({ walletType, symbol, size }) => [walletType, symbol, size]).sort()).toEqual([
      ['earn', 'SOL', '3'],
      ['earn', 'TSSOL', '4'],
      ['unified', 'USD', '10'],
    ])
    // A coin that stands for a stake and its yield is not worth what was staked: it has no price here.
    expect(equity).toBe('310')
    expect(warnings.join(' ')).toContain('2.5 SOL that are being staked')
    expect(bound).not.toBe('exact')
  })

  it('takes an empty quantity for no balance', async () => {
    await expect(run(balance('0', [coin('USD', '')]), positions(), stakes())).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it('names stakes where the key may not read them', async () => {
    const refused = { path: 'staking/get-staking-position', status: 400, response: { id: 1, code: 40104, message: 'FORBIDDEN' } }
    const { equity, notIncluded } = await run(balance('0', [coin('USD', '10')]), positions(), refused)
    expect(equity).toBe('10')
    expect(notIncluded.map(({ wallet }) => wallet)).toEqual(['earn'])
  })
})

describe('a key of Crypto.com', () => {
  const verify = (response: unknown, status = 200) =>
    connected({ exchange: 'cryptocom', calls: [{ path: 'private/user-balance', status, response }] }).verify()

  it('is proven by the balance, which tells nothing of it', async () => {
    expect(await verify(balance('0', []).response)).toEqual({
      permissions: null,
      positionMode: 'one_way',
      ipList: null,
      expiresAt: null,
      label: null,
    })
  })

  it.each([
    [40101, 401, 'exchange_credentials'],
    [40102, 400, 'exchange_clock'],
    [40103, 401, 'exchange_ip'],
    [42901, 429, 'exchange_rate_limit'],
  ])('that is refused with %i is told why', async (code, status, told) => {
    await expect(verify({ id: 1, method: 'private/user-balance', code, message: 'NO' }, status)).rejects.toMatchObject({
      code: told,
    })
  })
})
