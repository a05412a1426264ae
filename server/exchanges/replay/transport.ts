import { type Transport, TransportError } from '../ccxt/http'
import type { RecordedCall } from './file'

/** Parts of a request that differ from one time to the next, or are secret: never shown. */
const PRIVATE_PARAMETERS =
  /^(timestamp|recvWindow|signature|sign|nonce|apiKey|access_?key|AccessKeyId|SignatureMethod|SignatureVersion|Timestamp)$/i

export interface RecordedAnswers {
  transport: Transport
  /**
   * Calls whose path occurred in a request amid a word, and began a word in none of them: a fragment (`allet-balance`)
   * rather than the path of another call (`api/v3/account` within `fapi/v3/account`). Complete once the reading is done.
   */
  fragments(): ReadonlySet<RecordedCall>
}

/**
 * Answers from a recording: a call answers where its path occurs in the URL (and its query in the URL's query or the
 * body), the first unused one first, the last one again when all are used. A request that none answers is rejected as
 * `no-answer` with its path. Paths count where they begin a word; those in `fragments` anywhere.
 */
export function recordedAnswers(
  calls: readonly RecordedCall[],
  fragments: ReadonlySet<RecordedCall> = new Set(),
): RecordedAnswers {
  const used = new Set<RecordedCall>()
  const atWord = new Set<RecordedCall>()
  const amidWord = new Set<RecordedCall>()
  return {
    fragments: () => new Set([...amidWord].filter((call) => !atWord.has(call))),
    async transport({ url, body }) {
      const fitting = calls.filter((call) => {
        const place = placeOf(call.path, url)
        if (place !== 'nowhere') (place === 'word' ? atWord : amidWord).add(call)
        return (place === 'word' || (place === 'amid' && fragments.has(call))) && asks(call, url, body ?? '')
      })
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
    },
  }
}

/** The transport alone, for recordings whose paths all begin a word. */
export function replayTransport(calls: readonly RecordedCall[]): Transport {
  return recordedAnswers(calls).transport
}

function asks(call: RecordedCall, url: string, body: string): boolean {
  if (call.query === undefined) return true
  const query = url.includes('?') ? url.slice(url.indexOf('?') + 1) : ''
  const texts = [query, decoded(query), body, decoded(body)]
  // JSON is written with and without blanks.
  return [call.query, call.query.replace(/([:,])\s+/g, '$1')].some((wanted) => texts.some((text) => text.includes(wanted)))
}

/** Where a path occurs in a URL: `api/v3/account` is only amid a word of `fapi/v3/account`. */
function placeOf(path: string, url: string): 'word' | 'amid' | 'nowhere' {
  let place: 'amid' | 'nowhere' = 'nowhere'
  for (let at = url.indexOf(path); at >= 0; at = url.indexOf(path, at + 1)) {
    if (at === 0 || !/\w/.test(path[0] ?? '') || !/\w/.test(url[at - 1] ?? '')) return 'word'
    place = 'amid'
  }
  return place
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
