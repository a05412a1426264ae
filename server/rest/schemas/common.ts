import * as z from 'zod'
import 'zod-openapi'
import { parseJson } from '../../json'

/** Building blocks of the wire schemas: they validate requests, shape responses and make the OpenAPI document. */

/** A JSON number: the double nearest to the decimal that is stored. */
export const wireNumber = z.number()
/** A JSON number, or null for "not known" (never 0). */
export const wireNumberOrNull = z.number().nullable()
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
