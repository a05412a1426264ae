import { z } from 'zod'
import { CSV_DECIMALS, CSV_SEPARATORS } from '../domain/csv-choices'

/** The query of every CSV file may say how it is written, in the place of the person's settings. */
export const csvStyleSchema = z.object({
  separator: z.enum(CSV_SEPARATORS).optional(),
  decimal: z.enum(CSV_DECIMALS).optional(),
  bom: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional(),
})
