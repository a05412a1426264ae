import pino from 'pino'
import { Decimal } from '../../domain/decimal'
import type { FlowEntry } from '../../domain/flows/types'
import type { Transport } from '../ccxt/http'
import { createCcxtExchanges } from '../ccxt-port'
import type { Credentials } from '../port'
import type { LedgerPage, LedgerQuery } from '../reading/ledgers'
import { parseRecording } from '../replay/file'
import { nobodyOn } from '../replay/nobody'
import { replayTransport } from '../replay/transport'
import { market, type TestMarket } from './recordings.testing'

export interface TestLedgers {
  exchange: string
  markets?: TestMarket[]
  /** What loading the markets would fill of ccxt's `options`. */
  marketOptions?: Record<string, unknown>
  calls?: { path: string; query?: string; status?: number; response: unknown }[]
  /** In place of answers that are given: an exchange that looks at what it is asked. Undefined: it has no such path. */
  answer?: (url: URL, body: string) => unknown
  credentials?: Credentials
}

export interface TriedLedgers {
  /** All pages of a ledger, each entry as often as it was told. */
  read(ledger: string, stretch?: { from?: string; to?: string }): Promise<FlowEntry[]>
  /** What was asked: path and query (or body). */
  asked: string[]
}

/** Far above what a test answers. */
const MOST_PAGES = 60

/** The ledgers of one exchange whose answers are given. */
export function ledgersOf({
  exchange,
  markets = [],
  marketOptions = {},
  calls = [],
  answer: asks,
  credentials,
}: TestLedgers): TriedLedgers {
  const { calls: recorded } = parseRecording(JSON.stringify({ exchange, calls }))
  const given = replayTransport(recorded)
  const answer: Transport = async (request) => {
    const told = asks?.(new URL(request.url), request.body ?? '')
    if (told === undefined) return given(request)
    return { status: 200, statusText: 'OK', headers: {}, body: JSON.stringify(told) }
  }
  const asked: string[] = []
  const port = createCcxtExchanges({
    markets: () => markets.map(market),
    marketOptions,
    log: pino({ level: 'silent' }),
    transport: async (request) => {
      const { pathname, search } = new URL(request.url)
      asked.push([pathname.slice(1), decodeURIComponent(search.slice(1)), request.body ?? ''].filter(Boolean).join('?'))
      return answer(request)
    },
  })
  const connection = { exchange, credentials: { ...nobodyOn(exchange).credentials, ...credentials }, sandbox: false, options: {} }
  const signal = new AbortController().signal
  return {
    asked,
    async read(ledger, { from = '2025-01-01T00:00:00Z', to = '2025-01-07T00:00:00Z' } = {}) {
      const found: FlowEntry[] = []
      let cursor: string | null = null
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const query: LedgerQuery & { ledger: string } = { ledger, from: new Date(from), to: new Date(to), cursor }
        const answered: LedgerPage | undefined = await port.fetchFlows?.(connection, query, signal)
        const { entries, next }: LedgerPage = answered ?? { entries: [], next: null }
        found.push(...entries)
        if (next === null) return found
        cursor = next
      }
      throw new Error(`${ledger} has no end`)
    },
  }
}

/** An entry in a line: what moved, how it counts, and what is known of its ends. */
export function told({ at, coin, amount, kind, state, wallet, fee, pair }: FlowEntry): string {
  return [
    at.toISOString().replace('.000Z', 'Z'),
    kind,
    state === 'done' ? null : state,
    `${amount} ${coin}`,
    fee && `fee ${fee.amount} ${fee.coin}`,
    wallet,
    pair,
  ]
    .filter((part) => part !== null)
    .join(' ')
}

/** Sums of what is done, by coin, fees taken off. */
export function sums(entries: readonly FlowEntry[]): Record<string, string> {
  const found = new Map<string, Decimal>()
  const put = (coin: string, amount: Decimal) => found.set(coin, (found.get(coin) ?? new Decimal(0)).plus(amount))
  for (const { state, coin, amount, fee } of entries) {
    if (state !== 'done') continue
    put(coin, new Decimal(amount))
    if (fee) put(fee.coin, new Decimal(fee.amount).negated())
  }
  return Object.fromEntries([...found].filter(([, sum]) => !sum.isZero()).map(([coin, sum]) => [coin, sum.toFixed()]))
}
