import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import { hmacSha256, sameSignature } from '../signing'
import type { VenueRequest } from '../venue'
import { addressRefused, BitgetError, expiredTimestamp, noPermission, unknownKey } from './errors'

const WINDOW_MS = 30_000

export type Right = 'read' | 'trade'

/**
 * Checks headers, key, passphrase, time, signature, address and right. The signature is HMAC-SHA256 in base64 over
 * timestamp, method, path, query as it reads unescaped, and body. https://www.bitget.com/api-doc/common/signature
 */
export function signer(request: VenueRequest, exchange: Exchange, right: Right): Ledger {
  const { headers } = request
  const key = headers['access-key']
  const sign = headers['access-sign']
  const timestamp = headers['access-timestamp'] ?? ''
  if (!key) throw new BitgetError('40001', 'ACCESS_KEY cannot be empty')
  if (!sign) throw new BitgetError('40002', 'SECRET_KEY cannot be empty')
  if (!/^\d{13}$/.test(timestamp)) throw new BitgetError('40005', 'Invalid ACCESS_TIMESTAMP')
  if (!headers['access-passphrase']) throw new BitgetError('40011', 'ACCESS_PASSPHRASE cannot be empty')
  const ledger = exchange.ledgerByKey(key)
  if (!ledger || ledger.key.revoked) throw unknownKey()
  if (headers['access-passphrase'] !== ledger.key.passphrase) throw new BitgetError('40012', 'apikey/password is incorrect')
  if (Math.abs(exchange.now() - Number(timestamp)) > WINDOW_MS) throw expiredTimestamp()
  const query = request.rawQuery === '' ? '' : `?${decodeURIComponent(request.rawQuery)}`
  const payload = timestamp + request.method + request.path + query + request.body
  if (!sameSignature(hmacSha256(ledger.key.apiSecret, payload, 'base64'), sign))
    throw new BitgetError('40009', 'sign signature error')
  const { ipList, permissions } = ledger.key
  if (ipList && ipList.length > 0 && !ipList.includes(request.ip)) throw addressRefused()
  if (!permissions.includes(right)) throw noPermission()
  return ledger
}
