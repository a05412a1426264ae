import { z } from 'zod'

const window = {
  /** Place of the first, in the order of creation. */
  from: z.number().int().min(0).max(1_000_000),
  count: z.number().int().min(1).max(100),
}

export const linesSchema = z.object(window)
export const linesOfSchema = z.object({ accountIds: z.array(z.uuid('This is no account id.')).max(100) })

export type LinesInput = z.output<typeof linesSchema>
export type LinesOfInput = z.output<typeof linesOfSchema>
