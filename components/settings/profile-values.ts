import { z } from 'zod'
import { CSV_DECIMALS, CSV_SEPARATORS } from '@/server/domain/csv-choices'
import { BASE_CURRENCIES, updateSettingsSchema } from '@/server/schemas/settings'

const { name, timeZone, dustThreshold } = updateSettingsSchema.shape

/** What the form of the profile holds. */
export const profileSchema = z.object({
  name: name.unwrap().unwrap(),
  baseCurrency: z.enum(BASE_CURRENCIES),
  timeZone: timeZone.unwrap(),
  dustThreshold: dustThreshold.unwrap(),
  refreshIntervalSeconds: z.string(),
  csvSeparator: z.enum(CSV_SEPARATORS),
  csvDecimal: z.enum(CSV_DECIMALS),
  csvBom: z.boolean(),
})
/** As typed, and as it is sent. */
export type ProfileInput = z.input<typeof profileSchema>
export type ProfileValues = z.output<typeof profileSchema>
