import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import { hmacSha256, sameSignature } from '../signing'
import type { VenueRequest } from '../venue'
import { addressRefused, deletedKey, expiredTimestamp, noPermission, OkxError, unknownKey } from './errors'

const WINDOW_MS = 30_000

export type Right = 'read' | 'trade'

/**
 * Checks headers, key, time, passphrase, signature, address and right. The signature is HMAC-SHA256 in base64 over
 * timestamp, method, path with query, and body. https://www.okx.com/docs-v5/en/#overview-rest-authentication
 */
export function signer(request: VenueRequest, exchange: Exchange, right: Right): Ledger {
  const { headers } = request
  const key = header(headers, 'OK-ACCESS-KEY', '50103')
  const passphrase = header(headers, 'OK-ACCESS-PASSPHRASE', '50104')
  const sign = header(headers, 'OK-ACCESS-SIGN', '50106')
  const timestamp = header(headers, 'OK-ACCESS-TIMESTAMP', '50107')
  const ledger = exchange.ledgerByKey(key)
  if (!ledger) throw unknownKey()
  if (ledger.key.revoked) throw deletedKey()
  // Accounts of the simulator are real ones, not demo trading.
  if (headers['x-simulated-trading'] === '1') throw new OkxError('50101', 'APIKey does not match current environment.', 401)
  const sent = timeOf(timestamp)
  if (Number.isNaN(sent)) throw new OkxError('50112', 'Invalid OK-ACCESS-TIMESTAMP', 401)
  if (Math.abs(exchange.now() - sent) > WINDOW_MS) throw expiredTimestamp()
  if (passphrase !== (ledger.key.passphrase ?? ''))
    throw new OkxError('50105', 'Request header OK-ACCESS-PASSPHRASE incorrect.', 401)
  const path = request.rawQuery === '' ? request.path : `${request.path}?${request.rawQuery}`
  const expected = hmacSha256(ledger.key.apiSecret, timestamp + request.method + path + request.body, 'base64')
  if (!sameSignature(expected, sign)) throw new OkxError('50113', 'Invalid Sign', 401)
  const { ipList, permissions } = ledger.key
  if (ipList && ipList.length > 0 && !ipList.includes(request.ip)) throw addressRefused(request.ip)
  if (!permissions.includes(right)) throw noPermission()
  return ledger
}

function header(headers: Record<string, string>, name: string, code: string): string {
  const value = headers[name.toLowerCase()]
  if (!value) throw new OkxError(code, `Request header "${name}" can't be empty.`, 401)
  return value
}

/** ISO 8601 with milliseconds, or seconds since the epoch; NaN for anything else. */
function timeOf(timestamp: string): number {
  if (/^\d{10}(\.\d+)?$/.test(timestamp)) return Number(timestamp) * 1_000
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(timestamp) ? Date.parse(timestamp) : Number.NaN
}
