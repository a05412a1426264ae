import { z } from 'zod'
import { baseCoin } from '../domain/coins'
import { MOST_RULES_OF_A_TAG, MOST_TAGS, TAG_HUES, TAG_KINDS, TAG_MARKETS } from '../domain/tags/tag'
import { customHasStart, startMissing, stretch } from './flows'

const TOO_MANY_RULES: `A tag has ${typeof MOST_RULES_OF_A_TAG} rules at most.` = /*i18n*/ 'A tag has 200 rules at most.'

const id = z.uuid('This is no id of a tag.')
/** Length and characters are the service's business, which says what is wrong in plain words. */
const name = z.string().max(1000, /*i18n*/ 'A name has at most 64 characters.')
const kind = z.enum(TAG_KINDS)
const hue = z.number().int().min(1).max(TAG_HUES)

/** A coin under its one name, however it is written. */
const coin = z
  .string()
  .trim()
  .min(1, /*i18n*/ 'Name a coin.')
  .max(40, /*i18n*/ 'No coin has so long a name.')
  .transform((text) => baseCoin(/[A-Z]/.test(text) ? text : text.toUpperCase()))

export const tagRuleSchema = z
  .object({
    accountId: z.uuid('This is no account id.').nullable().default(null),
    coin: coin.nullable().default(null),
    market: z.enum(TAG_MARKETS).nullable().default(null),
  })
  .refine(
    (rule) => rule.accountId !== null || rule.coin !== null || rule.market !== null,
    /*i18n*/ 'Name an account, a coin or a market.',
  )

const rules = z.array(tagRuleSchema).max(MOST_RULES_OF_A_TAG, TOO_MANY_RULES)

export const tagIdSchema = z.object({ id })
export const createTagSchema = z.object({
  name,
  kind: kind.default('strategy'),
  /** Not given: the one that is used least. */
  hue: hue.optional(),
  rules: rules.default([]),
})
export const updateTagSchema = z.object({
  id,
  name: name.optional(),
  kind: kind.optional(),
  hue: hue.optional(),
  /** In the place of all that it has. */
  rules: rules.optional(),
})
export const tagGainSchema = z.object({ id, ...stretch }).refine(customHasStart, startMissing)
/** Names or ids; none: all tags. */
export const tagGainsSchema = z
  .object({ tags: z.array(z.string()).max(MOST_TAGS, `Name ${MOST_TAGS} tags at most.`).default([]), ...stretch })
  .refine(customHasStart, startMissing)
export const tagOneRuleSchema = z.object({ id, rule: tagRuleSchema })

export type CreateTagInput = z.output<typeof createTagSchema>
export type UpdateTagInput = z.output<typeof updateTagSchema>
export type TagOneRuleInput = z.output<typeof tagOneRuleSchema>
export type TagGainInput = z.output<typeof tagGainSchema>
export type TagGainsInput = z.output<typeof tagGainsSchema>
