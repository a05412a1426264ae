import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { OPERATIONS } from '../rest/operations'
import { READY } from './call'

const schema = z.looseObject({
  $ref: z.string().optional(),
  pattern: z.string().optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
})
const outputSchema = z.looseObject({
  properties: z.looseObject({ data: z.unknown() }),
  $defs: z.record(z.string(), z.unknown()).optional(),
})

/** Paths of all fields that a test holds for, lists passed over. */
function paths(
  of: unknown,
  defs: Record<string, unknown>,
  wanted: (node: z.output<typeof schema>) => boolean,
  at = '',
): string[] {
  const node = schema.parse(of)
  if (node.$ref !== undefined) return paths(defs[node.$ref.replace('#/$defs/', '')], defs, wanted, at)
  return [
    ...(wanted(node) ? [at] : []),
    ...(node.items === undefined ? [] : paths(node.items, defs, wanted, at)),
    ...(node.anyOf ?? []).flatMap((each) => paths(each, defs, wanted, at)),
    ...Object.entries(node.properties ?? {}).flatMap(([name, each]) =>
      paths(each, defs, wanted, at === '' ? name : `${at}.${name}`),
    ),
  ]
}

describe.each([...READY.values()])('the tool $name', ({ output, input, units, operation, foreign }) => {
  const { properties, $defs = {} } = outputSchema.parse(output)

  it('names a unit for each of its amounts and for nothing else', () => {
    const amounts = paths(properties.data, $defs, ({ pattern }) => pattern === '^-?\\d+(\\.\\d+)?$')
    expect(Object.keys(units).sort()).toEqual([...new Set(amounts)].sort())
  })

  it('marks the texts that exchanges and people wrote', () => {
    const texts = paths(
      properties.data,
      $defs,
      ({ type }) => type === 'string' || (Array.isArray(type) && type.includes('string')),
    )
    const names = texts.map((path) => path.split('.').at(-1) ?? '')
    const written = [
      'account_name',
      'exchange_error',
      'exchange_word',
      'exchange_label',
      'note',
      'reason',
      'coin',
      'label',
      'symbol',
    ]
    for (const name of written.filter((each) => names.includes(each))) expect(foreign).toContain(name)
  })

  it('takes what its operation takes, and says so', () => {
    expect(input.additionalProperties).toBe(false)
    expect(operation.id === 'getAttention' || OPERATIONS.includes(operation)).toBe(true)
    expect(JSON.stringify(input)).not.toContain('"override"')
    expect(JSON.stringify(output)).not.toContain('"override"')
  })
})
