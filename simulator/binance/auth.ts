import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import { hmacSha256, sameSignature } from '../signing'
import type { VenueRequest } from '../venue'
import { BinanceError, badKeyFormat, badSignature, earlyTimestamp, missing, rejectedKey, staleTimestamp } from './errors'

const KEY_FORM = /^[A-Za-z0-9_-]{16,128}$/

export type Right = 'read' | 'trade'

/** The account behind the key alone: market data that wants a key but no signature. */
export function keyHolder(request: VenueRequest, exchange: Exchange): Ledger {
  const apiKey = request.headers['x-mbx-apikey']
  if (apiKey === undefined || !KEY_FORM.test(apiKey)) throw badKeyFormat()
  const ledger = exchange.ledgerByKey(apiKey)
  if (!ledger || ledger.key.revoked) throw rejectedKey(request.host, request.ip)
  return ledger
}

/**
 * Checks key, timestamp, signature, address and right. The signature is HMAC-SHA256 over query string and body, joined
 * without anything between, less the signature itself.
 * https://developers.binance.com/docs/binance-spot-api-docs/rest-api/request-security
 */
export function signer(request: VenueRequest, exchange: Exchange, params: URLSearchParams, right: Right): Ledger {
  const ledger = keyHolder(request, exchange)
  const timestamp = params.get('timestamp')
  const signature = params.get('signature')
  if (!timestamp || !/^\d+$/.test(timestamp)) throw missing('timestamp')
  if (!signature) throw missing('signature')
  const window = Number(params.get('recvWindow') ?? '5000')
  if (!(window <= 60_000)) throw new BinanceError(-1131, "'recvWindow' must be less than 60000.")
  const now = exchange.now()
  if (Number(timestamp) > now + 1_000) throw earlyTimestamp()
  if (Number(timestamp) < now - window) throw staleTimestamp()
  const payload = unsigned(request.rawQuery) + unsigned(request.body)
  if (!sameSignature(hmacSha256(ledger.key.apiSecret, payload, 'hex'), signature)) throw badSignature()
  const { ipList, permissions } = ledger.key
  if (ipList && ipList.length > 0 && !ipList.includes(request.ip)) throw rejectedKey(request.host, request.ip)
  if (!permissions.includes(right)) throw rejectedKey(request.host, request.ip)
  return ledger
}

function unsigned(text: string): string {
  return text.replace(/(^|&)signature=[^&]*/, '')
}
