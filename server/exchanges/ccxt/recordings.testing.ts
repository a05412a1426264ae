import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { ValuedAccount } from '../../domain/types'
import { parseRecording } from '../replay/file'
import { type Replayed, replay, valueRecording } from '../replay/replay'

const Recorded = z.object({
  entries: z.array(
    z.object({ description: z.string(), method: z.string(), input: z.array(z.unknown()), httpResponse: z.unknown() }),
  ),
})

/** One recorded answer of a real exchange, by its place in `fixtures/<exchange>.json`. */
export function recorded(exchange: string, index: number): unknown {
  const file = new URL(`./fixtures/${exchange}.json`, import.meta.url)
  const entry = Recorded.parse(JSON.parse(readFileSync(file, 'utf8'))).entries[index]
  if (!entry) throw new Error(`${exchange}.json has no entry ${index}`)
  return entry.httpResponse
}

export interface TestMarket {
  symbol: string
  id: string
  type?: 'spot' | 'swap' | 'future' | 'option'
  contractSize?: string
}

/** The least that a recording's `markets` may hold, from ccxt's symbol. */
export function market({ symbol, id, type, contractSize = '1' }: TestMarket) {
  const [pair = '', settled] = symbol.split(':')
  const [base = '', quote = ''] = pair.split('/')
  const settle = settled?.split('-')[0]
  const inverse = settle !== undefined && settle === base
  return settle === undefined
    ? { symbol, id, base, quote, type: 'spot' }
    : { symbol, id, base, quote, settle, type: type ?? 'swap', linear: !inverse, inverse, contractSize }
}

export interface TestRecording {
  exchange: string
  calls: { path: string; query?: string; status?: number; response: unknown }[]
  markets?: TestMarket[]
  prices?: Record<string, string>
  options?: Record<string, boolean>
}

function recording({ markets = [], ...rest }: TestRecording) {
  return parseRecording(JSON.stringify({ ...rest, now: '2026-01-01T00:00:00Z', markets: markets.map(market) }))
}

/** Runs recorded answers through the adapter and the valuation. */
export function valued(test: TestRecording): Promise<ValuedAccount> {
  return valueRecording(recording(test))
}

export function replayed(test: TestRecording): Promise<Replayed> {
  return replay(recording(test))
}
