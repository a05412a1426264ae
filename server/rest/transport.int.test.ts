import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OPERATIONS } from './operations'
import { testApi } from './testing'

let api: Awaited<ReturnType<typeof testApi>>

beforeAll(async () => {
  api = await testApi()
  await api.addToken('reader', ['read'])
  await api.addToken('manager', ['read', 'manage'])
  await api.addToken('nothing', [])
})
afterAll(() => api.close())

const PATHS = [...new Set(OPERATIONS.map(({ path }) => path))]

describe('every operation', () => {
  it.each(OPERATIONS.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
    '%s asks for a token',
    async (_name, { method, path }) => {
      for (const token of [null, 'unknown']) {
        const answer = await api.call(method, path, { token })
        expect(answer.status).toBe(401)
        expect(answer.headers.get('www-authenticate')).toMatch(/^Token/)
        expect(answer.body).toMatchObject({ code: 'unauthenticated', error: expect.any(String) })
      }
    },
  )

  it.each(OPERATIONS.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
    '%s says which scope it needs',
    async (_name, { method, path, scope }) => {
      const token = scope === 'read' ? 'nothing' : scope === 'manage' ? 'reader' : 'manager'
      const answer = await api.call(method, path, { token, ...(method !== 'GET' && { body: {} }) })
      expect(answer.status).toBe(403)
      expect((answer.body as { error: string }).error).toContain(`"${scope}"`)
    },
  )

  it.each(OPERATIONS.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
    '%s carries rate-limit headers',
    async (_name, { method, path }) => {
      const { headers } = await api.call(method, path)
      expect(Number(headers.get('ratelimit-limit'))).toBeGreaterThan(0)
      expect(Number(headers.get('ratelimit-remaining'))).toBeGreaterThan(0)
      expect(Number(headers.get('ratelimit-reset'))).toBeGreaterThan(0)
    },
  )
})

describe('authorization', () => {
  it.each(['Token owner', 'Bearer owner', 'token owner', 'bearer  owner'])('takes %j', async (authorization) => {
    expect((await api.call('GET', '/api/accounts/', { headers: { authorization } })).status).toBe(200)
  })

  it.each(['Basic owner', 'owner', 'Token', ''])('refuses %j', async (authorization) => {
    expect((await api.call('GET', '/api/accounts/', { headers: { authorization } })).status).toBe(401)
  })
})

describe('method', () => {
  it.each(PATHS)('%s answers a wrong one with 405 and Allow', async (path) => {
    const answer = await api.call('PATCH', path)
    expect(answer.status).toBe(405)
    const allow = answer.headers.get('allow')?.split(', ')
    for (const { method } of OPERATIONS.filter((operation) => operation.path === path)) expect(allow).toContain(method)
  })
})

describe('body', () => {
  const withBody = OPERATIONS.filter(({ body }) => body !== undefined).map(({ method, path }) => [method, path] as const)

  it.each(withBody)('%s %s refuses what is no JSON object', async (method, path) => {
    for (const rawBody of ['{"name":', 'name=x', '[]', '"text"', 'null', '7', new Uint8Array([0x7b, 0xff, 0x7d])]) {
      expect((await api.call(method, path, { rawBody })).body).toMatchObject({ code: 'bad_request' })
    }
  })

  it.each(withBody)('%s %s refuses another content type', async (method, path) => {
    const answer = await api.call(method, path, {
      rawBody: 'name=x',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(answer.status).toBe(415)
  })

  it.each(withBody)('%s %s refuses one that is too large', async (method, path) => {
    expect((await api.call(method, path, { body: { name: 'x'.repeat(70_000) } })).status).toBe(413)
  })

  it('takes JSON with a charset', async () => {
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    expect((await api.call('DELETE', '/api/accounts/', { body: { name: 'Nobody' }, headers })).status).toBe(404)
  })
})

describe('rate limit', () => {
  it('answers 429 with Retry-After once the minute is used up, for that token alone', async () => {
    const limited = await testApi({ perMinute: 3 })
    try {
      await limited.addToken('second', ['read'])
      const statuses: number[] = []
      for (let count = 0; count < 4; count++) statuses.push((await limited.call('GET', '/api/accounts/')).status)
      expect(statuses).toEqual([200, 200, 200, 429])
      const refused = await limited.call('GET', '/api/accounts/')
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(refused.headers.get('ratelimit-remaining')).toBe('0')
      expect((await limited.call('GET', '/api/accounts/', { token: 'second' })).status).toBe(200)
    } finally {
      await limited.close()
    }
  })
})

describe('a defect', () => {
  it('is told in general words', async () => {
    const broken = await testApi()
    await broken.close()
    broken.exchanges.list = () => {
      throw new Error('secret detail of the inside')
    }
    const answer = await broken.call('GET', '/api/exchanges/')
    expect(answer.status).toBe(500)
    expect(JSON.stringify(answer.body)).not.toContain('secret detail')
  })
})
