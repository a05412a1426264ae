import * as z from 'zod'
import 'zod-openapi'
import { parseJson } from '../../json'

/** Building blocks of the wire schemas: they validate requests, shape responses and make the OpenAPI document. */

/** A count or a time in seconds: no amount. */
export const wireNumber = z.number()
export const wireNumberOrNull = z.number().nullable()

const amount = z.union([z.number(), z.string()])
/**
 * An amount, price or share: a JSON number, the double nearest to the decimal that is stored; with `decimals=string` that
 * decimal itself, every digit.
 */
export const wireAmount = amount.meta({ override: { type: ['number', 'string'], anyOf: undefined } })
/** The same, or null for "not known" (never 0). */
export const wireAmountOrNull = amount.nullable().meta({ override: { type: ['number', 'string', 'null'], anyOf: undefined } })

/** How amounts of an answer are written. */
export const decimalsQuery = z.object({
  decimals: z
    .enum(['number', 'string'], { error: 'Must be number or string.' })
    .optional()
    .meta({ description: '`string`: amounts as decimal strings, every digit that is known; else as JSON numbers.' }),
})
/** ISO 8601 in UTC. */
export const wireTime = z.iso.datetime().meta({ examples: ['2026-01-01T00:00:00.000Z'] })
export const wireUuid = z.uuid()

/**
 * A list in a query: comma-separated (`a,b`), repeated (`x=a&x=b`) or a JSON array (`["a","b"]`, for names that hold a
 * comma). Absent and empty both mean "no choice made", an empty list.
 */
export function listParam(description: string, example: string[]) {
  return z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value, context) => {
      const items: string[] = []
      for (const part of value === undefined ? [] : Array.isArray(value) ? value : [value]) {
        const parsed = splitList(part)
        if (parsed === null) {
          context.addIssue({ code: 'custom', message: 'Not a list: send a,b or x=a&x=b or ["a","b"].' })
          return z.NEVER
        }
        for (const item of parsed) items.push(item)
      }
      return [...new Set(items)]
    })
    .meta({
      description: `${description} Comma-separated, repeated or a JSON array.`,
      examples: [example],
      override: { type: 'array', items: { type: 'string' }, anyOf: undefined },
      param: { style: 'form', explode: false },
    })
}

/** What belongs to some tags. */
export const tagParam = (description: string) => listParam(`Names or ids of tags: ${description}`, ['Carry'])

const stringArray = z.array(z.string())

function splitList(text: string): string[] | null {
  const trimmed = text.trim()
  if (trimmed.startsWith('[')) {
    try {
      const parsed = stringArray.safeParse(parseJson(trimmed))
      return parsed.success ? parsed.data.filter((item) => item !== '') : null
    } catch {
      return null
    }
  }
  return trimmed
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

const written = z.union([z.iso.date(), z.iso.datetime({ offset: true, local: true })])

/** A moment as programs write it, in UTC where it names no zone, wherever this runs; null for what is none. */
function timeOf(text: string): Date | null {
  if (/^\d{10}$/.test(text)) return new Date(Number(text) * 1000)
  if (/^\d{13}$/.test(text)) return new Date(Number(text))
  if (!written.safeParse(text).success) return null
  const zoned = !text.includes('T') || /(Z|[+-]\d\d:\d\d)$/.test(text)
  const time = new Date(zoned ? text : `${text}Z`)
  return Number.isNaN(time.getTime()) || time.getUTCFullYear() > 9999 ? null : time
}

/** A moment in a query. */
export const timeParam = (description: string) =>
  z
    .string()
    .transform((text, context) => {
      const time = timeOf(text)
      if (time !== null) return time
      context.addIssue({ code: 'custom', message: 'Not a time: send ISO 8601 (2026-01-01T00:00:00Z) or Unix seconds.' })
      return z.NEVER
    })
    .optional()
    .meta({ description, examples: ['2026-01-01T00:00:00Z'] })

export const asOfParam = timeParam(
  'What was known at this moment instead of now: ISO 8601 or Unix seconds. Whole readings are kept for two days unless the operator chose otherwise; of an account whose reading is gone `errors` says so.',
)

/** Where the page before of a list in the order of creation ended: `ms-uuid`. */
export const createdAfterParam = z
  .string()
  .regex(/^\d{1,15}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'Send `next` of the page before as it is.')
  .optional()
  .meta({ description: '`next` of the page before.' })

/** Where the page before of a list in another order ended. */
export const afterParam = z
  .string()
  .regex(/^[\w-]{1,4000}$/, 'Send `next` of the page before as it is.')
  .optional()
  .meta({ description: '`after` of the link to the next page, with the same other parameters.' })

/** How many of a list, `most` at most. */
export function limitParam(most: number, usual: string) {
  const words = `Send a whole number from 1 to ${most}.`
  return z
    .string()
    .regex(/^\d{1,6}$/, words)
    .transform(Number)
    .pipe(z.number().min(1, words).max(most, words))
    .optional()
    .meta({
      description: `So many at a time, at most ${most}; ${usual} if left out.`,
      override: { type: 'integer', minimum: 1, maximum: most },
    })
}

/** How bare lists are paged, in the document. */
export const PAGES =
  'With `limit`, page by page: the header `Link: <…>; rel="next"` names the next one, and is absent on the last.'
/** Pages of a bare list. */
export const pageQuery = z.object({ after: afterParam, limit: limitParam(1000, 'all') })

/** `true` or `false` in a query. */
export const flagParam = (description: string) =>
  z
    .enum(['true', 'false', '1', '0', 'True', 'False'], { error: 'Must be true or false.' })
    .optional()
    .transform((value) => value === 'true' || value === '1' || value === 'True')
    .meta({ description, override: { type: 'boolean', enum: undefined } })

/** What every error looks like. */
export const errorBody = z
  .object({
    error: z.string().meta({ description: 'One sentence for a person.' }),
    code: z.string().meta({ description: 'A word for a program.' }),
    fields: z.record(z.string(), z.string()).optional().meta({ description: 'Field of the request → why it was refused.' }),
    exchange_error: z.string().optional().meta({ description: "The exchange's own words." }),
  })
  .meta({ id: 'Error' })
