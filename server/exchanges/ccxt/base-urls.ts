import { withoutSlashes } from '@/server/without-slashes'
import type { Transport } from './http'

/** Exchange id or `*` → base URL that stands in for all hosts of that exchange (simulator, proxy). */
export type BaseUrls = Readonly<Record<string, string>>

/** The base URL of an exchange, without a slash at the end; undefined where its own hosts are meant. */
export function baseUrlOf(exchange: string, baseUrls: BaseUrls): string | undefined {
  const url = baseUrls[exchange] ?? baseUrls['*']
  return url === undefined ? undefined : withoutSlashes(url)
}

/**
 * Sends an exchange's requests to its base URL: `https://HOST/rest` → `BASE/HOST/rest`. Done below ccxt, so that
 * signatures and ccxt's own host rules see the real host.
 */
export function mapped(transport: Transport, exchange: string, baseUrls: BaseUrls): Transport {
  const base = baseUrlOf(exchange, baseUrls)
  if (base === undefined) return transport
  return (request) => {
    const { host, href } = new URL(request.url)
    const url = new URL(href.replace(/^https?:\/\//, `${base}/`))
    const below = new URL(`${base}/${host}/`)
    // As normalised: nothing in a path leads out of the base, or to another host behind it.
    if (url.origin !== below.origin || !url.pathname.startsWith(below.pathname)) throw new Error('an address left its base URL')
    return transport({ ...request, url: url.href })
  }
}

/**
 * The same for websockets, which no transport of ours lies under: every `wss://HOST/rest` in ccxt's `urls` becomes
 * `ws(s)://BASE/HOST/rest`; templates such as `{hostname}` are kept for ccxt to fill.
 */
export function mappedStreams(urls: unknown, base: string): unknown {
  if (typeof urls === 'string') return urls.replace(/^wss?:\/\//, `${base.replace(/^http/, 'ws')}/`)
  if (Array.isArray(urls)) return urls.map((url) => mappedStreams(url, base))
  if (typeof urls !== 'object' || urls === null) return urls
  return Object.fromEntries(Object.entries(urls).map(([name, value]) => [name, mappedStreams(value, base)]))
}
