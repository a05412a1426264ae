import { generateKeyPairSync } from 'node:crypto'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { Deps, ServiceContext } from '../context'
import { token } from '../domain/holdings.testing'
import { FakeExchanges } from '../exchanges/testing'
import { writeInput } from '../schemas/wire'
import { alertMeans } from '../services/alerts/means.testing'
import { liveHub } from '../services/live/hub'
import { TestClock, testDeps } from '../services/testing'
import { PASSWORD, signedUp } from '../services/users/testing'
import { INPUTS, unknownWorld } from '../tenancy.testing'
import type { TrpcContext } from './context'
import { guarded } from './guard'
import { appRouter, createCaller } from './root'

/** The same inputs in every run, so that no change is held up by another's fault; FUZZ_SEED tries others. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_123)

/** Inputs of any shape to every procedure: never a fault of ours, no trace of the program, no secret said back. */
const BATCHES_PER_PROCEDURE = 15
/** Sent at once: some answers take their time on purpose. */
const BATCH = 8

/** What a person typed where a secret belongs. */
const TYPED = 'typed-secret-5f0c9e7b'
const KEPT = { apiKey: 'fuzz-key', apiSecret: 'fuzz-key-secret' }
const secretFields = new Set(['password', 'newPassword', 'apiSecret', 'privateKey', 'code', 'invitation'])

const procedures = z
  .record(
    z.string(),
    z.custom<{ _def: { type: string } }>((value) => typeof value === 'function'),
  )
  .parse(appRouter._def.procedures)

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom(
    ...[
      '',
      ' ',
      '\u0000',
      '\ud800',
      '../../etc/passwd',
      "'; drop table users; --",
      '💥',
      'ＤＥＳＫ',
      '__proto__',
      '0x10',
      '1e400',
    ],
    ...['9'.repeat(40), '-1', '2026-02-30', 'x'.repeat(5000), TYPED, '00000000-0000-0000-0000-000000000000'],
  ),
)
const leaf = fc.oneof(
  text,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.bigInt(),
  fc.date({ noInvalidDate: false }),
  fc.constantFrom(null, undefined, Number.NaN, -0),
)
const anything = fc.oneof(
  { weight: 4, arbitrary: leaf },
  { weight: 1, arbitrary: fc.array(leaf, { maxLength: 5 }) },
  { weight: 1, arbitrary: fc.dictionary(fc.string({ maxLength: 10 }), leaf, { maxKeys: 5 }) },
)
/** Which of a good input's places are spoilt, and by what. */
const spoilt = fc.array(fc.record({ place: fc.nat(50), by: anything }), { maxLength: 3 })
const request = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('near' as const), which: fc.nat(5), spoilt }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('any' as const), input: anything }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('raw' as const),
      body: fc.oneof(
        text,
        fc.json({ maxDepth: 3 }),
        fc
          .record({ json: fc.jsonValue({ maxDepth: 2 }), meta: fc.jsonValue({ maxDepth: 3 }) })
          .map((body) => JSON.stringify(body)),
        // Type notes of the wire format that do not fit, or that reach for prototypes.
        fc
          .record({
            at: fc.constantFrom('', 'id', '__proto__.x', 'constructor.prototype.x', 'a.b.c'),
            as: fc.constantFrom('Date', 'bigint', 'set', 'map', 'Error', 'regexp', 'URL', 'undefined'),
          })
          .map(({ at, as }) => JSON.stringify({ json: { id: 'x', a: 1 }, meta: { values: { [at]: [as] } } })),
      ),
    }),
  },
)
type Made = typeof request extends fc.Arbitrary<infer T> ? T : never

/** Every place of a value: itself, its fields, theirs. */
function places(value: unknown, path: readonly string[] = []): string[][] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return [[...path], ...inner.flatMap(([key, child]) => places(child, [...path, key]))]
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by
  if (Array.isArray(value)) return value.map((child, i) => (String(i) === key ? replaced(child, rest, by) : child))
  const fields = z.record(z.string(), z.unknown()).parse(value ?? {})
  return { ...fields, [key]: replaced(fields[key], rest, by) }
}

/** The typed secret where a secret belongs, everywhere but in what proves who one is. */
function withTypedSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTypedSecrets)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      secretFields.has(key) && child !== PASSWORD ? TYPED : withTypedSecrets(child),
    ]),
  )
}

/** As it goes over the wire; what our own side would refuse to write is written all the same. */
function wire(value: unknown): string {
  try {
    return JSON.stringify(writeInput(value))
  } catch {
    return JSON.stringify({ json: value }, (_key, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner))
  }
}

describe('inputs of any shape', () => {
  let database: TestDatabase
  let deps: Deps
  let admin: ServiceContext
  let person: ServiceContext
  const clock = new TestClock()
  const exchanges = new FakeExchanges(clock.now)
  const statuses = new Map<number, number>()
  const logged: string[] = []
  let own = unknownWorld()

  beforeAll(async () => {
    vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none')
    vi.stubEnv('NEXTAUTH_SECRET', 's'.repeat(32))
    database = await testDatabase({ max: 10 })
    const { privateKey } = generateKeyPairSync('ed25519')
    deps = { ...testDeps(database.db, exchanges, clock), alerts: alertMeans(database.db), statementKey: async () => privateKey }
    deps.log.error = (...parts: unknown[]) => logged.push(JSON.stringify(parts))
    admin = await signedUp(deps, 'admin@example.com')
    person = await signedUp(deps, 'person@example.com')
    exchanges.open(KEPT.apiKey, { holdings: [token('USDT', '5')] })
    const mine = createCaller(contextOf(person))
    const account = await mine.accounts.create({ name: 'Desk', exchange: 'binance', credentials: KEPT })
    const { token: made } = await mine.tokens.create({ name: 'Desk', scopes: ['read'], password: PASSWORD })
    own = { ...own, account: account.id, accountName: 'Desk', token: made.id, user: admin.deskId }
  })
  afterAll(async () => {
    const counts = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`)
    const sent = [...statuses.values()].reduce((sum, count) => sum + count, 0)
    console.log(`tRPC property run: ${sent} requests to ${Object.keys(INPUTS).length} procedures, ${counts.join(', ')}`)
    await liveHub(deps).close()
    await database.close()
    vi.unstubAllEnvs()
  })

  const contextOf = (ctx: ServiceContext | null): TrpcContext => ({
    ...{ deps, deskId: null, ipAddress: '192.0.2.77', userAgent: 'Test' },
    caller: ctx && ctx.actor.kind === 'session' ? { deskId: ctx.deskId, accounts: null, actor: ctx.actor } : null,
  })

  function bodyOf(path: string, made: Made): string {
    if (made.kind === 'raw') return made.body
    if (made.kind === 'any') return wire(made.input)
    // What deletes a person is made of somebody else's address.
    const examples = INPUTS[path]?.(own) ?? []
    let input = withTypedSecrets(examples[made.which % Math.max(1, examples.length)])
    for (const { place, by } of made.spoilt) {
      const all = places(input)
      input = replaced(input, all[place % all.length] ?? [], by)
    }
    return wire(input)
  }

  async function ask(path: string, body: string): Promise<{ status: number; text: string }> {
    const query = procedures[path]?._def.type === 'query'
    const url = `http://localhost/api/trpc/${path}${query ? `?${new URLSearchParams({ input: body })}` : ''}`
    const init = query ? {} : { method: 'POST', body, headers: { 'content-type': 'application/json' } }
    const req = await guarded(new Request(url, init))
    if (req instanceof Response) return { status: req.status, text: await req.text() }
    const as = path.startsWith('admin.') ? admin : person
    const response = await fetchRequestHandler({
      ...{ endpoint: '/api/trpc', req, router: appRouter, createContext: () => contextOf(as) },
    })
    return { status: response.status, text: await response.text() }
  }

  it.each(Object.keys(INPUTS))(
    '%s',
    async (path) => {
      const batch = fc.array(request, { minLength: BATCH, maxLength: BATCH })
      await fc.assert(
        fc.asyncProperty(batch, async (requests) => {
          const bodies = requests.map((made) => bodyOf(path, made))
          const answers = await Promise.all(bodies.map((body) => ask(path, body)))
          for (const [i, answer] of answers.entries()) {
            statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
            const seen = `${bodies[i]} → ${answer.text} ${logged.join('\n')}`
            expect(answer.status, seen).toBeLessThan(500)
            expect(answer.text, seen).not.toMatch(
              /INTERNAL_SERVER_ERROR|node_modules|\bat [\w.<>]+ \(|\.tsx?:\d+|select .* from|"stack"/i,
            )
            expect(answer.text, seen).not.toContain(KEPT.apiSecret)
            expect(answer.text, seen).not.toContain(PASSWORD)
            // A name may be anything, and is said back: only where nothing else was spoilt by it.
            if (requests[i]?.kind === 'near' && !wire(requests[i]).includes(TYPED)) {
              expect(answer.text, seen).not.toContain(TYPED)
            }
          }
        }),
        { numRuns: BATCHES_PER_PROCEDURE, seed: SEED },
      )
      expect(logged).toEqual([])
    },
    120_000,
  )
})
