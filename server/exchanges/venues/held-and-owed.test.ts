import { expect, it } from 'vitest'
import { valueRecording } from '../replay/replay'
import { recording } from './recordings.testing'

/** Where each exchange tells what is free of a coin and what is held back of it, as it documents its answer. */
interface Told {
  exchange: string
  wallet: string
  path: string
  response: (heldBack: string | null) => unknown
}

const coins = (field: string) => (heldBack: string | null) => ({ asset: 'USDT', free: '10', [field]: heldBack })
const TOLD: Told[] = [
  {
    exchange: 'gate',
    wallet: 'spot',
    path: 'spot/accounts',
    response: (locked) => [{ currency: 'USDT', available: '10', locked }],
  },
  {
    exchange: 'mexc',
    wallet: 'spot',
    path: 'api/v3/account',
    response: (locked) => ({ balances: [coins('locked')(locked)] }),
  },
  ...['frozen', 'locked'].map((field) => ({
    ...{ exchange: 'bitget', wallet: 'spot', path: 'spot/account/assets' },
    response: (heldBack: string | null) => ({
      code: '00000',
      data: [{ coin: 'USDT', available: '10', frozen: '0', locked: '0', [field]: heldBack }],
    }),
  })),
  {
    exchange: 'bitget',
    wallet: 'funding',
    path: 'v2/account/funding-assets',
    response: (frozen) => ({ code: '00000', data: [{ coin: 'USDT', available: '10', frozen }] }),
  },
  {
    exchange: 'bingx',
    wallet: 'spot',
    path: 'spot/v1/account/balance',
    response: (locked) => ({ code: 0, data: { balances: [coins('locked')(locked)] } }),
  },
  {
    exchange: 'coinbase',
    wallet: 'spot',
    path: 'v3/brokerage/accounts',
    response: (value) => ({
      accounts: [{ currency: 'USDT', available_balance: { value: '10' }, hold: { value }, type: 'ACCOUNT_TYPE_CRYPTO' }],
      has_next: false,
    }),
  },
  {
    exchange: 'binance',
    wallet: 'funding',
    path: 'asset/get-funding-asset',
    response: (locked) => [{ ...coins('locked')(locked), freeze: '0', withdrawing: '0' }],
  },
]

it.each(TOLD)('$exchange $wallet: what is held back is counted, and said where it is not told', async (told) => {
  const { exchange, wallet, path, response } = told
  const read = async (heldBack: string | null) => {
    const calls = [{ path, response: response(heldBack) }]
    const markets = [{ symbol: 'BTC/USDT', id: 'BTCUSDT', type: 'spot' as const }]
    const { assets, notIncluded } = await valueRecording(recording({ exchange, markets, calls, prices: { USDT: '1' } }))
    const why = notIncluded.filter((each) => each.reason.startsWith('What is held back'))
    return { sizes: assets.map(({ walletType, size }) => [walletType, size]), why: why.map((each) => each.wallet) }
  }
  expect(await read('2.5')).toEqual({ sizes: [[wallet, '12.5']], why: [] })
  expect(await read('0')).toEqual({ sizes: [[wallet, '10']], why: [] })
  // At least what is free; that it may be more is said.
  expect(await read(null)).toEqual({ sizes: [[wallet, '10']], why: [wallet] })
})

const side = { currency: 'USDT', available: '10', locked: '0', borrowed: '4', interest: '0.5' }
const none = { currency: 'BTC', available: '0', locked: '0', borrowed: '0', interest: '0' }
const OWED = [
  {
    exchange: 'gate',
    path: 'margin/accounts',
    response: (owed: object) => [{ currency_pair: 'BTC_USDT', base: none, quote: { ...side, ...owed } }],
    field: 'borrowed',
  },
  {
    exchange: 'gate',
    path: 'margin/accounts',
    response: (owed: object) => [{ currency_pair: 'BTC_USDT', base: none, quote: { ...side, ...owed } }],
    field: 'interest',
  },
  {
    exchange: 'kucoin',
    path: 'margin/accounts',
    response: (owed: object) => ({
      code: '200000',
      data: { accounts: [{ currency: 'USDT', total: '10', available: '10', liability: '4.5', ...owed }] },
    }),
    field: 'liability',
  },
]

it.each(OWED)(
  '$exchange: what is owed on margin ($field) is taken off, and equity is uncertain where it is not told',
  async (told) => {
    const { exchange, path, response, field } = told
    const read = async (owed: object) => {
      const calls = [{ path, response: response(owed) }]
      const markets = [{ symbol: 'BTC/USDT', id: 'BTC_USDT', type: 'spot' as const }]
      return valueRecording(recording({ exchange, markets, calls, prices: { USDT: '1' } }))
    }
    const said = ({ warnings }: Awaited<ReturnType<typeof read>>) => warnings.filter((words) => words.includes('what is owed'))
    const whole = await read({})
    expect(whole).toMatchObject({ equity: '5.5' })
    expect(said(whole)).toEqual([])
    expect(said(await read({ [field]: null }))).toHaveLength(1)
  },
)
