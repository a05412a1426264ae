import type { Exchange } from '../exchange'
import type { VenueResponse } from '../venue'

/** `{"retCode":0,…}` around a result. */
export function ok(result: unknown, exchange: Exchange, message = 'OK'): VenueResponse {
  return { status: 200, body: { retCode: 0, retMsg: message, result, retExtInfo: {}, time: exchange.now() } }
}

/** Bybit answers HTTP 200 for most refusals; code and words from its v5 error page. */
export function refused(code: number, message: string, exchange: Exchange, status = 200): VenueResponse {
  return { status, body: { retCode: code, retMsg: message, result: {}, retExtInfo: {}, time: exchange.now() } }
}

/** 10001 with its reason. */
export function badParameter(message: string, exchange: Exchange): VenueResponse {
  return refused(10001, message, exchange)
}

/** One page of rows and the cursor of the next (`""` at the end), as v5 lists have it. */
export function page<T>(rows: readonly T[], query: URLSearchParams, defaultLimit: number, maxLimit: number) {
  const limit = Math.min(maxLimit, Math.max(1, Number(query.get('limit') ?? defaultLimit) || defaultLimit))
  const match = /^offset:(\d+)$/.exec(decodeURIComponent(query.get('cursor') ?? ''))
  const start = match ? Number(match[1]) : 0
  const end = start + limit
  return { list: rows.slice(start, end), nextPageCursor: end < rows.length ? encodeURIComponent(`offset:${end}`) : '' }
}
