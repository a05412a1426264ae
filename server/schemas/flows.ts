import { z } from 'zod'
import { FLOW_KINDS, FLOW_STATES } from '@/server/domain/flows/types'
import { accountChoiceSchema } from './balances'
import { HISTORY_RANGES } from './history'

const moment = z.union([z.date(), z.iso.datetime({ offset: true }).transform((text) => new Date(text))], 'This is no time.')
const rowId = z.string().regex(/^\d{1,18}$/, 'This is no id of an entry.')

/** Between which moments: a range up to now, or one of one's own. */
export const stretch = {
  range: z.enum(HISTORY_RANGES).default('30d'),
  /** With range `custom`: from this moment … */
  from: moment.optional(),
  /** … to this one (now, if not given). */
  to: moment.optional(),
}
export const customHasStart = (input: { range: string; from?: Date | undefined; to?: Date | undefined }) =>
  input.range !== 'custom' || (input.from !== undefined && (input.to === undefined || input.from < input.to))
export const startMissing = { message: /*i18n*/ 'A range of your own needs a start that lies before its end.', path: ['from'] }

export const listFlowsSchema = accountChoiceSchema.extend({
  from: moment.optional(),
  to: moment.optional(),
  kinds: z.array(z.enum(FLOW_KINDS)).max(FLOW_KINDS.length).optional(),
  states: z.array(z.enum(FLOW_STATES)).max(FLOW_STATES.length).optional(),
  coins: z.array(z.string().min(1).max(40)).max(100).optional(),
  /** True: transfers between own accounts alone; false: everything else. */
  paired: z.boolean().optional(),
  /** Entries of these rows alone: what a figure is the sum of. */
  ids: z.array(rowId).max(1000).optional(),
  /** `next` of the page before. */
  after: z
    .string()
    .regex(/^\d{1,15}-\d{1,18}$/, 'This is no place in the list.')
    .optional(),
  limit: z.number().int().min(1).max(1000).default(100),
})
export type ListFlowsInput = z.output<typeof listFlowsSchema>

export const performanceSchema = accountChoiceSchema
  .extend({ ...stretch, groupBy: z.enum(['none', 'account', 'exchange']).default('none') })
  .refine(customHasStart, startMissing)
export type PerformanceInput = z.output<typeof performanceSchema>

export const explainSchema = accountChoiceSchema
  .extend({ ...stretch, coin: z.string().min(1).max(40).optional() })
  .refine(customHasStart, startMissing)
export type ExplainInput = z.output<typeof explainSchema>

export const fundingPaidSchema = accountChoiceSchema.extend(stretch).refine(customHasStart, startMissing)
export type FundingPaidInput = z.output<typeof fundingPaidSchema>

export const flowCoverageSchema = accountChoiceSchema

export const pairFlowsSchema = z.object({ outId: rowId, inId: rowId })
export type PairFlowsInput = z.output<typeof pairFlowsSchema>

export const classifyFlowSchema = z.object({
  id: rowId,
  /** Null: as the exchange says. */
  kind: z.enum(FLOW_KINDS).nullable(),
  note: z.string().trim().max(500).nullable().optional(),
})
export type ClassifyFlowInput = z.output<typeof classifyFlowSchema>

const amount = z.string().regex(/^[+-]?\d{1,30}(\.\d{1,30})?$/, /*i18n*/ 'This is no amount: write it in digits, like -12.5.')

export const writeFlowSchema = z.object({
  accountId: z.uuid('This is no account id.'),
  at: moment,
  coin: z.string().trim().min(1, /*i18n*/ 'Name the coin.').max(40),
  /** Signed: what left is negative. */
  amount: amount.refine((text) => !/^[+-]?0+(\.0+)?$/.test(text), /*i18n*/ 'Nothing is no entry.'),
  kind: z.enum(FLOW_KINDS),
  /** USD per coin; null: by the nearest reading, or the exchange's candle. */
  price: z
    .string()
    .regex(/^\d{1,30}(\.\d{1,30})?$/, /*i18n*/ 'This is no price: write it in digits, like 60000.5.')
    .nullable()
    .default(null),
  note: z.string().trim().max(500).nullable().default(null),
})
export type WriteFlowInput = z.output<typeof writeFlowSchema>

export const removeFlowSchema = z.object({ id: rowId })
export type RemoveFlowInput = z.output<typeof removeFlowSchema>

/** Shapes of the file of entries. */
export const FLOW_FILES = ['ballast', 'koinly', 'cointracking'] as const
const commaIds = z
  .string()
  .transform((ids) => ids.split(',').filter(Boolean))
  .pipe(z.array(z.uuid('This is no account id.')))

/** An address of the file of days. */
export const performanceFileSchema = z.object({ ...stretch, accountIds: commaIds.optional() })

export const flowFileSchema = z.object({
  shape: z.enum(FLOW_FILES).default('ballast'),
  from: moment.optional(),
  to: moment.optional(),
  accountIds: commaIds.optional(),
  kind: z.enum(FLOW_KINDS).optional(),
  coin: z.string().min(1).max(40).optional(),
  /** `true`: transfers between own accounts alone; `false`: everything else. */
  paired: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional(),
})
export type FlowFileInput = z.output<typeof flowFileSchema>

export const gainSchema = accountChoiceSchema
  .pick({ accountIds: true, tags: true })
  .extend({ ...stretch, range: stretch.range.unwrap().default('24h') })
  .refine(customHasStart, startMissing)
export type GainInput = z.output<typeof gainSchema>
