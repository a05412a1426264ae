import { z } from 'zod'

export const statementInputSchema = z.object({
  month: z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, /*i18n*/ 'Write a month like 2026-10.'),
  /** The accounts that it is of; not given: all that there were. */
  accountIds: z
    .array(z.uuid('This is no account id.'))
    .min(1, /*i18n*/ 'Choose at least one account.')
    .max(500)
    .nullable()
    .optional(),
  /** A tag that takes whole accounts, instead of `accountIds`: those that it takes now. */
  tagId: z.uuid('This is no tag’s id.').nullable().optional(),
})
export type StatementInput = z.output<typeof statementInputSchema>
