import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { VenueId } from './ledger'

const fileSchema = z.object({
  entries: z.array(z.object({ description: z.string(), method: z.string(), input: z.unknown(), httpResponse: z.unknown() })),
})
export type Recorded = z.infer<typeof fileSchema>['entries'][number]

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'fixtures')

/** Answers of the real exchange that this project carries; for tests. */
export function recordedAnswers(venue: VenueId): Recorded[] {
  return fileSchema.parse(JSON.parse(readFileSync(path.join(folder, `${venue}.json`), 'utf8'))).entries
}

/**
 * What of a value's form a client can rely on. The recordings went through ccxt, which reads JSON numbers as strings, so
 * a number and a number in a string are one kind; `""` is "not known".
 */
export function kindOf(value: unknown): string {
  if (value === '') return 'unknown'
  if (typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))) return 'number'
  return Array.isArray(value) ? 'list' : typeof value
}

/**
 * Differences between rows and the recorded ones of the same list, in words; empty if there are none. Each row must have
 * every key that all recorded rows have, no key that none has, and each value a kind that was recorded for it. A figure
 * may be unknown here and known there.
 */
export function differences(rows: readonly object[], recorded: readonly object[]): string[] {
  const found = new Set<string>()
  const keysOf = (row: object) => Object.keys(row)
  const everyKey = new Set(recorded.flatMap(keysOf))
  const commonKeys = [...everyKey].filter((key) => recorded.every((row) => key in row))
  for (const row of rows) {
    for (const key of commonKeys) if (!(key in row)) found.add(`${key} is missing`)
    for (const [key, value] of Object.entries(row)) {
      const kinds = new Set(recorded.flatMap((real) => (key in real ? [kindOf(real[key as keyof typeof real])] : [])))
      if (!everyKey.has(key)) found.add(`${key} is not in the recording`)
      else if (!kinds.has(kindOf(value)) && !isFigure(kindOf(value), kinds))
        found.add(`${key} is ${kindOf(value)}, not ${[...kinds]}`)
    }
  }
  return [...found]
}

function isFigure(kind: string, recorded: ReadonlySet<string>): boolean {
  return (kind === 'number' || kind === 'unknown') && (recorded.has('number') || recorded.has('unknown'))
}
