import { expect, it } from 'vitest'
import { Decimal } from '../../domain/decimal'
import { createLog } from '../../log'
import { CATALOGUE } from '../catalogue'
import type { Transport } from '../ccxt/http'
import { createCcxtExchanges } from '../ccxt-port'
import { ROOMS } from '.'
import { market } from './recordings.testing'

/**
 * Hourly candles of each room, in the form of its documentation: the close is taken (no exchange has its columns in the
 * same order), of the hour that was asked for, and an hour under way is not.
 */

const HOUR = 3_600_000
/** End of the hour that is asked for. */
const AT = new Date('2026-03-01T12:00:00Z')
const NOW = new Date('2026-03-01T12:30:00Z')
const OPENED = AT.getTime() - HOUR
const [O, H, L, C] = ['101', '109', '97', '103.5'] as const

interface Documented {
  /** `GET api.example.com/path`, without what follows. */
  asks: string
  /** In the hour that ended, and of the one under way. */
  answer: () => unknown
  symbol?: string
  id?: string
  quote?: string
  /** What ccxt's structure of the market has besides. */
  more?: object
  /** Where it stands. */
  source: string
}

/** In units of 10⁻¹⁸. */
const unit = (price: string) => new Decimal(price).times('1e18').toFixed()
const both = (row: (opened: number) => unknown) => [row(OPENED), row(OPENED + HOUR)]

/** Of Upbit, and of Bithumb, which took its form over. */
const koreanCandle = (opened: number) => {
  const written = (at: number) => new Date(at).toISOString().slice(0, 19)
  return {
    market: 'USDT-ABC',
    candle_date_time_utc: written(opened),
    candle_date_time_kst: written(opened + 9 * HOUR),
    opening_price: Number(O),
    high_price: Number(H),
    low_price: Number(L),
    trade_price: Number(C),
    timestamp: opened + HOUR - 1,
    candle_acc_trade_price: 500.5,
    candle_acc_trade_volume: 5,
    unit: 60,
  }
}

const DOCUMENTED: Readonly<Record<string, Documented>> = {
  binance: {
    asks: 'GET api.binance.com/api/v3/klines',
    answer: () => both((at) => [at, O, H, L, C, '148976.11', at + HOUR - 1, '2434.19', 308, '1756.87', '28.46', '0']),
    source: 'https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints#klinecandlestick-data',
  },
  bybit: {
    asks: 'GET api.bybit.com/v5/market/kline',
    answer: () => ({
      retCode: 0,
      retMsg: 'OK',
      result: { symbol: 'ABCUSDT', category: 'spot', list: both((at) => [String(at), O, H, L, C, '2', '203']).reverse() },
    }),
    source: 'https://bybit-exchange.github.io/docs/v5/market/kline',
  },
  gemini: {
    asks: 'GET api.gemini.com/v2/candles/abcusd/1hr',
    answer: () => both((at) => [at, O, H, L, C, 0.5]),
    symbol: 'ABC/USD',
    id: 'abcusd',
    quote: 'USD',
    source: 'https://docs.gemini.com/rest-api/#candles',
  },
  okx: {
    asks: 'GET www.okx.com/api/v5/market/history-candles',
    answer: () => ({ code: '0', msg: '', data: both((at) => [String(at), O, H, L, C, '8', '8', '824', '1']).reverse() }),
    source: 'https://www.okx.com/docs-v5/en/#order-book-trading-market-data-get-candlesticks-history',
  },
  bitget: {
    asks: 'GET api.bitget.com/api/v2/spot/market/history-candles',
    answer: () => ({ code: '00000', msg: 'success', data: both((at) => [String(at), O, H, L, C, '5', '517', '517']) }),
    source: 'https://www.bitget.com/api-doc/spot/market/Get-History-Candle-Data',
  },
  gate: {
    asks: 'GET api.gateio.ws/api/v4/spot/candlesticks',
    answer: () => both((at) => [String(at / 1000), '971519.67', C, H, L, O, '9462.1', 'true']),
    source: 'https://www.gate.com/docs/developers/apiv4/en/#market-k-line-chart',
  },
  hyperliquid: {
    asks: 'POST api.hyperliquid.xyz/info',
    answer: () => both((at) => ({ t: at, T: at + HOUR - 1, s: '@1', i: '1h', o: O, c: C, h: H, l: L, v: '0.98', n: 189 })),
    quote: 'USDC',
    id: '@1',
    source: 'https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/info-endpoint#candle-snapshot',
  },
  kucoin: {
    asks: 'GET api.kucoin.com/api/v1/market/candles',
    answer: () => ({ code: '200000', data: both((at) => [String(at / 1000), O, C, H, L, '18.98', '0.47']).reverse() }),
    source: 'https://www.kucoin.com/docs-new/rest/spot-trading/market-data/get-klines',
  },
  kraken: {
    asks: 'GET api.kraken.com/0/public/OHLC',
    answer: () => ({
      error: [],
      result: { ABCUSDT: both((at) => [at / 1000, O, H, L, C, '102', '18.9', 23]), last: OPENED / 1000 },
    }),
    source: 'https://docs.kraken.com/api/docs/rest-api/get-ohlc-data',
  },
  krakenfutures: {
    asks: 'GET futures.kraken.com/api/charts/v1/spot/PI_XBTUSD/1h',
    answer: () => ({
      candles: both((at) => ({ time: at, open: O, high: H, low: L, close: C, volume: 0 })),
      more_candles: false,
    }),
    symbol: 'BTC/USD:BTC',
    id: 'PI_XBTUSD',
    source: 'https://docs.kraken.com/api/docs/futures-api/charts/candles',
  },
  deribit: {
    asks: 'GET www.deribit.com/api/v2/public/get_tradingview_chart_data',
    answer: () => ({
      jsonrpc: '2.0',
      result: {
        ...{ volume: [19, 23], cost: [19000, 23400], status: 'ok', ticks: [OPENED, OPENED + HOUR] },
        ...{ open: [101, 101], low: [97, 97], high: [109, 109], close: [103.5, 103.5] },
      },
    }),
    source: 'https://docs.deribit.com/#public-get_tradingview_chart_data',
  },
  htx: {
    asks: 'GET api.huobi.pro/market/history/candles',
    answer: () => ({
      ...{ status: 'ok', ch: 'market.abcusdt.kline.60min', ts: 1629769247172 },
      data: both((at) => ({
        ...{ id: at / 1000, open: 101, close: 103.5, low: 97, high: 109 },
        ...{ amount: 47.9, vol: 2391218.9, count: 1570 },
      })),
    }),
    source: 'https://huobiapi.github.io/docs/spot/v1/en/#get-klines-candles',
  },
  bingx: {
    asks: 'GET open-api.bingx.com/openApi/spot/v1/market/kline',
    answer: () => ({ code: 0, timestamp: 1666584000000, data: both((at) => [at, 101, 109, 97, 103.5, 1.5, at + HOUR - 1, 155]) }),
    source: 'https://bingx-api.github.io/docs/#/en-us/spot/market-api.html#Kline%2FCandlestick%20Data',
  },
  mexc: {
    asks: 'GET api.mexc.com/api/v3/klines',
    answer: () => both((at) => [at, O, H, L, C, '0.0025', at + HOUR, '0.25']),
    source: 'https://mexcdevelop.github.io/apidocs/spot_v3_en/#kline-candlestick-data',
  },
  coinbase: {
    asks: 'GET api.coinbase.com/api/v3/brokerage/market/products/ABCUSDT/candles',
    answer: () => ({
      candles: both((at) => ({ start: String(at / 1000), low: L, high: H, open: O, close: C, volume: '0.008' })).reverse(),
    }),
    source: 'https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/public/get-public-product-candles',
  },
  lighter: {
    asks: 'GET mainnet.zklighter.elliot.ai/api/v1/candles',
    answer: () => ({
      code: 200,
      r: '1h',
      c: both((at) => ({ t: at, o: Number(O), h: Number(H), l: Number(L), c: Number(C), v: 55.1632, V: 5709.39, i: 779870452 })),
    }),
    quote: 'USDC',
    id: '2048',
    source: 'https://apidocs.lighter.xyz/reference/candles',
  },
  bitfinex: {
    asks: 'GET api-pub.bitfinex.com/v2/candles/trade:1h:tABC:UST/hist',
    answer: () => both((at) => [at, 101, 103.5, 109, 97, 5.1]),
    id: 'tABC:UST',
    source: 'https://docs.bitfinex.com/reference/rest-public-candles',
  },
  blofin: {
    asks: 'GET openapi.blofin.com/api/v1/market/candles',
    answer: () => ({ code: '0', msg: 'success', data: both((at) => [`${at}`, O, H, L, C, '12', '0.12', '1243', '0']).reverse() }),
    id: 'BTC-USDT',
    source: 'https://docs.blofin.com/index.html#get-candlesticks',
  },
  cryptocom: {
    asks: 'GET api.crypto.com/exchange/v1/public/get-candlestick',
    answer: () => ({
      id: -1,
      method: 'public/get-candlestick',
      code: 0,
      result: { interval: '1h', data: both((t) => ({ o: O, h: H, l: L, c: C, v: '0.1', t })), instrument_name: 'BTC_USDT' },
    }),
    id: 'BTC_USDT',
    source: 'https://exchange-docs.crypto.com/exchange/v1/rest-ws/index.html#public-get-candlestick',
  },
  whitebit: {
    asks: 'GET whitebit.com/api/v1/public/kline',
    answer: () => ({
      success: true,
      message: '',
      result: both((at) => [at / 1000, O, C, H, L, '0.5', '50']),
    }),
    id: 'BTC_USDT',
    source: 'https://docs.whitebit.com/public/http-v1/#kline',
  },
  xt: {
    asks: 'GET sapi.xt.com/v4/public/kline',
    answer: () => ({
      rc: 0,
      mc: 'SUCCESS',
      ma: [],
      result: both((t) => ({ t, o: O, c: C, h: H, l: L, q: '512', v: '15360000' })),
    }),
    id: 'abc_usdt',
    source: 'https://doc.xt.com/docs/spot/Market/GetKline',
  },
  weex: {
    asks: 'GET api-spot.weex.com/api/v3/market/klines',
    answer: () => both((at) => [at, O, H, L, C, '148976.11', at + HOUR - 1, '2434.19', 308, '1756.87', '28.46']),
    source: 'https://www.weex.com/api-doc/spot/MarketDataAPI/GetKLineData',
  },
  bitmart: {
    asks: 'GET api-cloud.bitmart.com/spot/quotation/v3/klines',
    answer: () => ({
      code: 1000,
      message: 'success',
      data: both((at) => [String(at / 1000), O, H, L, C, '125.5', '12000']).reverse(),
    }),
    id: 'ABC_USDT',
    source: 'https://developer-pro.bitmart.com/en/spot/#get-history-k-line-v3',
  },
  bitmex: {
    asks: 'GET www.bitmex.com/api/v1/trade/bucketed',
    // Named by the moment at which the hour ends.
    answer: () =>
      both((at) => ({
        ...{ timestamp: new Date(at + HOUR).toISOString(), symbol: 'ABC_USDT', open: O, high: H, low: L, close: C, trades: 3 },
        ...{ volume: 2000000, homeNotional: 2, foreignNotional: 207 },
      })),
    id: 'ABC_USDT',
    source: 'https://docs.bitmex.com/api-explorer/get-trade-bucketed',
  },
  bitstamp: {
    asks: 'GET www.bitstamp.net/api/v2/ohlc/abcusd/',
    answer: () => ({
      data: {
        pair: 'ABC/USD',
        ohlc: both((at) => ({ timestamp: `${at / 1000}`, open: O, high: H, low: L, close: C, volume: '0.5' })),
      },
    }),
    symbol: 'ABC/USD',
    id: 'abcusd',
    quote: 'USD',
    source: 'https://www.bitstamp.net/api/#tag/Market-info/operation/GetOHLCData',
  },
  coinex: {
    asks: 'GET api.coinex.com/v2/spot/kline',
    answer: () => ({
      code: 0,
      data: both((created_at) => ({
        market: 'ABCUSDT',
        created_at,
        open: O,
        close: C,
        high: H,
        low: L,
        volume: '0.5',
        value: '50',
      })),
      message: 'OK',
    }),
    source: 'https://docs.coinex.com/api/v2/spot/market/http/list-market-kline',
  },
  upbit: {
    asks: 'GET api.upbit.com/v1/candles/minutes/60',
    answer: () => both((at) => koreanCandle(at)).reverse(),
    id: 'USDT-ABC',
    source: 'https://docs.upbit.com/kr/reference/list-candles-minutes',
  },
  bithumb: {
    asks: 'GET api.bithumb.com/v1/candles/minutes/60',
    answer: () => both((at) => koreanCandle(at)).reverse(),
    id: 'USDT-ABC',
    source: 'https://apidocs.bithumb.com/reference/분minute-캔들',
  },
  bitrue: {
    asks: 'GET www.bitrue.com/api/v1/market/kline',
    answer: () => ({
      symbol: 'ABCUSDT',
      scale: 'KLINE_1H',
      data: both((at) => ({ i: at / 1000, is: at, a: '3377268.17', v: '74.9', c: C, h: H, l: L, o: O })),
    }),
    source: 'https://github.com/Bitrue-exchange/Spot-official-api-docs, Kline data',
  },
  poloniex: {
    asks: 'GET api.poloniex.com/markets/ABC_USDT/candles',
    id: 'ABC_USDT',
    answer: () => both((at) => [L, H, O, C, '2362.3', '0.02', '9.05', '0.0', 116, 0, '22', 'HOUR_1', at, at + HOUR - 1]),
    source: 'https://api-docs.poloniex.com/spot/api/public/market-data#candles',
  },
  lbank: {
    asks: 'GET api.lbank.info/v2/kline.do',
    answer: () => ({ result: 'true', data: both((at) => [at / 1000, O, H, L, C, 234.325]), error_code: 0, ts: NOW.getTime() }),
    source: 'https://www.lbank.com/en-US/docs/index.html, Query K Bar Data',
  },
  digifinex: {
    asks: 'GET openapi.digifinex.com/v3/kline',
    answer: () => ({ code: 0, data: both((at) => [at / 1000, 621.4565, Number(C), Number(H), Number(L), Number(O)]) }),
    source: 'https://docs.digifinex.com/en-ww/spot/v3/rest.html#get-candles-data',
  },
  toobit: {
    asks: 'GET api.toobit.com/quote/v1/klines',
    answer: () => both((at) => [at, O, H, L, C, '148976.11', at + HOUR - 1, '2434.19', 308, '1756.87', '28.46']),
    source: 'https://api-docs.toobit.com, Kline/Candlestick Data',
  },
  phemex: {
    asks: 'GET api.phemex.com/exchange/public/md/v2/kline',
    answer: () => ({
      code: 0,
      msg: 'OK',
      data: {
        total: -1,
        rows: both((at) => [
          at / 1000,
          3600,
          10050000000,
          10100000000,
          10900000000,
          9700000000,
          10350000000,
          12,
          1236,
          'sABCUSDT',
        ]).reverse(),
      },
    }),
    id: 'sABCUSDT',
    more: { priceScale: 8, valueScale: 8 },
    source: 'https://phemex-docs.github.io/#query-kline',
  },
  aster: {
    asks: 'GET sapi.asterdex.com/api/v3/klines',
    answer: () => both((at) => [at, O, H, L, C, '148976.11', at + HOUR - 1, '2434.19', 308, '1756.87', '28.46', '0']),
    source: 'https://github.com/asterdex/api-docs',
  },
  backpack: {
    asks: 'GET api.backpack.exchange/api/v1/klines',
    answer: () =>
      both((at) => ({
        ...{ start: new Date(at).toISOString().slice(0, 19).replace('T', ' '), open: O, high: H, low: L, close: C },
        ...{ volume: '1.5', quoteVolume: '155', trades: '3' },
      })),
    id: 'ABC_USDT',
    source: 'https://docs.backpack.exchange/#tag/Markets/operation/get_klines',
  },
  nado: {
    asks: 'POST archive.prod.nado.xyz/v1',
    answer: () => ({
      candlesticks: both((at) => ({
        ...{ product_id: 3, granularity: 3600, submission_idx: '627709', timestamp: String(at / 1000), open_x18: unit(O) },
        ...{ high_x18: unit(H), low_x18: unit(L), close_x18: unit(C), volume: '1999999999999999998' },
      })).reverse(),
    }),
    id: '3',
    source: 'https://docs.nado.xyz/developer-resources/api/archive-indexer/candlesticks',
  },
  pacifica: {
    asks: 'GET api.pacifica.fi/api/v1/kline',
    answer: () => ({
      success: true,
      data: both((at) => ({ t: at, T: at + HOUR, s: 'ABC-USDC', i: '1h', o: O, c: C, h: H, l: L, v: '0.00022', n: 2 })),
      error: null,
      code: null,
    }),
    id: 'ABC-USDC',
    quote: 'USDC',
    source: 'https://docs.pacifica.fi/api-documentation/api/rest-api/markets/get-candle-data',
  },
}

function port({ answer, symbol, id = 'ABCUSDT', quote = 'USDT', more = {} }: Documented) {
  const asked: string[] = []
  const stopped: string[] = []
  const transport: Transport = async ({ url, method }) => {
    asked.push(`${method} ${new URL(url).host}${new URL(url).pathname}`)
    return { status: 200, statusText: 'OK', headers: {}, body: JSON.stringify(answer()) }
  }
  const structure = market({ symbol: symbol ?? `ABC/${quote}`, id })
  const structures = [{ ...structure, ...more, spot: structure.type === 'spot', swap: structure.type !== 'spot' }]
  const log = createLog('silent')
  log.error = (line: unknown) => void stopped.push(JSON.stringify(line))
  return { asked, stopped, port: createCcxtExchanges({ transport, log, now: () => NOW, markets: () => structures }) }
}

it.each(Object.entries(DOCUMENTED))('%s: the close of the hour that ended', async (exchange, documented) => {
  const { port: exchanges, asked, stopped } = port(documented)
  const coin = documented.symbol?.split('/')[0] ?? 'ABC'
  const then = await exchanges.priceThen?.(exchange, coin, AT, new AbortController().signal)
  expect(then?.price).toMatchObject({ usd: '103.5', asOf: AT })
  expect([...new Set(asked)]).toEqual([documented.asks])
  expect(stopped).toEqual([])
})

/** Perpetuals alone: what their coins were worth is told by other exchanges. */
const NO_SPOT: readonly string[] = ['apex', 'derive', 'dydx', 'edgex', 'extended', 'grvt', 'hibachi', 'paradex', 'woofipro']

it('every room with spot markets tells hourly candles', () => {
  expect([...Object.keys(DOCUMENTED), ...NO_SPOT].toSorted()).toEqual(ROOMS.map(({ about }) => about.id).toSorted())
})

it('an exchange without a room is asked by ccxt’s own call, and the gate lets it pass', async () => {
  const rows = both((at) => [at, O, H, L, C, '5', at + HOUR - 1, '500', 3, '2', '200', '0'])
  const documented = { asks: 'GET api.binance.us/api/v3/klines', answer: () => rows, source: 'https://docs.binance.us' }
  expect(CATALOGUE.some(({ id }) => id === 'binanceus')).toBe(true)
  const { port: exchanges, asked, stopped } = port(documented)
  const then = await exchanges.priceThen?.('binanceus', 'ABC', AT, new AbortController().signal)
  expect(then?.price?.usd).toBe('103.5')
  expect(asked).toEqual([documented.asks])
  expect(stopped).toEqual([])
})
