import { z } from 'zod'
import type { SideReading } from '@/db/queries/side-readings'
import { isFresh } from '@/server/domain/staleness'

/** Mark volatility moves with the market; what is older says nothing of prices of now. */
export const VOLATILITY_TELLS_MS = 15 * 60_000

/** By pair, a year, as a share. */
const factsSchema = z.record(z.string(), z.string().regex(/^\d+(\.\d+)?$/)).catch({})

/** Mark volatility of an account's options as the exchange told it; of those that are fresh. */
export function readVolatilities({ facts, asOf }: Pick<SideReading, 'facts' | 'asOf'>, now: Date): ReadonlyMap<string, number> {
  if (asOf === null || !isFresh(asOf, VOLATILITY_TELLS_MS, now)) return new Map()
  return new Map(Object.entries(factsSchema.parse(facts ?? {})).map(([pair, told]) => [pair, Number(told)]))
}
