import { z } from 'zod'
import { COMPARED } from '../domain/performance/compared'
import { timeZoneSchema } from './settings'

export const HISTORY_RANGES = ['24h', '7d', '30d', '90d', '1y', 'all', 'custom'] as const
export const HISTORY_GROUPS = ['total', 'account', 'exchange'] as const
/** Widths of a point in seconds; what the database keeps and sums. */
export const HISTORY_RESOLUTIONS = [60, 300, 900, 3600, 14_400, 86_400, 604_800] as const

/** As it travels (ISO 8601), or as our own pages have it. */
const moment = z.union([z.date(), z.iso.datetime({ offset: true }).transform((text) => new Date(text))], 'This is no time.')

const range = {
  range: z.enum(HISTORY_RANGES).default('24h'),
  /** With range `custom`: from this moment … */
  from: moment.optional(),
  /** … to this one (now, if not given). */
  to: moment.optional(),
  accountIds: z.array(z.uuid('This is no account id.')).max(1000).optional(),
}

/** Ids or names of tags: the active accounts that any of them takes as a whole, instead of `accountIds`. */
const tags = z.array(z.string().max(1000)).max(100).optional()

const customHasStart = (input: { range: string; from?: Date; to?: Date }) =>
  input.range !== 'custom' || (input.from !== undefined && (input.to === undefined || input.from < input.to))
const startMissing = { message: /*i18n*/ 'A range of your own needs a start that lies before its end.', path: ['from'] }

export const equityHistorySchema = z
  .object({
    ...range,
    groupBy: z.enum(HISTORY_GROUPS).default('total'),
    tags,
    /** Series that the chart can tell apart: the largest keep their own, the others are added up as one. All, if not given. */
    layers: z.number().int().min(2).max(100).optional(),
    /** Points that the chart can show; the resolution follows. */
    maxPoints: z.number().int().min(10).max(2000).default(400),
    /** Seconds per point, instead of what follows from `maxPoints`. */
    resolutionSeconds: z
      .number()
      .refine((seconds) => HISTORY_RESOLUTIONS.some((known) => known === seconds), 'No such resolution.')
      .optional(),
    /** Whose midnights points of four hours and more keep to; UTC's, if not given. */
    timeZone: timeZoneSchema.optional(),
  })
  .refine(customHasStart, startMissing)

/** A stretch of the history of equity, and what it is compared with. */
export const compareHistorySchema = z
  .object({
    ...range,
    tags,
    against: z.array(z.enum(COMPARED)).min(1, 'Say what to compare with.').max(COMPARED.length),
    maxPoints: z.number().int().min(10).max(2000).default(400),
    timeZone: timeZoneSchema.optional(),
  })
  .refine(customHasStart, startMissing)
export type CompareHistoryInput = z.output<typeof compareHistorySchema>

export const assetHistorySchema = z
  .object({ ...range, symbol: z.string().min(1).max(100), maxPoints: z.number().int().min(10).max(2000).default(400) })
  .refine(customHasStart, startMissing)

export type EquityHistoryInput = z.output<typeof equityHistorySchema>
export type AssetHistoryInput = z.output<typeof assetHistorySchema>

const ids = z.string().transform((text) => text.split(',').filter(Boolean))

/** The query of the CSV file: everything is text. */
export const exportHistorySchema = z
  .object({
    range: z.enum(HISTORY_RANGES).default('30d'),
    from: moment.optional(),
    to: moment.optional(),
    accountIds: ids.pipe(z.array(z.uuid('This is no account id.'))).optional(),
    /** Instead of `accountIds`. */
    tags: ids.pipe(z.array(z.uuid('This is no tag’s id.')).max(100)).optional(),
    resolutionSeconds: z.coerce
      .number()
      .refine((seconds) => HISTORY_RESOLUTIONS.some((known) => known === seconds), 'No such resolution.')
      .optional(),
  })
  .refine(customHasStart, startMissing)
