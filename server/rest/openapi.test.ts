import { existsSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { openApiJson } from './docs/document'
import { OPERATIONS } from './operations'

const body = z.object({ schema: z.unknown(), example: z.unknown().optional() })
const content = z.object({ 'application/json': body })
const answered = z.union([content, z.object({ 'text/event-stream': body })])
const documented = z.object({
  operationId: z.string(),
  summary: z.string(),
  tags: z.array(z.string()).length(1),
  'x-required-scope': z.string(),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string(), example: z.unknown().optional() })).optional(),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ content: answered.optional(), headers: z.record(z.string(), z.unknown()) })),
})
const schema = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(z.string(), z.record(z.string(), documented)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
})

const raw: unknown = JSON.parse(openApiJson().json)
const document = schema.parse(raw)
const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema({ $id: 'openapi', components: document.components })

/** What does not fit, in words; empty where all does. */
function misfit(wanted: unknown, value: unknown): string {
  // References in the document are to the document itself.
  const validate = ajv.compile(JSON.parse(JSON.stringify(wanted).replaceAll('"#/', '"openapi#/')))
  return validate(value) ? '' : ajv.errorsText(validate.errors)
}

function documentedAt(path: string, method: string) {
  const found = document.paths[path]?.[method.toLowerCase()]
  if (!found) throw new Error(`${method} ${path} is not in the document.`)
  return found
}

describe('the OpenAPI document', () => {
  it('names each operation once, under a heading, and keeps other spellings of its path to itself', () => {
    const ids = Object.values(document.paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId))
    expect(new Set(ids).size).toBe(ids.length)
    expect(Object.keys(document.paths)).toEqual([...new Set(OPERATIONS.map(({ path }) => path))])
    const { tags } = z.object({ tags: z.array(z.object({ name: z.string(), description: z.string() })) }).parse(raw)
    const used = Object.values(document.paths).flatMap((path) => Object.values(path).flatMap(({ tags: own }) => own))
    expect(tags.map(({ name }) => name).sort()).toEqual([...new Set(used)].sort())
  })

  it.each(OPERATIONS.flatMap(({ path, aliases }) => [path, ...(aliases ?? [])]))('%s is served', (path) => {
    expect(existsSync(`app${path.replace(/\/$/, '').replaceAll('{', '[').replaceAll('}', ']')}/route.ts`)).toBe(true)
  })

  it.each(OPERATIONS.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
    '%s has an example of its answer that fits its schema',
    (_name, { method, path }) => {
      const success = Object.entries(documentedAt(path, method).responses).filter(([status]) => status.startsWith('20'))
      expect(success).toHaveLength(1)
      for (const [, response] of success) {
        const [json] = Object.values(response.content ?? {})
        expect(json?.example).toBeDefined()
        expect(misfit(json?.schema, json?.example)).toBe('')
      }
    },
  )

  it.each(
    OPERATIONS.filter(({ body }) => body).map((operation) => [`${operation.method} ${operation.path}`, operation] as const),
  )('%s has an example of its body that fits its schema', (_name, { method, path, example }) => {
    const json = documentedAt(path, method).requestBody?.content['application/json']
    expect(json?.example).toEqual(example.body)
    expect(misfit(json?.schema, json?.example)).toBe('')
  })

  it.each(
    OPERATIONS.filter(({ example }) => example.query).map(
      (operation) => [`${operation.method} ${operation.path}`, operation] as const,
    ),
  )('%s has an example of each parameter that its example sends', (_name, { method, path, example }) => {
    const { parameters = [] } = documentedAt(path, method)
    for (const [name, value] of Object.entries(example.query ?? {})) {
      const sent = parameters.find((parameter) => parameter.name === name)?.example
      expect(Array.isArray(sent) ? sent.join(',') : sent).toBe(value)
    }
  })

  it('documents every refusal of every operation, and the rate limit of every answer', () => {
    for (const operations of Object.values(document.paths)) {
      for (const { responses, operationId } of Object.values(operations)) {
        expect(Object.keys(responses), operationId).toEqual(
          expect.arrayContaining(['400', '401', '403', '404', '405', '413', '415', '429', '500', '503']),
        )
        for (const { headers } of Object.values(responses)) expect(Object.keys(headers)).toContain('RateLimit-Remaining')
      }
    }
  })
})
