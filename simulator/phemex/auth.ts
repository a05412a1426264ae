import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import { hmacSha256, sameSignature } from '../signing'
import type { VenueRequest } from '../venue'
import { addressRefused, badParameter, expired, noPermission, unknownKey, wrongSignature } from './errors'

/** Further ahead no request may expire. */
const AHEAD_S = 120

/**
 * Checks headers, key, expiry, signature, address and right. The signature is HMAC-SHA256 in hex over path, query without its
 * question mark, expiry in seconds, and body. https://phemex-docs.github.io/#rest-request-header
 */
export function signer(request: VenueRequest, exchange: Exchange): Ledger {
  const { headers } = request
  const key = headers['x-phemex-access-token'] ?? ''
  const expiry = headers['x-phemex-request-expiry'] ?? ''
  const signature = headers['x-phemex-request-signature'] ?? ''
  if (key === '' || signature === '' || !/^\d{10}$/.test(expiry)) throw badParameter()
  const ledger = exchange.ledgerByKey(key)
  if (!ledger || ledger.key.revoked) throw unknownKey(key)
  const left = Number(expiry) - exchange.now() / 1_000
  if (left < 0 || left > AHEAD_S) throw expired()
  const payload = request.path + request.rawQuery + expiry + request.body
  if (!sameSignature(hmacSha256(ledger.key.apiSecret, payload, 'hex'), signature)) throw wrongSignature()
  const { ipList, permissions } = ledger.key
  if (ipList && ipList.length > 0 && !ipList.includes(request.ip)) throw addressRefused()
  if (!permissions.includes('read')) throw noPermission()
  return ledger
}
