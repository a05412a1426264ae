import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { valued } from '../recordings.testing'

/** Answers in the form of https://docs.bitfinex.com/reference (rest-auth-wallets, rest-auth-positions, key-permissions), as ccxt 4.5.84 quotes them. */
const MARKETS = [
  { symbol: 'BTC/USDT:USDT', id: 'tBTCF0:USTF0' },
  { symbol: 'BTC/USD', id: 'tBTCUSD' },
  { symbol: 'ETH/BTC', id: 'tETHBTC' },
]
const PRICES = { USDT: '1', BTC: '50000', ETH: '3000', USD: '1' }
type Call = { path: string; query?: string; status?: number; response: unknown }
const run = (...calls: Call[]) => valued({ exchange: 'bitfinex', markets: MARKETS, calls, prices: PRICES })
const wallets = (...rows: unknown[][]): Call => ({ path: 'auth/r/wallets', response: rows })
const positions = (...rows: unknown[][]): Call => ({ path: 'auth/r/positions', response: rows })
const position = (symbol: string, size: number, entry: number, profit: number | null, more: unknown[] = []) => [
  ...[
    symbol,
    'ACTIVE',
    size,
    entry,
    0,
    0,
    profit,
    -0.0003,
    7045.876419249083,
    3.07,
    null,
    142355652,
    1574002216000,
    1574002216000,
  ],
  ...(more.length > 0 ? more : [null, 0, null, 0, 0, { reason: 'TRADE' }]),
]
const derivative = (collateral: number) => [null, 1, null, collateral, 150, { reason: 'TRADE' }]
const first = ({ assets }: Awaited<ReturnType<typeof run>>) => assets.find(({ assetType }) => assetType === 'position')

describe('Bitfinex', () => {
  it('reads each wallet with what is lent, in orders or put up, and coins of derivatives as what they are', async () => {
    const { assets, equity } = await run(
      wallets(
        ['exchange', 'BTC', 0.12345678, 0, 0.1, null, null],
        ['exchange', 'UST', 10.5, 0, 10.5, null, null],
        ['margin', 'USD', 2000, -0.5, null, null, null],
        ['margin', 'USTF0', 3000, 0, 0, null, null],
        ['funding', 'USD', 5000, 1.25, 20.5],
        ['exchange', 'ETH', 0, 0, 0, null, null],
      ),
      positions(),
    )
    expect(
      assets.map(({ walletType, symbol, size, availableBalance }) => [walletType, symbol, size, availableBalance]).sort(),
    ).toEqual([
      ['funding', 'USD', '5000', '20.5'],
      ['margin', 'USD', '2000', null],
      ['perp', 'USDT', '3000', '0'],
      ['spot', 'BTC', '0.12345678', '0.1'],
      ['spot', 'USDT', '10.5', '10.5'],
    ])
    expect(equity).toBe('16183.339')
  })

  it('reads a derivative with its own collateral, which stays in the balance of its coin', async () => {
    const account = await run(
      wallets(['margin', 'USTF0', 3000, 0, 0]),
      positions(position('tBTCF0:USTF0', -0.5, 60000, -12.5, derivative(3000))),
    )
    expect(first(account)).toMatchObject({
      symbol: 'BTC:PERP-USDT',
      walletType: 'perp',
      size: '-0.5',
      // The profit tells how far the mark is from the entry.
      markPrice: '60025',
      notional: '-30012.5',
      initialMargin: '3000',
      maintMargin: '150',
      marginBalance: '3000',
      marginMode: 'isolated',
      positionSide: 'net',
    })
    expect(account.equity).toBe('2987.5')
  })

  it('counts what a position on margin won in the coin of its quote, once', async () => {
    const open = positions(position('tBTCUSD', 0.0195, 8565.0267019, -0.33455568705000516))
    const held = await run(wallets(['margin', 'USD', 100, 0, null]), open)
    expect(first(held)).toMatchObject({
      walletType: 'margin',
      marketType: 'margin',
      marginMode: 'cross',
      leverage: '3.07',
      marginBalance: null,
    })
    expect(held.assets.find(({ symbol }) => symbol === 'USD')).toMatchObject({
      size: '100',
      unrealizedProfit: '-0.33455568705000516',
    })
    expect(held.equity).toBe('99.66544431295')
    // A wallet without that coin.
    expect((await run(wallets(['margin', 'BTC', 1, 0, null]), open)).equity).toBe('49999.66544431295')
    // Of a pair in another coin it is in that one.
    const inBitcoin = await run(wallets(['margin', 'BTC', 1, 0, null]), positions(position('tETHBTC', 2, 0.05, 0.02)))
    expect(inBitcoin.equity).toBe('51000')
  })

  it('takes a market of derivatives for one whatever type stands beside it, and says where a profit is missing', async () => {
    const account = await run(
      wallets(['margin', 'USTF0', 250, 0, 250]),
      positions(position('tBTCF0:USTF0', 0.01, 50000, null, [null, 0, null, 100, 10, null])),
    )
    expect(first(account)).toMatchObject({ walletType: 'perp', markPrice: null, notional: null, unrealizedProfit: null })
    expect(account.warnings.join()).toContain('does not tell the profit')
  })

  it('keeps a kind of wallet that nobody told of under its name', async () => {
    const { assets } = await run(wallets(['staking', 'ETH', 2, 0, 2]), positions())
    expect(assets.map(({ walletType, size }) => [walletType, size])).toEqual([['staking', '2']])
  })

  it('drops no closed row as open, and takes none for an empty list', async () => {
    const account = await run(wallets(['margin', 'USTF0', 1, 0, 1]), positions(position('tBTCF0:USTF0', 0, 0, 0)))
    expect(first(account)).toBeUndefined()
    await expect(run(wallets(['exchange', 'BTC', '' as unknown, 0, 0]), positions())).rejects.toMatchObject({
      code: 'exchange_network',
    })
    await expect(run(wallets(), positions(['tBTCUSD', 'ACTIVE']))).rejects.toMatchObject({ code: 'exchange_network' })
  })

  it.each([
    [10100, 'apikey: invalid', 'exchange_credentials'],
    [10100, 'apikey: digest invalid', 'exchange_credentials'],
    [10114, 'nonce: small', 'exchange_clock'],
    [10001, 'api_key: permission invalid', 'exchange_permission'],
    [11010, 'ratelimit: error', 'exchange_rate_limit'],
    [20060, 'maintenance', 'exchange_maintenance'],
  ])('tells %s %s', async (code, words, told) => {
    await expect(run({ path: 'auth/r/', status: 500, response: ['error', code, words] })).rejects.toMatchObject({ code: told })
  })

  it('tells what a key may do, and that one which may move coins does more than read', async () => {
    const scopes = (wallet: number, withdraw: number) => [
      ['account', 1, 0],
      ['orders', 1, 0],
      ['wallets', 1, wallet],
      ['withdraw', 0, withdraw],
    ]
    const key = async (wallet: number, withdraw: number) =>
      (
        await connected({
          exchange: 'bitfinex',
          markets: MARKETS,
          calls: [{ path: 'auth/r/permissions', response: scopes(wallet, withdraw) }],
        }).verify()
      ).permissions
    expect(await key(0, 0)).toEqual(['read'])
    expect(await key(1, 1)).toEqual(['read', 'withdraw', 'transfer'])
  })
})
