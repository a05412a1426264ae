import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DomainError } from '../errors'
import { testApi } from './testing'

let api: Awaited<ReturnType<typeof testApi>>
let next = 0

beforeAll(async () => {
  api = await testApi()
})
afterAll(() => api.close())

/** A key that the exchange knows, and the body that connects it. */
function key(name: string, exchange = 'Bybit') {
  const apiKey = `key${++next}abcdef`
  const account = api.exchanges.open(apiKey)
  return { account, apiKey, body: { name, exchange, api_key: apiKey, api_secret: `${apiKey}-secret` } }
}

async function connected(name: string) {
  api.clock.advance(1)
  const { account, apiKey, body } = key(name)
  const { body: created } = await api.call('POST', '/api/accounts/', { body })
  return { account, apiKey, id: (created as { id: string }).id }
}

describe('POST /api/accounts/', () => {
  it('stores a key that works and answers with the account, the key masked', async () => {
    const { body, apiKey } = key('Fresh')
    const answer = await api.call('POST', '/api/accounts/', { body })
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({
      name: 'Fresh',
      exchange: 'Bybit',
      margin_mode: 'CROSS',
      archived: false,
      valid: true,
      api_key: `${apiKey.slice(0, 5)}********`,
      permissions: ['read'],
      credential_options: { default: true },
      sandbox: false,
      last_refreshed_at: null,
      last_error: null,
    })
    expect(JSON.stringify(answer.body)).not.toContain('secret')
  })

  it('finds the exchange by id or display name in any case and ignores extra fields', async () => {
    for (const [index, exchange] of ['bybit', 'BYBIT', 'ByBit'].entries()) {
      const { body } = key(`Spelling ${index}`, exchange)
      expect((await api.call('POST', '/api/accounts/', { body: { ...body, hummingbot_id: 7 } })).status).toBe(201)
    }
  })

  it('names each field that is missing for this exchange', async () => {
    const answer = await api.call('POST', '/api/accounts/', { body: { name: 'No passphrase', exchange: 'OKX', api_key: 'abc' } })
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({
      code: 'bad_request',
      fields: { api_secret: expect.any(String), password: expect.any(String) },
    })
  })

  it('takes passphrase for password', async () => {
    const { body } = key('Passphrase', 'OKX')
    expect((await api.call('POST', '/api/accounts/', { body: { ...body, passphrase: 'words' } })).status).toBe(201)
  })

  it.each([
    ['no name', { exchange: 'Bybit', api_key: 'a', api_secret: 'b' }, 'name'],
    ['a blank name', { name: '  ', exchange: 'Bybit', api_key: 'a', api_secret: 'b' }, 'name'],
    ['a name of 65 characters', { name: 'x'.repeat(65), exchange: 'Bybit', api_key: 'a', api_secret: 'b' }, 'name'],
    ['a number for a name', { name: 7, exchange: 'Bybit', api_key: 'a', api_secret: 'b' }, 'name'],
    ['no exchange', { name: 'x', api_key: 'a', api_secret: 'b' }, 'exchange'],
    ['an unknown exchange', { name: 'x', exchange: 'Bibyt', api_key: 'a', api_secret: 'b' }, 'exchange'],
    [
      'an unknown margin mode',
      { name: 'x', exchange: 'Bybit', api_key: 'a', api_secret: 'b', margin_mode: 'SOME' },
      'margin_mode',
    ],
    ['a word for a flag', { name: 'x', exchange: 'Bybit', api_key: 'a', api_secret: 'b', sandbox: 'maybe' }, 'sandbox'],
  ])('refuses %s at its field', async (_what, body, field) => {
    const answer = await api.call('POST', '/api/accounts/', { body })
    expect(answer.status).toBe(400)
    expect(Object.keys((answer.body as { fields: object }).fields)).toContain(field)
  })

  it('names the nearest exchanges where the name is unknown', async () => {
    const answer = await api.call('POST', '/api/accounts/', {
      body: { name: 'x', exchange: 'Bybitt', api_key: 'a', api_secret: 'b' },
    })
    expect((answer.body as { error: string }).error).toContain('Bybit')
  })

  it.each(['Taken', 'TAKEN', ' taken ', 'Tаken', 'Ｔaken'])('refuses the name %j as taken', async (name) => {
    if (!(await names()).includes('Taken')) await connected('Taken')
    const answer = await api.call('POST', '/api/accounts/', { body: key(name).body })
    expect(answer.status).toBe(409)
    expect(answer.body).toMatchObject({ code: 'name_taken', fields: { name: expect.any(String) } })
  })

  it('refuses a key that is connected already', async () => {
    const { body } = key('First of a key')
    await api.call('POST', '/api/accounts/', { body })
    const answer = await api.call('POST', '/api/accounts/', { body: { ...body, name: 'Second of a key' } })
    expect(answer.status).toBe(409)
    expect(answer.body).toMatchObject({ code: 'conflict' })
  })

  it("passes the exchange's words on where it refuses the key, and stores nothing", async () => {
    const answer = await api.call('POST', '/api/accounts/', {
      body: { name: 'Refused', exchange: 'Bybit', api_key: 'unknown-key', api_secret: 'x' },
    })
    expect(answer.status).toBe(422)
    expect(answer.body).toMatchObject({ code: 'exchange_credentials', exchange_error: 'Invalid API-key.' })
    expect(await names()).not.toContain('Refused')
  })

  it('connects a key that may withdraw only where that is insisted on', async () => {
    const { account, body } = key('Withdraws')
    account.key.permissions = ['read', 'withdraw']
    const refused = await api.call('POST', '/api/accounts/', { body })
    expect(refused.status).toBe(400)
    expect(refused.body).toMatchObject({ fields: { allow_withdraw: expect.stringContaining('withdraw') } })
    const insisted = await api.call('POST', '/api/accounts/', { body: { ...body, allow_withdraw: true } })
    expect(insisted.body).toMatchObject({ permissions: ['read', 'withdraw'] })
  })

  it.each([
    ['exchange_ip', 422],
    ['exchange_permission', 422],
    ['exchange_clock', 422],
    ['exchange_rate_limit', 429],
    ['exchange_maintenance', 502],
    ['exchange_network', 502],
    ['exchange_timeout', 504],
  ] as const)('answers %s with %d', async (code, status) => {
    // A limit that was hit makes everybody's next call wait as long as the exchange said.
    api.clock.advance(8)
    const { account, body } = key(`Fails ${code}`)
    account.failure = new DomainError(code, 'Why.', { exchangeError: 'its words', retryAfterSeconds: 7 })
    const answer = await api.call('POST', '/api/accounts/', { body })
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject({ code })
    if (status === 429) expect(answer.headers.get('retry-after')).toBe('7')
    // The exchange wants no calls from this address for so long, from whoever tries a key.
    api.clock.advance(8)
  })
})

describe('GET /api/accounts/', () => {
  it('lists active accounts in the order of creation, archived ones only when asked for', async () => {
    const { id } = await connected('Short-lived')
    await connected('Stays')
    await api.call('DELETE', '/api/accounts/', { body: { id } })
    const active = await names()
    expect(active.at(-1)).toBe('Stays')
    expect(active).not.toContain('Short-lived')
    const all = await api.call('GET', '/api/accounts/', { query: 'include_archived=true' })
    expect(all.body).toContainEqual(expect.objectContaining({ name: 'Short-lived', archived: true }))
  })

  it('shows nothing of another user', async () => {
    await api.addUser('stranger')
    expect((await api.call('GET', '/api/accounts/', { token: 'stranger' })).body).toEqual([])
  })
})

describe('PUT /api/accounts/', () => {
  it('renames, by either name of the field, and changes the margin mode', async () => {
    const { id } = await connected('Before')
    expect((await api.call('PUT', '/api/accounts/', { body: { id, new_name: 'After' } })).body).toMatchObject({ name: 'After' })
    const answer = await api.call('PUT', '/api/accounts/', { body: { id, name: 'After all', margin_mode: 'ISOLATED' } })
    expect(answer.body).toMatchObject({ name: 'After all', margin_mode: 'ISOLATED' })
  })

  it('tries new credentials first', async () => {
    const { id } = await connected('New key')
    const refused = await api.call('PUT', '/api/accounts/', { body: { id, api_key: 'nobody', api_secret: 'x' } })
    expect(refused.status).toBe(422)
    const { apiKey } = key('unused')
    const answer = await api.call('PUT', '/api/accounts/', { body: { id, api_key: apiKey, api_secret: `${apiKey}-secret` } })
    expect(answer.body).toMatchObject({ api_key: `${apiKey.slice(0, 5)}********`, valid: true })
  })

  it("answers for another user's account as for none", async () => {
    const { id } = await connected('Mine')
    await api.addUser('other')
    const foreign = await api.call('PUT', '/api/accounts/', { token: 'other', body: { id, name: 'Theirs' } })
    const nowhere = await api.call('PUT', '/api/accounts/', {
      token: 'other',
      body: { id: '00000000-0000-4000-8000-000000000001', name: 'Theirs' },
    })
    expect(foreign.status).toBe(404)
    expect(foreign.body).toEqual(nowhere.body)
  })
})

describe('DELETE /api/accounts/', () => {
  it.each([
    ['a body with the name', (name: string) => ({ body: { name } })],
    ['the query', (name: string) => ({ query: `name=${encodeURIComponent(name)}` })],
  ])('archives by %s, frees the name, and PUT restores with fresh credentials', async (what, request) => {
    const name = `Archived by ${what}`
    const { id, apiKey } = await connected(name)
    const archived = await api.call('DELETE', '/api/accounts/', request(name))
    expect(archived.body).toMatchObject({ id, archived: true })
    expect(await names()).not.toContain(name)

    const without = await api.call('PUT', '/api/accounts/', { body: { id, archived: false } })
    expect(without.status).toBe(400)
    const restored = await api.call('PUT', '/api/accounts/', {
      body: { id, archived: false, api_key: apiKey, api_secret: `${apiKey}-secret` },
    })
    expect(restored.body).toMatchObject({ id, name, archived: false })
  })

  it('lets an archived name be used again', async () => {
    await connected('Reused')
    await api.call('DELETE', '/api/accounts/', { body: { name: 'Reused' } })
    expect((await api.call('POST', '/api/accounts/', { body: key('Reused').body })).status).toBe(201)
  })

  it('asks for a name or an id, and knows only its own', async () => {
    expect((await api.call('DELETE', '/api/accounts/')).status).toBe(400)
    expect((await api.call('DELETE', '/api/accounts/', { body: { name: 'Nobody' } })).status).toBe(404)
  })
})

async function names(): Promise<string[]> {
  const { body } = await api.call('GET', '/api/accounts/')
  return (body as { name: string }[]).map(({ name }) => name)
}
