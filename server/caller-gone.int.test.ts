import { Writable } from 'node:stream'
import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { openDb } from '@/db/client'
import { FakeExchanges } from './exchanges/testing'
import { answerRest } from './rest/handle'
import { operationsAt } from './rest/operations'
import { createRestRateLimiter } from './rest/rate-limit'
import { TestClock, testDeps } from './services/testing'
import { createCaller } from './trpc/root'

const logged: string[] = []
const lines = new Writable({
  write: (chunk, _encoding, done) => {
    logged.push(String(chunk))
    done()
  },
})
const deskId = '0b6f1e0e-6a4e-4d0b-9d6e-3f8c2c2c2c2c'
/** Nobody listens there: whatever needs the database fails. */
const db = openDb({ url: 'postgres://nobody:nothing@127.0.0.1:1/none' })
const deps = { ...testDeps(db, new FakeExchanges(), new TestClock()), log: pino({ level: 'warn' }, lines) }

describe('a caller that went away', () => {
  it('in the middle of a body is no error in the log', async () => {
    const rest = {
      ...deps,
      limiter: createRestRateLimiter(100),
      authenticate: async () => ({
        deskId,
        tokenId: deskId,
        scopes: ['manage'] as const,
        userId: null,
        accounts: null,
        tools: [],
      }),
    }
    async function* body(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('{"name":')
      throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' })
    }
    const request = {
      ...{ method: 'POST', url: new URL('http://localhost/api/accounts/'), headers: new Headers(), body: body() },
      signal: new AbortController().signal,
    }
    await answerRest(rest, operationsAt('/api/accounts/'), request)
    expect(logged).toEqual([])
  })

  it('while its answer was made is none either; one that waits is told, and so is the log', async () => {
    const actor = { kind: 'session', sessionId: deskId, userId: deskId, role: 'owner', ipAddress: null, userAgent: null } as const
    const context = { deps, deskId: null, caller: { deskId, accounts: null, actor }, ipAddress: null, userAgent: null }
    const away = createCaller(context, { signal: AbortSignal.abort() })
    await expect(away.accounts.list()).rejects.toThrow()
    expect(logged).toEqual([])
    await expect(createCaller(context).accounts.list()).rejects.toThrow()
    expect(logged.join('')).toContain('a procedure failed')
    await db.close()
  })
})
