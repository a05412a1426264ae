import { z } from 'zod'
import { accountTableSchema } from './accounts'

/** A window over the lines of accounts, as the list of accounts is chosen from. */
export const linesSchema = accountTableSchema.extend({
  /** Place of the first among those chosen. */
  from: z.number().int().min(0).max(1_000_000),
  count: z.number().int().min(1).max(100),
})
export const linesOfSchema = z.object({ accountIds: z.array(z.uuid('This is no account id.')).max(100) })

export type LinesInput = z.output<typeof linesSchema>
export type LinesOfInput = z.output<typeof linesOfSchema>
