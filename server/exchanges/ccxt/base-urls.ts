import type { Transport } from './http'

/** Exchange id or `*` → base URL that stands in for all hosts of that exchange (simulator, proxy). */
export type BaseUrls = Readonly<Record<string, string>>

/**
 * Sends an exchange's requests to its base URL: `https://HOST/rest` → `BASE/HOST/rest`. Done below ccxt, so that
 * signatures and ccxt's own host rules see the real host.
 */
export function mapped(transport: Transport, exchange: string, baseUrls: BaseUrls): Transport {
  const base = (baseUrls[exchange] ?? baseUrls['*'])?.replace(/\/+$/, '')
  if (base === undefined) return transport
  return (request) => transport({ ...request, url: request.url.replace(/^(?:https?|wss?):\/\//, `${base}/`) })
}
