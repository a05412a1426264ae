import { type Transport, TransportError } from '../ccxt/http'
import type { RecordedCall } from './file'

/** Parts of a request that differ from one time to the next, or are secret: never shown. */
const PRIVATE_PARAMETERS =
  /^(timestamp|recvWindow|signature|sign|nonce|apiKey|access_?key|AccessKeyId|SignatureMethod|SignatureVersion|Timestamp)$/i

/**
 * Answers from a recording: the first unused call that fits a request, and when all that fit are used the last of them.
 * A request that none fits is rejected as `no-answer` with its path.
 */
export function replayTransport(calls: readonly RecordedCall[]): Transport {
  const used = new Set<RecordedCall>()
  return async ({ url, body }) => {
    const fitting = calls.filter((call) => fits(call, url, body ?? ''))
    const call = fitting.find((candidate) => !used.has(candidate)) ?? fitting.at(-1)
    if (!call) throw new TransportError('no-answer', pathOf(url, body))
    used.add(call)
    const status = call.status ?? 200
    return {
      status,
      statusText: '',
      headers: {},
      body: typeof call.response === 'string' ? call.response : JSON.stringify(call.response),
    }
  }
}

function fits(call: RecordedCall, url: string, body: string): boolean {
  if (!occurs(call.path, url)) return false
  if (call.query === undefined) return true
  const query = url.includes('?') ? url.slice(url.indexOf('?') + 1) : ''
  return [query, decoded(query), body, decoded(body)].some((text) => text.includes(call.query ?? ''))
}

/** At the beginning of a word: `api/v3/account` is no part of `fapi/v3/account`. */
function occurs(path: string, url: string): boolean {
  for (let at = url.indexOf(path); at >= 0; at = url.indexOf(path, at + 1)) {
    if (at === 0 || !/\w/.test(path[0] ?? '') || !/\w/.test(url[at - 1] ?? '')) return true
  }
  return false
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** `v5/position/list?category=linear`: the path and what of its query says which call it is. */
function pathOf(url: string, body: string | undefined): string {
  const { pathname, searchParams } = new URL(url)
  const told = [...searchParams].filter(([name]) => !PRIVATE_PARAMETERS.test(name)).map(([name, value]) => `${name}=${value}`)
  const type = body ? /"type":"(\w+)"/.exec(body)?.[1] : undefined
  if (type !== undefined) told.push(`type=${type}`)
  return [pathname.replace(/^\//, ''), told.join('&')].filter(Boolean).join('?')
}
