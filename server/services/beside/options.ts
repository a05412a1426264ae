import { z } from 'zod'
import type { SideReading } from '@/db/queries/side-readings'
import type { OptionMark } from '@/server/domain/risk/option-marks'
import { isFresh } from '@/server/domain/staleness'

/** Mark volatility moves with the market; what is older says nothing of prices of now. */
export const VOLATILITY_TELLS_MS = 15 * 60_000
/** Greeks move with the price itself: after so long they are reckoned anew, at the volatility that was told. */
export const GREEKS_TELL_MS = 3 * 60_000

const told = z.string().regex(/^-?\d+(\.\d+)?$/)
const volatility = z.string().regex(/^\d+(\.\d+)?$/)
const markSchema = z.union([
  z.object({ volatility, greeks: z.object({ delta: told, gamma: told, vega: told, theta: told }).nullable() }),
  // As it was stored before Greeks were read.
  volatility.transform((alone): OptionMark => ({ volatility: alone, greeks: null })),
])
/** By pair. */
const factsSchema = z.record(z.string(), markSchema).catch({})

/** What the exchange told of an account's options beside their price; of what is fresh. */
export function readOptionMarks(
  { facts, asOf }: Pick<SideReading, 'facts' | 'asOf'>,
  now: Date,
): ReadonlyMap<string, OptionMark> {
  if (asOf === null || !isFresh(asOf, VOLATILITY_TELLS_MS, now)) return new Map()
  const marks = Object.entries(factsSchema.parse(facts ?? {}))
  if (isFresh(asOf, GREEKS_TELL_MS, now)) return new Map(marks)
  return new Map(marks.map(([pair, mark]) => [pair, { ...mark, greeks: null }]))
}
