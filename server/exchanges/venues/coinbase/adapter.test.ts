import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { valued } from '../recordings.testing'

/** Answers in the form of Coinbase's documentation (as ccxt's coinbase.js quotes them), with figures that fit together. */
const MARKETS = [
  { symbol: 'ADA/USDC:USDC', id: 'ADA-PERP-INTX' },
  { symbol: 'BTC/USDC:USDC', id: 'BTC-PERP-INTX' },
  { symbol: 'BTC/USD:USD-260327', id: 'BIT-27MAR26-CDE', type: 'future' as const, contractSize: '0.01' },
]
const PRICES = { USDC: '1', BTC: '50000', ADA: '0.6', CELO: '0.5' }
type Call = { path: string; query?: string; status?: number; response: unknown }
const run = (calls: Call[]) => valued({ exchange: 'coinbase', markets: MARKETS, calls, prices: PRICES })
const account = (currency: string, value: string, hold = '0', fields: object = {}) => ({
  uuid: '11111111-1111-1111-1111-111111111111',
  name: `${currency} Wallet`,
  currency,
  available_balance: { value, currency },
  default: true,
  active: true,
  deleted_at: null,
  type: 'ACCOUNT_TYPE_CRYPTO',
  ready: false,
  hold: { value: hold, currency },
  platform: 'ACCOUNT_PLATFORM_CONSUMER',
  ...fields,
})
const money = (value: string) => ({ value, currency: 'USDC' })
const long = {
  product_id: '1r4njf84-0-0',
  symbol: 'ADA-PERP-INTX',
  vwap: money('0.6171'),
  position_side: 'POSITION_SIDE_LONG',
  net_size: '20',
  im_contribution: '0.1',
  unrealized_pnl: money('0.074'),
  mark_price: money('0.6208'),
  liquidation_price: money('0'),
  leverage: '1',
  im_notional: money('12.342'),
  mm_notional: money('0.814572'),
  position_notional: money('12.342'),
  margin_type: 'MARGIN_TYPE_CROSS',
  entry_vwap: money('0.6091'),
}
const intx = (balances: object[], positions: object[], total: string): Call[] => [
  {
    path: 'brokerage/portfolios',
    response: {
      portfolios: [
        { name: 'Default', uuid: 'aaaa', type: 'DEFAULT', deleted: false },
        { name: 'Perps', uuid: 'bbbb', type: 'INTX', deleted: false },
      ],
    },
  },
  {
    path: 'intx/portfolio/bbbb',
    response: {
      portfolios: [
        {
          portfolio_uuid: 'bbbb',
          collateral: '20.4184',
          portfolio_im_notional: money('12.342'),
          portfolio_mm_notional: money('0.814572'),
          unrealized_pnl: money('0.074'),
          total_balance: money(total),
        },
      ],
    },
  },
  { path: 'intx/balances/bbbb', response: { portfolio_balances: [{ portfolio_uuid: 'bbbb', balances }] } },
  { path: 'intx/positions/bbbb', response: { positions, summary: { aggregated_pnl: money('0.074') } } },
]
const collateral = (asset_name: string, quantity: string, loan = '0') => ({
  asset: { asset_id: '1', asset_name },
  quantity,
  hold: '0',
  collateral_value: quantity,
  max_withdraw_amount: '8.0764',
  loan,
})

describe('Coinbase', () => {
  it('reads all pages of the wallets, coins in orders too', async () => {
    const { assets, equities } = await run([
      {
        path: 'v3/brokerage/accounts',
        query: 'cursor=next',
        response: {
          accounts: [account('BTC', '0.5', '0', { type: 'ACCOUNT_TYPE_VAULT' }), account('CGLD', '3')],
          has_next: false,
          cursor: '',
          size: 2,
        },
      },
      {
        path: 'v3/brokerage/accounts',
        query: 'limit=250',
        response: {
          accounts: [account('BTC', '1.0000000000000000', '0.25'), account('BTC', '0.5'), account('USDC', '0.0000000000000000')],
          has_next: true,
          cursor: 'next',
          size: 3,
        },
      },
    ])
    const rows = assets.map(({ walletType, symbol, size, availableBalance }) =>
      [walletType, symbol, size, availableBalance].join(' '),
    )
    expect(rows).toEqual(['spot BTC 1.75 1.5', 'vault BTC 0.5 0.5', 'spot CELO 3 3'])
    expect(equities.map(({ walletType }) => walletType)).toEqual(['spot', 'vault'])
  })

  it('leaves wallets of derivatives to their own calls', async () => {
    const perps = account('USDC', '20.4184', '0', { platform: 'ACCOUNT_PLATFORM_INTX' })
    const { assets, equity } = await run([
      { path: 'v3/brokerage/accounts', response: { accounts: [perps, account('USDC', '5')], has_next: false, cursor: '' } },
      ...intx([collateral('USDC', '20.4184')], [long], '20.4924'),
    ])
    expect(assets.map(({ walletType, symbol }) => `${walletType} ${symbol}`)).toEqual([
      'perp USDC',
      'perp ADA:PERP-USDC',
      'spot USDC',
    ])
    expect(equity).toBe('25.4924')
  })

  it('reads perpetuals with their portfolio, profit exactly once', async () => {
    const { assets, equities, warnings } = await run(
      intx([collateral('USDC', '20.4184')], [long, { ...long, net_size: '0' }], '20.4924'),
    )
    expect(assets.find(({ symbol }) => symbol === 'USDC')).toMatchObject({
      walletType: 'perp',
      size: '20.4184',
      unrealizedProfit: '0.074',
      marginBalance: '20.4924',
      initialMargin: '12.342',
      maintMargin: '0.814572',
      availableBalance: '8.0764',
    })
    expect(assets.find(({ symbol }) => symbol === 'ADA:PERP-USDC')).toMatchObject({
      size: '20',
      notional: '12.416',
      unrealizedProfit: '0.074',
      initialMargin: '12.342',
      maintMargin: '0.814572',
      leverage: '1',
      entryPrice: '0.6091',
      markPrice: '0.6208',
      liquidationPrice: null,
      marginMode: 'cross',
      positionSide: 'net',
    })
    expect(equities.find(({ walletType }) => walletType === 'perp')).toMatchObject({
      totalEquity: '20.4924',
      reportedEquity: '20.4924',
    })
    expect(warnings.filter((line) => line.startsWith('Wallet'))).toEqual([])
  })

  it('subtracts loans, reads a short, and knows no own total of several collaterals', async () => {
    const short = {
      ...long,
      symbol: 'BTC-PERP-INTX',
      position_side: 'POSITION_SIDE_SHORT',
      net_size: '-0.1',
      mark_price: money('50000'),
      margin_type: 'MARGIN_TYPE_ISOLATED',
      leverage: '5',
    }
    const { assets, equities } = await run(intx([collateral('BTC', '1.75', '1')], [short], '30000'))
    expect(assets.find(({ symbol }) => symbol === 'BTC')).toMatchObject({
      size: '0.75',
      amount: '1.75',
      borrowed: '1',
      marginBalance: '0.75',
    })
    expect(assets.find(({ symbol }) => symbol === 'USDC')).toMatchObject({
      size: '0',
      unrealizedProfit: '0.074',
      marginBalance: '0.074',
    })
    expect(assets.find(({ symbol }) => symbol === 'BTC:PERP-USDC')).toMatchObject({
      size: '-0.1',
      notional: '-5000',
      marginMode: 'isolated',
      leverage: '5',
    })
    expect(equities.find(({ walletType }) => walletType === 'perp')?.reportedEquity).toBeNull()
  })

  it('reads futures in the United States with the profit of the day', async () => {
    const usd = (value: string) => ({ value, currency: 'USD' })
    const { assets, equity } = await run([
      {
        path: 'cfm/balance_summary',
        response: {
          balance_summary: {
            total_usd_balance: usd('1500'),
            cbi_usd_balance: usd('500'),
            cfm_usd_balance: usd('1000'),
            unrealized_pnl: usd('-20.5'),
            daily_realized_pnl: usd('5'),
            initial_margin: usd('150'),
            available_margin: usd('834.5'),
          },
        },
      },
      {
        path: 'cfm/positions',
        response: {
          positions: [
            {
              product_id: 'BIT-27MAR26-CDE',
              expiration_time: '2026-03-27T16:00:00Z',
              side: 'SHORT',
              number_of_contracts: '3',
              current_price: '50000',
              avg_entry_price: '49316',
              unrealized_pnl: '-20.5',
              daily_realized_pnl: '5',
            },
          ],
        },
      },
    ])
    expect(assets.find(({ symbol }) => symbol === 'USD')).toMatchObject({
      walletType: 'future',
      size: '1000',
      unrealizedProfit: '-20.5',
      marginBalance: '984.5',
      initialMargin: '150',
    })
    expect(assets.find(({ assetType }) => assetType === 'position')).toMatchObject({
      symbol: 'BTC:260327-USD:USD',
      marketType: 'future',
      size: '-0.03',
      notional: '-1500',
    })
    expect(equity).toBe('984.5')
  })

  it('says when there are no perpetuals to see', async () => {
    const { notIncluded } = await run([
      { path: 'brokerage/portfolios', response: { portfolios: [{ uuid: 'aaaa', type: 'DEFAULT' }] } },
    ])
    expect(notIncluded).toContainEqual({ wallet: 'perp', reason: expect.stringContaining('no perpetuals portfolio') })
  })

  it('reads the older call', async () => {
    const old = (code: string, amount: string, type = 'wallet') => ({
      id: code,
      type,
      currency: { code },
      balance: { amount, currency: code },
    })
    const { assets } = await run([
      {
        path: 'v2/accounts',
        query: 'starting_after=6b17',
        response: { pagination: { next_starting_after: null }, data: [old('BTC', '0.25')] },
      },
      {
        path: 'v2/accounts',
        response: { pagination: { next_starting_after: '6b17' }, data: [old('BTC', '1.5'), old('MINA', '0.000000000')] },
      },
    ])
    expect(assets.map(({ symbol, size }) => [symbol, size])).toEqual([['BTC', '1.75']])
  })

  it.each([
    [401, 'Unauthorized', 'exchange_credentials'],
    [
      403,
      { error: 'PERMISSION_DENIED', error_details: 'Missing required scopes', message: 'Missing required scopes' },
      'exchange_permission',
    ],
    [429, { errors: [{ id: 'rate_limit_exceeded', message: 'Too many requests' }] }, 'exchange_rate_limit'],
    [401, { errors: [{ id: 'authentication_error', message: 'request timestamp expired' }] }, 'exchange_clock'],
    [503, 'Service Unavailable', 'exchange_network'],
  ])('tells %s %j', async (status, response, code) => {
    await expect(run([{ path: 'api.coinbase.com', status, response }])).rejects.toMatchObject({ code })
  })
})

describe('a key of Coinbase', () => {
  const verify = (key: object) =>
    connected({ exchange: 'coinbase', calls: [{ path: 'key_permissions', response: key }] }).verify()

  it('goes by the name of its portfolio', async () => {
    const portfolios = [
      { name: 'Default', uuid: 'a' },
      { name: 'Treasury', uuid: 'b' },
    ]
    const labelled = (key: object) =>
      connected({
        exchange: 'coinbase',
        calls: [
          { path: 'key_permissions', response: { can_view: true, ...key } },
          { path: 'brokerage/portfolios', response: { portfolios } },
        ],
      }).verify()
    expect((await labelled({ portfolio_uuid: 'b', portfolio_type: 'CONSUMER' })).label).toBe('Treasury')
    expect((await labelled({ portfolio_uuid: 'a', portfolio_type: 'DEFAULT' })).label).toBeNull()
  })

  it('is told with its permissions', async () => {
    expect(
      (await verify({ can_view: true, can_trade: false, can_transfer: false, portfolio_uuid: 'a', portfolio_type: 'DEFAULT' }))
        .permissions,
    ).toEqual(['read'])
    expect((await verify({ can_view: true, can_trade: true, can_transfer: true })).permissions).toEqual([
      'read',
      'trade',
      'withdraw',
      'transfer',
    ])
  })

  it('is refused when it may not look', async () => {
    await expect(verify({ can_view: false, can_trade: true })).rejects.toMatchObject({ code: 'exchange_permission' })
  })
})

it('prices coins of Coinbase in one public call', async () => {
  const { prices } = connected({
    exchange: 'coinbase',
    markets: [{ symbol: 'BTC/USD', id: 'BTC-USD' }],
    calls: [{ path: 'brokerage/market/products', response: { products: [{ product_id: 'BTC-USD', price: '50000.01' }] } }],
  })
  expect(await prices('BTC')).toEqual({ BTC: '50000.01 by BTC-USD' })
})
