import binance from './binance.svg'
import bitget from './bitget.svg'
import bithumb from './bithumb.svg'
import bitstamp from './bitstamp.svg'
import bybit from './bybit.svg'
import coinbase from './coinbase.svg'
import coinex from './coinex.svg'
import cryptocom from './cryptocom.svg'
import dydx from './dydx.svg'
import gate from './gate.svg'
import gemini from './gemini.svg'
import kraken from './kraken.svg'
import kucoin from './kucoin.svg'
import okx from './okx.svg'
import paradex from './paradex.svg'
import upbit from './upbit.svg'

/** Where a mark lies; the name holds what is in it, so it is kept for good. */
interface DrawnMark {
  src: string
}

/**
 * Exchanges' own marks by ccxt id, of an icon package whose licence lets them be shipped (`scripts/exchange-logos.ts` writes the
 * files). Marks are their owners' trademarks and stand beside their names alone.
 */
export const DRAWN_MARKS: Readonly<Record<string, DrawnMark>> = {
  binance,
  bitget,
  bithumb,
  bitstamp,
  bybit,
  coinbase,
  coinex,
  cryptocom,
  dydx,
  gate,
  gemini,
  kraken,
  kucoin,
  okx,
  paradex,
  upbit,
}
