import { once } from 'node:events'
import { get, type IncomingMessage, type Server } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { settleCaller } from './caller'
import { createWebServer } from './server'

let server: Server
let port: number

beforeAll(async () => {
  const doors = [
    settleCaller(1),
    ({ headers }: IncomingMessage, response: { end(text: unknown): unknown }) => {
      response.end(headers['x-forwarded-for'])
      return true
    },
  ]
  server = createWebServer(doors, () => {})
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  port = address && typeof address === 'object' ? address.port : 0
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

async function seen(headers: Record<string, string>): Promise<string> {
  const [response] = await once(get({ host: '127.0.0.1', port, headers }), 'response')
  let body = ''
  for await (const chunk of response) body += chunk
  return body
}

it('says in X-Forwarded-For what can be believed before any handler reads it', async () => {
  expect(await seen({ 'x-forwarded-for': '1.2.3.4, 203.0.113.9' })).toBe('203.0.113.9')
  expect(await seen({})).toBe('127.0.0.1')
})
