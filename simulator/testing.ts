import ccxt, { type Exchange as CcxtExchange } from 'ccxt'
import type { Ledger } from './ledger'
import type { RunningSimulator } from './server'

const CLASSES = {
  binance: ccxt.binance,
  bitfinex: ccxt.bitfinex,
  bitget: ccxt.bitget,
  bybit: ccxt.bybit,
  gate: ccxt.gate,
  hyperliquid: ccxt.hyperliquid,
  okx: ccxt.okx,
  phemex: ccxt.phemex,
}
export type ClientId = keyof typeof CLASSES

/** Rewrites every URL string of a ccxt `urls` entry to the simulator: `https://HOST/x` → `BASE/HOST/x`. */
export function rewriteUrls<T>(value: T, base: string): T {
  return rewritten(value, base) as T
}

function rewritten(value: unknown, base: string): unknown {
  if (typeof value === 'string')
    return value.replace(/^https:\/\//, `${base}/`).replace(/^wss:\/\//, `${base.replace('http', 'ws')}/`)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rewritten(item, base)]))
}

export interface ClientOptions {
  apiKey?: string
  secret?: string
  password?: string
  timeout?: number
  /** Takes its markets instead of loading them. */
  marketsFrom?: CcxtExchange
  options?: Record<string, unknown>
}

/** A real ccxt client of a simulated exchange, with a ledger's key; amounts are strings, so that they compare exactly. */
export function client(
  id: ClientId,
  simulator: RunningSimulator,
  ledger: Ledger | null,
  options: ClientOptions = {},
): CcxtExchange {
  const { marketsFrom, ...rest } = options
  const credentials = ledger
    ? {
        apiKey: ledger.key.apiKey,
        secret: ledger.key.apiSecret,
        password: ledger.key.passphrase,
        walletAddress: ledger.key.apiKey,
      }
    : {}
  const exchange = new CLASSES[id]({ enableRateLimit: false, timeout: 5_000, ...credentials, ...rest })
  Object.assign(exchange, { number: String })
  exchange.urls.api = rewriteUrls(exchange.urls.api, simulator.url)
  if (marketsFrom) exchange.setMarketsFromExchange(marketsFrom)
  return exchange
}
