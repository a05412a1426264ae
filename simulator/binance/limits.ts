import type { Exchange } from '../exchange'
import type { VenueRequest, VenueResponse } from '../venue'
import { BinanceError } from './errors'

const MINUTE = 60_000
/** Requests that may run into 429 within a minute before the address is banned. */
const PATIENCE = 20
const BAN_MS = 2 * MINUTE

/** Weight a minute and address, by kind of interface; `sapi` counts each path on its own. */
const ALLOWED: Record<string, number> = { api: 6_000, fapi: 2_400, dapi: 2_400, papi: 6_000, sapi: 12_000 }

/** Counts the weight; throws 429 when the minute's is spent and 418 when that was not heeded. Returns the headers. */
export function countWeight(request: VenueRequest, exchange: Exchange, weight: number): Record<string, string> {
  const { limiter } = exchange
  const now = exchange.now()
  const until = limiter.bannedUntil(`binance:${request.ip}`, now)
  if (until !== null) throw banned(request.ip, until, now)
  const kind = request.path.split('/')[1] ?? 'api'
  const allowed = ALLOWED[kind] ?? 6_000
  const bucket = `binance:${request.ip}:${kind === 'sapi' ? request.path : kind}`
  const taken = limiter.take(bucket, weight, allowed, MINUTE, now)
  const headers = usedHeaders(kind, taken.used)
  if (taken.allowed) return headers
  const patience = limiter.take(`binance:${request.ip}:unheeded`, 1, PATIENCE, MINUTE, now)
  if (!patience.allowed) {
    limiter.ban(`binance:${request.ip}`, now + BAN_MS)
    throw banned(request.ip, now + BAN_MS, now)
  }
  const retryAfter = Math.max(1, Math.ceil((taken.resetAt - now) / 1_000))
  throw tooMany(taken.limit, retryAfter, headers)
}

export function tooMany(limit: number, retryAfterSeconds: number, headers: Record<string, string> = {}): BinanceError {
  const words = `Too much request weight used; current limit is ${limit} request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.`
  return new BinanceError(-1003, words, 429, { ...headers, 'Retry-After': String(retryAfterSeconds) })
}

export function banned(ip: string, until: number, now: number): BinanceError {
  const words = `Way too much request weight used; IP(${ip}) banned until ${until}. Please use WebSocket Streams for live updates to avoid bans.`
  return new BinanceError(-1003, words, 418, { 'Retry-After': String(Math.max(1, Math.ceil((until - now) / 1_000))) })
}

/** 429 or 418 that a fault asks for; the address itself is not banned. */
export function refusedByLimit(kind: '429' | '418', request: VenueRequest, now: number, seconds: number): VenueResponse {
  const error = kind === '429' ? tooMany(6_000, seconds) : banned(request.ip, now + seconds * 1_000, now)
  return error.response()
}

function usedHeaders(kind: string, used: number): Record<string, string> {
  if (kind === 'sapi') return { 'X-SAPI-USED-IP-WEIGHT-1M': String(used) }
  return { 'X-MBX-USED-WEIGHT': String(used), 'X-MBX-USED-WEIGHT-1M': String(used) }
}
