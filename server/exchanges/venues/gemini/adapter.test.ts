import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { valued } from '../recordings.testing'
import { gemini } from './adapter'

/**
 * Answers in the forms of https://docs.gemini.com/rest-api (Get Available Balances, Get Staking Balances, Get Open Positions, Get Roles, Get
 * Account Detail), with figures that fit: margin and positions as public code of 2026-09 reads them, where nothing open comes as an
 * object; roles, account and staking as they are remembered of pages that could not be read again.
 */
const MARKETS = [{ symbol: 'BTC/GUSD:GUSD', id: 'btcgusdperp' }]
const PRICES = { USD: '1', GUSD: '1', BTC: '60000', ETH: '3000' }
type Call = { path: string; query?: string; status?: number; response: unknown }
const perp = {
  symbol: 'btcgusdperp',
  instrument_type: 'perp',
  quantity: '-0.2',
  notional_value: '-12000',
  realised_pnl: '1234.5678',
  unrealised_pnl: '99.946',
  average_cost: '60499.73',
  mark_price: '60000',
}
const balances = (...rows: object[]): Call => ({ path: 'v1/balances', response: rows })
const staking = (...rows: object[]): Call => ({ path: 'v1/balances/staking', response: rows })
const positions = (response: unknown = []): Call => ({ path: 'v1/positions', response })
const coin = (currency: string, amount: string, available = amount) => ({
  type: 'exchange',
  currency,
  amount,
  available,
  availableForWithdrawal: available,
  _timestamp: '2026-09-30T08:00:00.123456Z',
})
const run = (...calls: Call[]) => {
  const all = [...calls, ...[staking(), positions(), balances()].filter(({ path }) => !calls.some((call) => call.path === path))]
  // The longer path first: balances are told under the beginning of it.
  return valued({
    exchange: 'gemini',
    markets: MARKETS,
    calls: all.toSorted((a, b) => b.path.length - a.path.length),
    prices: PRICES,
  })
}

describe('Gemini', () => {
  it('reads coins in orders, and staked ones, which are in no other balance', async () => {
    const { assets, equity, notIncluded } = await run(
      balances(coin('BTC', '1.5', '1'), coin('USD', '0')),
      staking({
        type: 'Staking',
        currency: 'ETH',
        balance: 2,
        available: 0,
        availableForWithdrawal: 2,
        balanceByProvider: { '5f5b4d0c': { balance: 2 } },
      }),
    )
    expect(notIncluded).toEqual([])
    expect(assets.map(({ walletType, symbol, size, availableBalance }) => [walletType, symbol, size, availableBalance])).toEqual(
      expect.arrayContaining([
        ['spot', 'BTC', '1.5', '1'],
        ['earn', 'ETH', '2', '0'],
      ]),
    )
    expect(equity).toBe('96000')
  })

  it('reads perpetuals by coins and sign, their profit beside the balance', async () => {
    const { assets, equity } = await run(balances(coin('GUSD', '1000', '800')), positions([perp]))
    expect(equity).toBe('1099.946')
    expect(assets.find(({ assetType }) => assetType === 'position')).toMatchObject({
      symbol: 'BTC:PERP-GUSD',
      size: '-0.2',
      notional: '-12000',
      unrealizedProfit: '99.946',
      entryPrice: '60499.73',
      markPrice: '60000',
      positionSide: 'net',
    })
  })

  it('takes what was bought on margin for no position: it is a coin of the balance', async () => {
    const { assets } = await run(balances(coin('BTC', '1')), positions([{ ...perp, symbol: 'btcusd', instrument_type: 'spot' }]))
    expect(assets.map(({ assetType, symbol }) => [assetType, symbol])).toEqual([['token', 'BTC']])
  })

  it('reads an account in which nothing is open, in both forms of that, and nothing else as one', async () => {
    expect((await run(balances(coin('BTC', '1')), positions({ openPositions: [] }))).equity).toBe('60000')
    for (const other of [{}, { openPositions: null }, { positions: [] }])
      await expect(run(positions(other)), JSON.stringify(other)).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it('has no warning for an account that is none of derivatives, and names what a role may not see', async () => {
    const refused = (path: string, reason: string, status: number): Call => ({
      path,
      status,
      response: { result: 'error', reason, message: `${reason} of this account` },
    })
    const account = await run(balances(coin('BTC', '1')), refused('v1/positions', 'AccountNotOfTypeRequired', 400))
    expect(account.equity).toBe('60000')
    expect(account.notIncluded).toEqual([expect.objectContaining({ wallet: 'perp', unopened: true })])
    const role = await run(balances(coin('BTC', '1')), refused('v1/balances/staking', 'MissingRole', 403))
    expect(role.notIncluded.map(({ wallet }) => wallet)).toEqual(['earn'])
  })

  it('asks one call of a key after the other, since a nonce must grow', () => {
    expect(gemini.growingNonces).toBe(true)
  })
})

describe('a key of Gemini', () => {
  const tried = (...calls: Call[]) =>
    connected({ exchange: 'gemini', calls, credentials: { apiKey: 'account-key', apiSecret: 'secret' } }).verify()
  const roles = (more: object = {}): Call => ({
    path: 'v1/roles',
    response: { counterparty_id: 'EMONNYXJ', isAuditor: true, isFundManager: false, isTrader: false, ...more },
  })
  const account: Call = {
    path: 'v1/account',
    response: {
      account: { accountName: 'Primary', shortName: 'primary', type: 'exchange', created: '1498245007981' },
      users: [],
    },
  }

  it('tells its roles and the name of its account', async () => {
    expect(await tried(roles(), account)).toMatchObject({ permissions: ['read'], label: 'Primary' })
    expect(await tried(roles({ isAuditor: false, isFundManager: true, isTrader: true }), account)).toMatchObject({
      permissions: ['read', 'trade', 'withdraw'],
    })
  })

  it.each([
    ['InvalidApiKey', { code: 'exchange_credentials', fields: { apiKey: expect.any(String) } }],
    ['InvalidSignature', { code: 'exchange_credentials', fields: { apiSecret: expect.any(String) } }],
    ['InvalidNonce', { code: 'exchange_clock', message: expect.stringContaining('a key of its own') }],
    ['MissingRole', { code: 'exchange_permission' }],
    ['RateLimit', { code: 'exchange_rate_limit' }],
    ['Maintenance', { code: 'exchange_maintenance' }],
  ])('is refused by the words of its documentation (%s)', async (reason, error) => {
    const refused = tried({ path: 'v1/roles', status: 400, response: { result: 'error', reason, message: 'No.' } })
    await expect(refused).rejects.toMatchObject(error)
  })
})
