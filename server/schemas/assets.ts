import { z } from 'zod'
import {
  ASSET_BOOKS,
  ASSET_GROUPINGS,
  ASSET_KINDS,
  ASSET_SORTS,
  ASSET_STATES,
  LONGEST_SEARCH,
  MARGIN_MODES,
  MOST_LINES,
  POSITION_MARKETS,
  POSITION_SIDES,
} from '../domain/asset-view'

const ids = (most: number) => z.array(z.string().max(100)).max(most)

/** Which assets of all accounts a person looks at, and in what order. */
export const assetViewSchema = z.object({
  what: z.enum(ASSET_BOOKS),
  /** Words that all stand somewhere in asset, account, exchange, wallet, kind, side or margin mode. */
  search: z.string().max(LONGEST_SEARCH).default(''),
  kind: z.enum(ASSET_KINDS).default('all'),
  groupBy: z.enum(ASSET_GROUPINGS).default('none'),
  sort: z.object({ id: z.enum(ASSET_SORTS), desc: z.boolean() }),
  /** Tokens worth less than this many USD are left out and summed; null: none is. A search finds them all the same. */
  dustUsd: z
    .string()
    .regex(/^\d{1,30}(\.\d{1,30})?$/, /*i18n*/ 'This is no amount.')
    .nullable(),
  /** The book as it was at a moment that is over; null: as it is. */
  asOf: z.iso.datetime('This is no moment.').nullable().default(null),
  /** Ids of accounts and exchanges; none: all. What is not the caller's finds nothing. */
  accounts: ids(1000).default([]),
  exchanges: ids(200).default([]),
  /** Ids of tags; what belongs to any of them is shown. What is none of the caller's finds nothing. */
  tags: ids(100).default([]),
  /** Coins, one under all its names. */
  coins: ids(200).default([]),
  /** Of positions; any of these leaves tokens out. */
  sides: z.array(z.enum(POSITION_SIDES)).max(POSITION_SIDES.length).default([]),
  markets: z.array(z.enum(POSITION_MARKETS)).max(POSITION_MARKETS.length).default([]),
  marginModes: z.array(z.enum(MARGIN_MODES)).max(MARGIN_MODES.length).default([]),
  /** All of them have to be so. */
  states: z.array(z.enum(ASSET_STATES)).max(ASSET_STATES.length).default([]),
})
export type AssetViewInput = z.output<typeof assetViewSchema>

export const assetWindowSchema = assetViewSchema.extend({
  /** Keys of the groups that are open; one of rows that belong to several tags names each. */
  open: z.array(z.string().max(4000)).max(1000).default([]),
  /** The book that other lines were read from: `at` of their answer. Null: the newest. */
  at: z
    .string()
    .regex(/^\d{1,18}$/, 'This is no state of a book.')
    .nullable(),
  offset: z.number().int().min(0).max(100_000_000),
  limit: z.number().int().min(1).max(MOST_LINES),
})
export type AssetWindowInput = z.output<typeof assetWindowSchema>

const list = z
  .string()
  .transform((text) => text.split(',').filter(Boolean))
  .optional()

/** The query of the CSV file: everything is text. `sort` is `-value` for the largest first. */
export const assetFileSchema = z
  .object({
    what: z.string(),
    search: z.string().optional(),
    kind: z.string().optional(),
    groupBy: z.string().optional(),
    sort: z.string().max(100),
    dustUsd: z.string().optional(),
    asOf: z.string().nullish(),
    accounts: list,
    exchanges: list,
    tags: list,
    coins: list,
    sides: list,
    markets: list,
    marginModes: list,
    states: list,
  })
  .transform(({ sort, dustUsd, ...rest }) => ({
    ...rest,
    sort: { id: sort.replace(/^-/, ''), desc: sort.startsWith('-') },
    dustUsd: dustUsd ?? null,
  }))
  .pipe(assetViewSchema)
