import { z } from 'zod'

export const listAuditSchema = z.object({
  /** Id of the last line seen: older ones follow. */
  before: z
    .string()
    .regex(/^\d{1,18}$/, 'This is no id of the log.')
    .optional(),
  limit: z.number().int().min(1).max(200).default(50),
})

export type ListAuditInput = z.output<typeof listAuditSchema>
