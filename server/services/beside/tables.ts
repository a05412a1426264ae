import { z } from 'zod'
import type { SideReading } from '@/db/queries/side-readings'
import type { MaintenanceTable } from '@/server/domain/risk/types'
import { isFresh } from '@/server/domain/staleness'
import type { MarginMode } from '@/server/domain/types'

/** Tables change once in weeks: they are read once a day. */
export const TABLES_MAX_AGE_MS = 86_400_000
/** Those that nobody could read for a week may be others by now. */
const TABLES_TELL_MS = 7 * 86_400_000

const step = z.object({ from: z.string(), rate: z.string() })
const table = z.object({
  unit: z.enum(['quote', 'base']),
  by: z.enum(['slice', 'whole']),
  steps: z.array(step).min(1),
  /** Of positions of one margin mode alone. */
  only: z.enum(['cross', 'isolated']).optional(),
})
/** By pair; null: the exchange tells none of that market. */
const factsSchema = z.record(z.string(), table.nullable()).catch({})

export type TableFacts = z.output<typeof factsSchema>

/** Tables as they are stored; what a newer version wrote is left out. */
export const readTables = ({ facts }: Pick<SideReading, 'facts'>): TableFacts => factsSchema.parse(facts ?? {})

/** Tables that still tell something of now. */
export const tablesNow = (reading: Pick<SideReading, 'facts' | 'asOf'>, now: Date): TableFacts =>
  reading.asOf !== null && isFresh(reading.asOf, TABLES_TELL_MS, now) ? readTables(reading) : {}

/** The table of a pair for positions of a margin mode; null: none is known. Positions whose mode is not told are taken for cross ones. */
export function tableFor(facts: TableFacts | undefined, pair: string, mode: MarginMode | null): MaintenanceTable | null {
  const found = facts?.[pair] ?? null
  if (found === null || (found.only !== undefined && found.only !== (mode ?? 'cross'))) return null
  const { unit, by, steps } = found
  return { unit, by, steps }
}
