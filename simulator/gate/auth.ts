import { createHash, createHmac } from 'node:crypto'
import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import { sameSignature } from '../signing'
import type { VenueRequest } from '../venue'
import { addressRefused, expired, GateError, noPermission, readOnly, unknownKey } from './errors'

const WINDOW_S = 60

export type Right = 'read' | 'trade'

/**
 * Checks headers, key, time, signature, address and right. The signature is HMAC-SHA512 in hex over method, path, query
 * as it reads unescaped, SHA512 of the body and timestamp, a line each. https://www.gate.com/docs/developers/apiv4/en/#authentication
 */
export function signer(request: VenueRequest, exchange: Exchange, right: Right): Ledger {
  const { headers } = request
  for (const name of ['KEY', 'SIGN', 'Timestamp'])
    if (!headers[name.toLowerCase()]) throw new GateError('MISSING_REQUIRED_HEADER', `Missing required header: ${name}`, 401)
  const { key = '', sign = '', timestamp = '' } = headers
  const ledger = exchange.ledgerByKey(key)
  if (!ledger || ledger.key.revoked) throw unknownKey()
  if (!(Math.abs(exchange.now() / 1_000 - Number(timestamp)) <= WINDOW_S)) throw expired()
  const digest = createHash('sha512').update(request.body).digest('hex')
  const payload = [request.method, request.path, decodeURIComponent(request.rawQuery), digest, timestamp].join('\n')
  const expected = createHmac('sha512', ledger.key.apiSecret).update(payload).digest('hex')
  if (!sameSignature(expected, sign)) throw new GateError('INVALID_SIGNATURE', 'Signature mismatch', 401)
  const { ipList, permissions } = ledger.key
  if (ipList && ipList.length > 0 && !ipList.includes(request.ip)) throw addressRefused()
  if (!permissions.includes('read')) throw noPermission()
  if (!permissions.includes(right)) throw readOnly()
  return ledger
}
