import { describe, expect, it } from 'vitest'
import { MAX_BODY_BYTES } from '../security/bounds'
import { guarded } from './guard'

const URL = 'http://localhost/api/trpc/accounts.create'
const JSON_TYPE = { 'content-type': 'application/json' }
const post = (body: string, headers: Record<string, string> = JSON_TYPE) =>
  guarded(new Request(URL, { method: 'POST', body, headers }))
const statusOf = async (outcome: Promise<Request | Response>) => {
  const result = await outcome
  return result instanceof Response ? result.status : 'through'
}

describe('guarded', () => {
  it('lets JSON of our own pages through, body and all', async () => {
    const passed = await post('{"a":1}', { ...JSON_TYPE, 'sec-fetch-site': 'same-origin', cookie: 'a=b' })
    expect(passed).toBeInstanceOf(Request)
    expect(await passed.json()).toEqual({ a: 1 })
    expect(passed.headers.get('cookie')).toBe('a=b')
    expect(await statusOf(guarded(new Request(URL)))).toBe('through')
  })

  it('refuses what other sites send', async () => {
    for (const site of ['cross-site', 'same-site']) {
      expect(await statusOf(post('{}', { ...JSON_TYPE, 'sec-fetch-site': site }))).toBe(403)
    }
  })

  it('refuses forms', async () => {
    expect(await statusOf(post('a=b', { 'content-type': 'application/x-www-form-urlencoded' }))).toBe(415)
  })

  it('refuses bodies that are too large, also those that do not say so', async () => {
    expect(await statusOf(post('{}', { ...JSON_TYPE, 'content-length': String(MAX_BODY_BYTES + 1) }))).toBe(413)
    expect(await statusOf(post('x'.repeat(MAX_BODY_BYTES + 1)))).toBe(413)
    expect(await statusOf(post('x'.repeat(MAX_BODY_BYTES)))).toBe('through')
  })
})
