import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { createCcxtExchanges } from '../ccxt-port'
import { market } from './recordings.testing'

/** An exchange of which only open orders are asked: `answer` of the URL, an empty list of its form for what it does not know. */
function ordersAt(exchange: string, markets: { symbol: string; id: string }[], answer: (url: URL) => unknown) {
  const port = createCcxtExchanges({
    log: pino({ level: 'silent' }),
    markets: () => markets.map(market).map((structure) => ({ ...structure, swap: true, contract: true, active: true })),
    transport: async ({ url }) => ({ status: 200, statusText: 'OK', headers: {}, body: JSON.stringify(answer(new URL(url))) }),
  })
  const credentials = { apiKey: 'key', apiSecret: 'c2VjcmV0', password: 'word' }
  return port.openOrders?.({ exchange, credentials, sandbox: false, options: {} }, new AbortController().signal)
}

const COUNT = 230
const IDS = Array.from({ length: COUNT }, (_, index) => 1_000 + COUNT - index)
const older = (id: string | null) => IDS.filter((each) => id === null || each < Number(id)).slice(0, 100)
const from = (first: number, size: number) => IDS.slice(first, first + size)
const number = (url: URL, name: string, otherwise: number) => Number(url.searchParams.get(name) ?? otherwise)
const AT = 1_767_225_600_000

const okx = (url: URL) =>
  older(url.searchParams.get('after')).map((id) => ({
    ...{ ordId: `${id}`, instId: 'BTC-USDT-SWAP', instType: 'SWAP', side: 'buy', ordType: 'limit', state: 'live' },
    ...{ px: '60000', sz: '1', accFillSz: '0', cTime: `${AT + id}` },
  }))
const bitget = (url: URL) =>
  older(url.searchParams.get('idLessThan')).map((id) => ({
    ...{ orderId: `${id}`, symbol: 'BTCUSDT', side: 'buy', orderType: 'limit', status: 'live', price: '60000', size: '1' },
    ...{ baseVolume: '0', tradeSide: 'open', posSide: 'long', cTime: `${AT + id}` },
  }))
const kucoin = (url: URL) => {
  const size = number(url, 'pageSize', 50)
  return from((number(url, 'currentPage', 1) - 1) * size, size).map((id) => ({
    ...{ id: `${id}`, symbol: 'XBTUSDTM', side: 'buy', type: 'limit', status: 'open', isActive: true, price: '60000', size: 1 },
    ...{ dealSize: 0, createdAt: AT + id },
  }))
}
const gate = (url: URL) =>
  from(number(url, 'offset', 0), number(url, 'limit', 100)).map((id) => ({
    ...{ id, contract: 'BTC_USDT', status: 'open', size: 1, left: 1, price: '60000', tif: 'gtc', create_time: (AT + id) / 1000 },
  }))

describe('orders that wait', () => {
  // A page was told as the whole: with more orders than fit on one, those that were told of a market were some of them.
  it.each([
    [
      'okx',
      { symbol: 'BTC/USDT:USDT', id: 'BTC-USDT-SWAP' },
      (url: URL) => ({ code: '0', data: url.pathname.endsWith('/orders-pending') ? okx(url) : [] }),
    ],
    [
      'bitget',
      { symbol: 'BTC/USDT:USDT', id: 'BTCUSDT' },
      (url: URL) => {
        const told = url.pathname.endsWith('/orders-pending') && url.searchParams.get('productType') === 'USDT-FUTURES'
        return { code: '00000', data: { entrustedList: told ? bitget(url) : null, endId: null } }
      },
    ],
    [
      'kucoin',
      { symbol: 'BTC/USDT:USDT', id: 'XBTUSDTM' },
      (url: URL) => ({ code: '200000', data: { items: url.pathname.endsWith('/orders') ? kucoin(url) : [] } }),
    ],
    [
      'gate',
      { symbol: 'BTC/USDT:USDT', id: 'BTC_USDT' },
      (url: URL) => (url.pathname.endsWith('/futures/usdt/orders') ? gate(url) : []),
    ],
  ])('%s: are read to the end of the list', async (exchange, listed, answer) => {
    const orders = await ordersAt(exchange, [listed], answer)
    expect(orders?.map(({ id }) => Number(id)).sort((a, b) => b - a)).toEqual(IDS)
  })

  it('Bitget: those that trail behind the price are among them', async () => {
    const asked: (string | null)[] = []
    await ordersAt('bitget', [{ symbol: 'BTC/USDT:USDT', id: 'BTCUSDT' }], (url) => {
      asked.push(url.searchParams.get('planType'))
      return { code: '00000', data: { entrustedList: null, endId: null } }
    })
    expect(new Set(asked)).toEqual(new Set([null, 'profit_loss', 'normal_plan', 'track_plan']))
  })

  // Its futures account is an empty one beside the other, and positions that have stops would stand there without.
  it('Binance: those of a portfolio margin account are not known, rather than none', async () => {
    const orders = ordersAt('binance', [{ symbol: 'BTC/USDT:USDT', id: 'BTCUSDT' }], ({ pathname }) =>
      pathname.endsWith('/account/info') ? { vipLevel: 0, isPortfolioMarginRetailEnabled: true } : [],
    )
    await expect(orders).rejects.toMatchObject({ code: 'exchange_refused' })
    const classic = ordersAt('binance', [{ symbol: 'BTC/USDT:USDT', id: 'BTCUSDT' }], ({ pathname }) =>
      pathname.endsWith('/account/info') ? { vipLevel: 0, isPortfolioMarginRetailEnabled: false } : [],
    )
    expect(await classic).toEqual([])
  })
})
