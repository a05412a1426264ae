import { createHmac } from 'node:crypto'
import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import { sameSignature } from '../signing'
import type { VenueRequest } from '../venue'
import { noPermission, smallNonce, unknownKey, wrongSignature } from './errors'

const NONCE = 'nonce'

/**
 * Checks headers, key, signature, nonce, address and right. The signature is HMAC-SHA384 in hex over `/api`, path, nonce and body;
 * a key's nonce is greater than its last one. What is answered to an address off the list is not documented: as to an unknown key.
 * https://docs.bitfinex.com/docs/rest-auth
 */
export function signer(request: VenueRequest, exchange: Exchange): Ledger {
  const { headers } = request
  const key = headers['bfx-apikey'] ?? ''
  const nonce = headers['bfx-nonce'] ?? ''
  const ledger = exchange.ledgerByKey(key)
  if (!ledger || ledger.key.revoked || !/^\d{1,16}$/.test(nonce)) throw unknownKey()
  const payload = `/api${request.path}${nonce}${request.body}`
  const expected = createHmac('sha384', ledger.key.apiSecret).update(payload).digest('hex')
  if (!sameSignature(expected, headers['bfx-signature'] ?? '')) throw wrongSignature()
  const { account } = exchange.settings(ledger)
  if (Number(nonce) <= Number(account.get(NONCE) ?? 0)) throw smallNonce()
  account.set(NONCE, nonce)
  const { ipList, permissions } = ledger.key
  if (ipList && ipList.length > 0 && !ipList.includes(request.ip)) throw unknownKey()
  if (!permissions.includes('read')) throw noPermission()
  return ledger
}
