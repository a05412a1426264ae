import ccxt, { type Exchange } from 'ccxt'
import type { BenchAccount } from './simulator'

/** What people write by hand around ccxt: the baselines of the refresh benchmarks. */

const OPTIONS = { number: String, enableRateLimit: false }

export function bareExchange(account: BenchAccount, simulatorUrl: string): Exchange {
  const keys = { apiKey: account.apiKey, secret: account.apiSecret, ...(account.password && { password: account.password }) }
  const exchange =
    account.exchange === 'binance'
      ? new ccxt.binance({ ...OPTIONS, ...keys })
      : account.exchange === 'bybit'
        ? new ccxt.bybit({ ...OPTIONS, ...keys })
        : new ccxt.okx({ ...OPTIONS, ...keys })
  exchange.urls = redirected(exchange.urls, simulatorUrl) as Exchange['urls']
  return exchange
}

function redirected(value: unknown, base: string): unknown {
  if (typeof value === 'string') return value.replace(/^https:\/\//, `${base}/`)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, redirected(inner, base)]))
}

/** One call of a ccxt method, as it was made while an account was read. */
export interface RecordedCall {
  method: string
  args: unknown[]
}

/** Makes the same calls that a reading made, at once. */
export async function sameCalls(exchange: Exchange, calls: readonly RecordedCall[]): Promise<void> {
  await Promise.all(
    calls.map(({ method, args }) => {
      const found: unknown = Reflect.get(exchange, method)
      if (typeof found !== 'function') throw new Error(`ccxt has no ${method}`)
      return Reflect.apply(found, exchange, args)
    }),
  )
}

/** One instance an account, each loading its markets, one after the other. */
export async function inTurn(accounts: readonly BenchAccount[], simulatorUrl: string): Promise<void> {
  const kept: Exchange[] = []
  for (const account of accounts) {
    const exchange = bareExchange(account, simulatorUrl)
    kept.push(exchange)
    await exchange.loadMarkets()
    await exchange.fetchBalance()
    await exchange.fetchPositions()
  }
}
