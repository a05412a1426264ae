import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { token } from '../domain/holdings.testing'
import { guardedHttp } from '../notify/http'
import { Receiver } from '../notify/receiver.testing'
import { deliverWebhooks } from '../services/webhooks/deliver'
import { EXAMPLE_STREAM } from './examples-stream'
import { newWebhook, webhookBody, webhooksResponse } from './schemas/webhooks'
import { testApi } from './testing'

const receiver = new Receiver()
let api: Awaited<ReturnType<typeof testApi>>

beforeAll(async () => {
  await receiver.listen()
  const means = { baseUrl: 'http://localhost', http: guardedHttp([receiver.host]), mail: undefined, linkKey: randomBytes(32) }
  api = await testApi({ alerts: means })
})
afterAll(async () => {
  await api.close()
  await receiver.close()
})

it('a webhook that a token set up by REST is told what the document says, of what the token does itself too', async () => {
  const made = await api.call('POST', '/api/webhooks/', { body: { url: `${receiver.url}/in` } })
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({ host: receiver.host, secret: expect.stringMatching(/^whsec_/) })
  const { secret } = api.exchanges.open('hooked', { holdings: [token('USDT', '1')] })
  const account = { name: 'Desk', exchange: 'Bybit', api_key: 'hooked', api_secret: secret }
  await api.call('POST', '/api/accounts/', { body: account })
  await api.call('POST', '/api/accounts/refresh/', { body: {} })
  await deliverWebhooks(api.deps, new AbortController().signal)
  const [received] = receiver.received
  const { data } = webhookBody.parse(JSON.parse(received?.body ?? '{}'))
  expect(data.events.map((event) => Object.keys(event).sort())).toEqual([Object.keys(EXAMPLE_STREAM).sort()])
  const [listed] = webhooksResponse.parse((await api.call('GET', '/api/webhooks/')).body)
  expect(listed).not.toHaveProperty('secret')
  const { body } = await api.call('GET', '/api/webhooks/messages/', { query: `id=${listed?.id}` })
  expect(body).toMatchObject({ messages: [{ events: 1, state: 'sent' }], next: null })
})

it('an address that is none, and events that there are not, are refused at their field', async () => {
  const ask = async (body: object) => (await api.call('POST', '/api/webhooks/', { body })).body
  expect(await ask({ url: 'ftp://example.com' })).toMatchObject({ fields: { url: 'Enter an http(s) address.' } })
  expect(await ask({ url: 'https://example.com', events: [] })).toMatchObject({ fields: { events: 'Choose what it is told.' } })
  expect(await ask({ url: 'https://example.com', events: ['order'] })).toMatchObject({ code: 'bad_request' })
})

it('another token’s webhook is none, as one that never was', async () => {
  const made = newWebhook.parse((await api.call('POST', '/api/webhooks/', { body: { url: `${receiver.url}/own` } })).body)
  await api.addUser('stranger')
  await api.addToken('sibling', ['read', 'manage'])
  const before = receiver.received.length
  for (const [method, path] of [
    ['PUT', '/api/webhooks/'],
    ['DELETE', '/api/webhooks/'],
    ['POST', '/api/webhooks/secret/'],
    ['POST', '/api/webhooks/test/'],
    ['GET', '/api/webhooks/messages/'],
  ] as const) {
    for (const token of ['stranger', 'sibling']) {
      const ask = (id: string) =>
        api.call(method, path, { token, ...(method === 'GET' ? { query: `id=${id}` } : { body: { id } }) })
      const theirs = await ask(made.id)
      expect([theirs.status, theirs.body], `${token} ${path}`).toEqual([404, (await ask(randomUUID())).body])
    }
  }
  expect(receiver.received).toHaveLength(before)
  expect((await api.call('GET', '/api/webhooks/')).body).toContainEqual(expect.objectContaining({ id: made.id, enabled: true }))
})
