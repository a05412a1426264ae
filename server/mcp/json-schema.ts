import * as z from 'zod'

/** A JSON Schema whose top is an object, as tools have it. */
export interface ObjectSchema {
  [keyword: string]: unknown
  type: 'object'
}

/** Decimals as they are written: every digit, no exponent. */
const DECIMAL = '^-?\\d+(\\.\\d+)?$'

/**
 * A schema of the REST API as JSON Schema, with what its OpenAPI document overrides. Amounts are decimal strings: an agent is
 * never told a float.
 */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): ObjectSchema {
  const made = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      const { override, param: _, examples: __, ...kept } = jsonSchema as Record<string, unknown>
      for (const key of Object.keys(jsonSchema)) delete (jsonSchema as Record<string, unknown>)[key]
      Object.assign(jsonSchema, kept, withAmounts(override))
      for (const [key, value] of Object.entries(jsonSchema)) {
        if (value === undefined) delete (jsonSchema as Record<string, unknown>)[key]
      }
    },
  })
  return { ...rootOf(made), type: 'object' }
}

/** What an override says, where it is of an amount: as strings alone. */
function withAmounts(override: unknown): object {
  if (typeof override !== 'object' || override === null) return {}
  const types = 'type' in override && Array.isArray(override.type) ? override.type : []
  if (!types.includes('number') || !types.includes('string')) return override
  return { ...override, type: types.filter((type) => type !== 'number'), pattern: DECIMAL }
}

/** A schema with a name of its own stands among the definitions: tools are told it in its place. */
function rootOf(made: Record<string, unknown>): Record<string, unknown> {
  const name = /^#\/\$defs\/(\w+)$/.exec(String(made.$ref ?? ''))?.[1]
  const defs = z.record(z.string(), z.record(z.string(), z.unknown())).safeParse(made.$defs)
  const root = name === undefined || !defs.success ? undefined : defs.data[name]
  if (!root) return made
  const { $ref: _, ...rest } = made
  return { ...rest, ...root }
}
