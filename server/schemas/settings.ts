import { z } from 'zod'
import { CSV_DECIMALS, CSV_SEPARATORS } from '../domain/csv-choices'
import { LANGUAGES } from '../language/languages'
import { personNameSchema } from './users'

/** What amounts can be shown in; converted at the snapshots' own prices. */
export const BASE_CURRENCIES = ['USD', 'EUR', 'GBP', 'JPY', 'CHF', 'BTC', 'ETH', 'USDT', 'USDC'] as const
export const THEMES = ['system', 'light', 'dark'] as const
/** Seconds between snapshots that can be chosen; exchanges have floors of their own. */
export const MIN_REFRESH_SECONDS = 15
const TOO_SOON: `At least ${typeof MIN_REFRESH_SECONDS} seconds.` = /*i18n*/ 'At least 15 seconds.'
export const MAX_REFRESH_SECONDS = 86_400

/** An IANA name. */
export const timeZoneSchema = z
  .string()
  .max(64)
  .refine((name) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: name })
      return true
    } catch {
      return false
    }
  }, /*i18n*/ 'No such time zone.')

const dust = z
  .string()
  .trim()
  .regex(/^\d{1,9}(\.\d{1,8})?$/, /*i18n*/ 'A threshold is a positive number of USD, or 0.')

/** A language that there is. */
export const languageTagSchema = z.enum(LANGUAGES.map(({ tag }) => tag))

/** Choices as they are stored: each has a default, and one that no longer fits falls back to it. */
export const storedSettingsSchema = z.object({
  baseCurrency: z.enum(BASE_CURRENCIES).catch('USD'),
  timeZone: timeZoneSchema.nullable().catch(null),
  dustThreshold: dust.catch('1'),
  theme: z.enum(THEMES).catch('system'),
  csvSeparator: z.enum(CSV_SEPARATORS).catch('comma'),
  csvDecimal: z.enum(CSV_DECIMALS).catch('point'),
  csvBom: z.boolean().catch(false),
})

export const updateSettingsSchema = z.object({
  name: personNameSchema.nullable().optional(),
  baseCurrency: z.enum(BASE_CURRENCIES).optional(),
  timeZone: timeZoneSchema.nullable().optional(),
  dustThreshold: dust.optional(),
  theme: z.enum(THEMES).optional(),
  csvSeparator: z.enum(CSV_SEPARATORS).optional(),
  csvDecimal: z.enum(CSV_DECIMALS).optional(),
  csvBom: z.boolean().optional(),
  language: languageTagSchema.optional(),
  refreshIntervalSeconds: z
    .number()
    .int()
    .min(MIN_REFRESH_SECONDS, TOO_SOON)
    .max(MAX_REFRESH_SECONDS, /*i18n*/ 'At most a day.')
    .optional(),
})

export type UpdateSettingsInput = z.output<typeof updateSettingsSchema>
