import { Writable } from 'node:stream'
import pino from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/db/testing'
import type { Deps, ServiceContext } from '../context'
import { FakeExchanges } from '../exchanges/testing'
import { announce } from '../services/live/announce'
import { liveHub } from '../services/live/hub'
import { signedInUser, TestClock, testDeps } from '../services/testing'
import { liveStream } from './live-stream'

let database: Awaited<ReturnType<typeof testDatabase>>
let deps: Deps
let ctx: ServiceContext
const logged: string[] = []

beforeAll(async () => {
  database = await testDatabase()
  const lines = new Writable({
    write: (chunk, _encoding, done) => {
      logged.push(String(chunk))
      done()
    },
  })
  deps = { ...testDeps(database.db, new FakeExchanges(), new TestClock()), log: pino({ level: 'warn' }, lines) }
  ctx = await signedInUser(deps)
})
afterAll(async () => {
  await liveHub(deps).close()
  await database.close()
})

function open(away: AbortController) {
  const { deskId, actor } = ctx
  if (actor.kind !== 'session') throw new Error('A session is needed.')
  const caller = { deskId, accounts: null, actor }
  const request = new Request('http://localhost/api/trpc/live.updates', { signal: away.signal })
  const response = liveStream({ deps, deskId: null, caller, ipAddress: null, userAgent: null }, request)
  if (!response?.body) throw new Error('No stream.')
  return response.body.pipeThrough(new TextDecoderStream()).getReader()
}

it('tells a page what happens, and is no failure when the page is closed', async () => {
  const pages = [open(new AbortController()), open(new AbortController())]
  for (const page of pages) {
    expect((await page.read()).value).toContain('event: connected')
    expect((await page.read()).value).toContain('resync')
  }
  await deps.db.asDesk(ctx.deskId, (tx) => announce(tx, ctx.deskId, { kind: 'accounts' }))
  for (const page of pages) expect((await page.read()).value).toContain('"kind":"accounts"')
  await pages[0]?.cancel()
  // Whoever is left still hears, so that what the closed one did has been done by now.
  await deps.db.asDesk(ctx.deskId, (tx) => announce(tx, ctx.deskId, { kind: 'accounts' }))
  expect((await pages[1]?.read())?.value).toContain('"kind":"accounts"')
  await pages[1]?.cancel()
  await new Promise((resolve) => setImmediate(resolve))
  expect(logged).toEqual([])
})
