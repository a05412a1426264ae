import { once } from 'node:events'
import { get, type IncomingMessage, type Server } from 'node:http'
import { connect } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { settleCaller } from './caller'
import { createWebServer } from './server'

let server: Server
let port: number
const told: unknown[] = []

async function open(proxies: number, connectionsPerAddress = 100): Promise<void> {
  const doors = [
    settleCaller(proxies),
    ({ headers }: IncomingMessage, response: { end(text: unknown): unknown }) => {
      told.push(headers['x-forwarded-for'])
      response.end(headers['x-forwarded-for'])
      return true
    },
  ]
  server = createWebServer(doors, () => {}, { connectionsPerAddress })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  port = address && typeof address === 'object' ? address.port : 0
}
afterEach(() => {
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
  await open(1)
  expect(await seen({ 'x-forwarded-for': '1.2.3.4, 203.0.113.9' })).toBe('203.0.113.9')
  expect(await seen({})).toBe('127.0.0.1')
})

it('knows the address of a connection that was reset before its request was read, and believes no header instead', async () => {
  await open(0)
  told.length = 0
  const callers = Array.from({ length: 40 }, async () => {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    // All of it in one packet, and the reset behind it before anybody reads.
    await new Promise<void>((sent) => {
      socket.write('GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 203.0.113.66\r\n\r\n', () => sent())
    })
    socket.resetAndDestroy()
  })
  await Promise.all(callers)
  expect(await seen({ 'x-forwarded-for': '203.0.113.66' })).toBe('127.0.0.1')
  expect(new Set(told)).toEqual(new Set(['127.0.0.1']))
})

it('refuses a connection more than an address may have, and takes the next once one is gone', async () => {
  await open(0, 3)
  const held = Array.from({ length: 3 }, () => connect(port, '127.0.0.1'))
  await Promise.all(held.map((socket) => once(socket, 'connect')))
  const more = connect(port, '127.0.0.1').setEncoding('latin1')
  expect(String(await once(more, 'data'))).toMatch(/^HTTP\/1\.1 429 [\s\S]*Retry-After: 10/)
  more.destroy()
  held[0]?.destroy()
  await expect.poll(() => seen({}).catch(() => 'refused')).toBe('127.0.0.1')
})
