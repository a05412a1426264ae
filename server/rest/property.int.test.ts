import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { token } from '../domain/holdings.testing'
import { OPERATIONS } from './operations'
import { filledPath } from './paths'
import { testApi } from './testing'

/** The same inputs in every run, so that no change is held up by another's fault; FUZZ_SEED tries others. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_123)

/** Requests of any shape around the document's examples: never a fault of ours, never an answer outside the document. */
const RUNS_PER_OPERATION = 300

let api: Awaited<ReturnType<typeof testApi>>
let sent = 0
const statuses = new Map<number, number>()

beforeAll(async () => {
  api = await testApi()
  // The key of the document's example, so that some requests get all the way.
  api.exchanges.open('abcdefghij').secret = 'klmnopqrst'
  for (const name of ['AccountABC', 'Account123']) {
    const apiKey = `${name}-key`
    api.exchanges.open(apiKey, { holdings: [token('USDT', '1')] })
    await api.call('POST', '/api/accounts/', {
      body: { name, exchange: 'Bybit', api_key: apiKey, api_secret: `${apiKey}-secret` },
    })
  }
})
afterAll(async () => {
  console.log(
    `REST property run: ${sent} requests, ${[...statuses]
      .sort()
      .map(([status, count]) => `${status}: ${count}`)
      .join(', ')}`,
  )
  await api.close()
})

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom(
    'AccountABC',
    'Bybit',
    'ETH:PERP-USDT',
    '10',
    '',
    '\u0000',
    '../../etc/passwd',
    "'; drop table users; --",
    'ＡccountABC',
    '💥',
  ),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string({ maxLength: 20 }), { maxLength: 4 }),
  fc.dictionary(fc.string({ maxLength: 10 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }),
)

describe('requests of any shape', () => {
  it.each(OPERATIONS.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
    '%s',
    async (_name, { method, path, params, query, body, example }) => {
      const schema = body ?? params ?? query
      const fields = schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
      const request = fc.record({
        changed: fc.dictionary(
          // Of a query, names that are unknown are refused before anything else is looked at: most requests are to get further.
          fields.length > 0
            ? fc.oneof(
                { weight: body ? 1 : 15, arbitrary: fc.constantFrom(...fields) },
                { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
              )
            : fc.string({ maxLength: 12 }),
          anything,
          { maxKeys: 6 },
        ),
        fromExample: fc.boolean(),
        raw: fc.option(fc.uint8Array({ maxLength: 200 }), { freq: 12 }),
        type: fc.option(
          fc.constantFrom('text/plain', 'application/xml', 'application/json;charset=x', 'application/merge-patch+json'),
          { freq: 12 },
        ),
      })
      await fc.assert(
        fc.asyncProperty(request, async ({ changed, fromExample, raw, type }) => {
          const values = { ...(fromExample ? (example.body ?? example.params ?? example.query) : {}), ...changed }
          const texts = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, textOf(value)]))
          const parameters = new URLSearchParams()
          for (const [name, value] of Object.entries(values)) {
            for (const item of Array.isArray(value) ? value : [value]) parameters.append(name, textOf(item))
          }
          const answer = await api.call(method, filledPath(path, params ? texts : {}), {
            ...(params
              ? {}
              : body === undefined
                ? { query: parameters.toString() }
                : raw
                  ? { rawBody: new Uint8Array(raw) }
                  : { body: values }),
            ...(type && body !== undefined && { headers: { 'content-type': type } }),
          })
          sent += 1
          statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
          expect(answer.status).toBeLessThan(500)
        }),
        { numRuns: RUNS_PER_OPERATION, seed: SEED },
      )
    },
    120_000,
  )
})
