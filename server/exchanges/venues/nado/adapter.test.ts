import { describe, expect, it } from 'vitest'
import { connected } from '../connection.testing'
import { type TestRecording, valued } from '../recordings.testing'

/**
 * Answers in the form of https://docs.nado.xyz/developer-resources/api/gateway/queries/subaccount-info, isolated-positions and
 * archive-indexer/subaccounts (2026-11), and of nado-python-sdk 2026-02-28 (`SubaccountInfoData`, `IsolatedPosition`). The isolated
 * position is the figures of the documentation's own.
 */

const ADDRESS = '0x0000000000000000000000000000000000000001'
const DEFAULT = '64656661756c740000000000'
/** `carry` */
const OTHER = '636172727900000000000000'
const MARKETS = [
  { symbol: 'BTC/USDT0:USDT0', id: '2' },
  { symbol: 'ETH/USDT0:USDT0', id: '4' },
  { symbol: 'BERA/USDT0:USDT0', id: '40' },
  { symbol: 'BTC/USDT0', id: '1' },
]
const PRICES = { USDT0: '1', BTC: '60000' }
const read = (...calls: TestRecording['calls']) => valued({ exchange: 'nado', markets: MARKETS, calls, prices: PRICES })

const x18 = (value: string) => {
  const [whole = '0', part = ''] = value.replace('-', '').split('.')
  const digits = `${whole}${part.padEnd(18, '0')}`.replace(/^0+(?=\d)/, '')
  return value.startsWith('-') ? `-${digits}` : digits
}
const spot = (product_id: number, amount: string) => ({ product_id, balance: { amount: x18(amount) } })
const perp = (product_id: number, amount: string, quote: string) => ({
  product_id,
  balance: { amount: x18(amount), v_quote_balance: x18(quote), last_cumulative_funding_x18: '-394223711772447555304' },
})
const product = (product_id: number, price: string) => ({
  product_id,
  oracle_price_x18: x18(price),
  risk: {
    long_weight_initial_x18: x18('0.95'),
    short_weight_initial_x18: x18('1.05'),
    long_weight_maintenance_x18: x18('0.97'),
    short_weight_maintenance_x18: x18('1.03'),
    price_x18: x18(price),
  },
})
const info = (name: string, more: object = {}) => ({
  path: 'v1/query',
  query: 'type=subaccount_info',
  response: {
    status: 'success',
    data: {
      subaccount: `${ADDRESS}${name}`,
      exists: true,
      healths: [
        { assets: '0', liabilities: '0', health: x18('4700') },
        { assets: '0', liabilities: '0', health: x18('4920') },
        { assets: '0', liabilities: '0', health: x18('5100') },
      ],
      spot_balances: [spot(0, '5000'), spot(1, '0')],
      perp_balances: [perp(2, '-0.1', '6100'), perp(4, '0', '0')],
      spot_products: [],
      perp_products: [product(2, '60000'), product(4, '3000')],
      ...more,
    },
    request_type: 'query_subaccount_info',
  },
})
const isolated = (...rows: object[]) => ({
  path: 'v1/query',
  query: 'type=isolated_positions',
  response: { status: 'success', data: { isolated_positions: rows }, request_type: 'query_isolated_positions' },
})
const listed = (...names: { name: string; isolated?: boolean }[]) => ({
  path: 'v1',
  query: '"subaccounts"',
  response: {
    subaccounts: names.map(({ name, isolated: apart = false }, at) => ({
      id: String(at + 1),
      subaccount: `${ADDRESS}${name}`,
      address: ADDRESS,
      subaccount_name: 'default',
      created_at: '1',
      isolated: apart,
    })),
  },
})
const BERA = {
  subaccount: '0xeae27ae6412147ed6d5692fd91709dad6dbfc34200000000000000280269736f',
  quote_balance: { product_id: 0, balance: { amount: '200044412311089295472' } },
  base_balance: {
    product_id: 40,
    balance: { amount: '1720000000000000000000', v_quote_balance: '-800854578334374649165', last_cumulative_funding_x18: '1' },
  },
  base_product: product(40, '0.5'),
  healths: [],
}
type Found = Awaited<ReturnType<typeof read>>
const tokens = ({ assets }: Found) =>
  assets.flatMap(({ assetType, walletType, symbol, size, unrealizedProfit }) =>
    assetType === 'token' ? [[walletType, symbol, size, unrealizedProfit]] : [],
  )
const open = ({ assets }: Found) => assets.filter(({ assetType }) => assetType === 'position')

describe('Nado', () => {
  it('reads a sub-account: units of 10⁻¹⁸, margins by the weights of its markets, and no entry that is none', async () => {
    const found = await read(info(DEFAULT), isolated(), listed({ name: DEFAULT }))
    expect(tokens(found)).toEqual([['unified', 'USDT0', '5000', '100']])
    expect(found.assets.find(({ assetType }) => assetType === 'token')).toMatchObject({
      marginBalance: '5100',
      initialMargin: '300',
      maintMargin: '180',
    })
    expect(open(found)).toMatchObject([
      // What was paid or got is less what was settled since: 61000 is no price that it was entered at.
      { symbol: 'BTC:PERP-USDT0', size: '-0.1', markPrice: '60000', entryPrice: null, marginMode: 'cross' },
    ])
    expect(found.equities).toMatchObject([{ reportedEquity: '5100', availableMargin: '4700' }])
    expect([found.equity, found.warnings, found.notIncluded]).toEqual(['5100', [], []])
  })

  // Closed, and won 25 that are not settled yet: whoever looks at what is open alone is short of them.
  it('counts what is not settled of a position that is closed', async () => {
    const found = await read(
      info(DEFAULT, { perp_balances: [perp(4, '0', '25')], healths: [] }),
      isolated(),
      listed({ name: DEFAULT }),
    )
    expect([tokens(found), open(found)]).toEqual([[['unified', 'USDT0', '5000', '25']], []])
    expect(found.equity).toBe('5025')
  })

  it('reads isolated positions with what they were given, which is in no balance of their owner', async () => {
    const found = await read(
      info(DEFAULT, { perp_balances: [], healths: [] }),
      isolated(BERA),
      listed({ name: DEFAULT }, { name: '00000000000000280269736f', isolated: true }),
    )
    expect(open(found)).toMatchObject([
      {
        symbol: 'BERA:PERP-USDT0',
        size: '1720',
        notional: '860',
        unrealizedProfit: '59.145421665625350835',
        marginMode: 'isolated',
        leverage: '3.32',
      },
    ])
    expect(found.equity).toBe('5259.189833976715')
  })

  it('reads every sub-account that the address opened, each apart', async () => {
    const found = await read(
      info(DEFAULT),
      isolated(),
      info(OTHER, { spot_balances: [spot(0, '-40'), spot(1, '0.5')], perp_balances: [], healths: [] }),
      isolated(),
      listed({ name: OTHER }, { name: DEFAULT }),
    )
    expect(tokens(found)).toEqual(
      expect.arrayContaining([
        ['unified', 'USDT0', '5000', '100'],
        ['unified:2', 'USDT0', '-40', '0'],
        ['unified:2', 'BTC', '0.5', null],
      ]),
    )
    expect(found.assets.find(({ size }) => size === '-40')).toMatchObject({ borrowed: '40' })
    expect(found.equity).toBe('35060')
  })

  it('names a coin that no market names', async () => {
    const found = await read(
      info(DEFAULT, { spot_balances: [spot(0, '1'), spot(11, '250')], perp_balances: [], healths: [] }),
      isolated(),
      listed({ name: DEFAULT }),
    )
    expect(found.notIncluded).toEqual([{ wallet: 'unified', reason: expect.stringContaining('250 of product 11') }])
  })

  it('takes a position without a price for no reading', async () => {
    await expect(read(info(DEFAULT, { perp_products: [] }), isolated(), listed())).rejects.toMatchObject({
      code: 'exchange_network',
    })
  })

  it('proves an address, and says of which nothing is known', async () => {
    const walletAddress = ADDRESS
    const verify = (...calls: TestRecording['calls']) =>
      connected({ exchange: 'nado', credentials: { walletAddress }, calls }).verify()
    await expect(verify(info(DEFAULT), listed({ name: DEFAULT }))).resolves.toMatchObject({ permissions: ['read'] })
    await expect(verify(info(DEFAULT, { exists: false }), listed())).rejects.toMatchObject({
      code: 'exchange_credentials',
      fields: { walletAddress: expect.stringContaining('no sub-account') },
    })
    await expect(verify(info(DEFAULT, { exists: false }), listed({ name: OTHER }))).resolves.toMatchObject({})
  })
})
