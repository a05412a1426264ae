import { describe, expect, it } from 'vitest'
import { parseRecording } from '../replay/file'
import { type Replayed, replay } from '../replay/replay'

type Call = { path: string; query?: string; response: unknown }
const read = (exchange: string, calls: Call[]): Promise<Replayed> =>
  replay(parseRecording(JSON.stringify({ exchange, calls, prices: { USDT: '1', BTC: '1', ETH: '1' } })))
const sizes = ({ assets }: Replayed) => assets.map(({ symbol, size }) => `${symbol} ${size}`)
const repeats = ({ not_included }: Replayed) => not_included.filter(({ reason }) => reason.includes('only repeated'))

const earnRow = (asset: string, id: string, totalAmount = '2') => ({ asset, productId: id, totalAmount })
const coinbaseAccount = (uuid: string, currency: string, value = '2') => ({
  uuid,
  currency,
  available_balance: { value },
  hold: { value: '0' },
  type: 'ACCOUNT_TYPE_CRYPTO',
})
const coinbasePage = (cursor: string, ...accounts: object[]) => ({ accounts, has_next: cursor !== '', cursor })
const hundred = (row: (index: number) => object) => Array.from({ length: 100 }, (_, index) => row(index))

/** One list of each exchange that is read page by page, with a first page that says that more follows. */
const REPEATED: Record<string, { calls: Call[]; once: string }> = {
  binance: {
    calls: [
      { path: 'simple-earn/flexible/position', response: { rows: [earnRow('BTC', 'p1')], total: 5000 } },
      { path: 'simple-earn/locked/position', response: { rows: [], total: 0 } },
    ],
    once: 'BTC 2',
  },
  coinbase: {
    calls: [{ path: 'brokerage/accounts', response: coinbasePage('again', coinbaseAccount('a', 'BTC')) }],
    once: 'BTC 2',
  },
  kucoin: {
    calls: [
      {
        path: 'earn/hold-assets',
        response: { code: '200000', data: { totalPage: 99, items: [{ orderId: '1', currency: 'BTC', holdAmount: '2' }] } },
      },
    ],
    once: 'BTC 2',
  },
  gate: {
    calls: [
      {
        path: 'earn/uni/lends',
        response: hundred((index) => ({ currency: index === 0 ? 'BTC' : `C${index}`, amount: index === 0 ? '2' : '0' })),
      },
    ],
    once: 'BTC 2',
  },
}

describe('a list that is read page by page', () => {
  it.each(Object.entries(REPEATED))(
    '%s: a page that only repeats is counted once, and said',
    async (exchange, { calls, once }) => {
      const found = await read(exchange, calls)
      expect(sizes(found)).toEqual([once])
      expect(repeats(found)).toHaveLength(1)
    },
  )

  it('counts a row once that moved to the next page meanwhile', async () => {
    const found = await read('coinbase', [
      {
        path: 'brokerage/accounts',
        query: 'cursor=next',
        response: coinbasePage('', coinbaseAccount('b', 'ETH'), coinbaseAccount('c', 'USDT')),
      },
      { path: 'brokerage/accounts', response: coinbasePage('next', coinbaseAccount('a', 'BTC'), coinbaseAccount('b', 'ETH')) },
    ])
    expect(sizes(found).sort()).toEqual(['BTC 2', 'ETH 2', 'USDT 2'])
    expect(repeats(found)).toEqual([])
  })

  it('counts two wallets of one coin that look alike', async () => {
    const alike = { currency: 'BTC', available_balance: { value: '2' }, hold: { value: '0' }, type: 'ACCOUNT_TYPE_CRYPTO' }
    const found = await read('coinbase', [{ path: 'brokerage/accounts', response: coinbasePage('', alike, alike) }])
    expect(sizes(found)).toEqual(['BTC 4'])
  })

  it('is refused when it has no end', async () => {
    const calls = Array.from({ length: 60 }, (_, index) => ({
      path: 'brokerage/accounts',
      response: coinbasePage(`c${index}`, coinbaseAccount(`id${index}`, 'BTC')),
    }))
    await expect(read('coinbase', calls)).rejects.toMatchObject({
      code: 'exchange_network',
      message: expect.stringContaining('a list without end'),
    })
  })

  it('reads the second page of lent coins on Gate', async () => {
    const lends = (page: number) => hundred((index) => ({ currency: `C${page}X${index}`, amount: '0' }))
    const found = await read('gate', [
      { path: 'earn/uni/lends', query: 'page=1', response: lends(1) },
      { path: 'earn/uni/lends', query: 'page=2', response: [{ currency: 'BTC', amount: '3' }] },
    ])
    expect(sizes(found)).toEqual(['BTC 3'])
  })
})
