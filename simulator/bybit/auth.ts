import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import type { VenueRequest, VenueResponse } from '../venue'
import { refused } from './answers'

/** The server accepts timestamps up to a second ahead of its clock. */
const AHEAD_MS = 1_000

/** Wallet and trade rights that an endpoint may want. */
export type Need = 'read' | 'trade' | 'transfer'

/**
 * Checks key, address, time, signature and right, in Bybit's order.
 * Signature: HMAC-SHA256 over timestamp + key + window + (query string | body), https://bybit-exchange.github.io/docs/v5/guide
 */
export function authenticate(request: VenueRequest, exchange: Exchange, need: Need | null): Ledger | VenueResponse {
  const apiKey = request.headers['x-bapi-api-key'] ?? ''
  const timestamp = request.headers['x-bapi-timestamp'] ?? ''
  const window = request.headers['x-bapi-recv-window'] ?? '5000'
  const signature = request.headers['x-bapi-sign'] ?? ''
  if (!apiKey || !timestamp || !signature) return unsigned(apiKey, timestamp, signature, exchange)
  const ledger = exchange.ledgerByKey(apiKey)
  if (!ledger || ledger.key.revoked) return keyInvalid(exchange)
  const now = exchange.now()
  const sent = Number(timestamp)
  if (!Number.isFinite(sent) || sent > now + AHEAD_MS || sent < now - Number(window)) return clockOff(timestamp, window, exchange)
  const payload = timestamp + apiKey + window + (request.method === 'GET' ? request.rawQuery : request.body)
  if (!sameHex(createHmac('sha256', ledger.key.apiSecret).update(payload).digest('hex'), signature))
    return refused(10004, `error sign! origin_string[${payload}]`, exchange)
  const { ipList } = ledger.key
  if (ipList && ipList.length > 0 && !ipList.includes(request.ip)) return ipRefused(exchange)
  if (need !== null && !ledger.key.permissions.includes(need)) return permissionDenied(exchange)
  return ledger
}

export function isResponse(value: Ledger | VenueResponse): value is VenueResponse {
  return 'status' in value
}

export function keyInvalid(exchange: Exchange): VenueResponse {
  return refused(10003, 'API key is invalid.', exchange)
}

export function ipRefused(exchange: Exchange): VenueResponse {
  return refused(10010, "Unmatched IP, please check your API key's bound IP addresses.", exchange)
}

export function permissionDenied(exchange: Exchange): VenueResponse {
  return refused(10005, 'Permission denied, please check your API key permissions.', exchange)
}

export function clockOff(timestamp: string, window: string, exchange: Exchange): VenueResponse {
  return refused(
    10002,
    `invalid request, please check your server timestamp or recv_window param. req_timestamp[${timestamp}],server_timestamp[${exchange.now()}],recv_window[${window}]`,
    exchange,
  )
}

function unsigned(apiKey: string, timestamp: string, signature: string, exchange: Exchange): VenueResponse {
  const empty = `apiTimestamp[${timestamp}] apiKey[${apiKey}] apiSignature[${signature}]`
  return refused(10001, `empty value: ${empty}: openapi sign params error!`, exchange, 401)
}

function sameHex(expected: string, given: string): boolean {
  const one = Buffer.from(expected)
  const other = Buffer.from(given)
  return one.length === other.length && timingSafeEqual(one, other)
}
