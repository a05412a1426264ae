import { once } from 'node:events'
import { Agent, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { settleCaller } from './caller'
import { createWebServer } from './server'
import { lastAnswers, stopServing } from './stop'

let server: Server
let port: number
let stopping = false
const waiting: ServerResponse[] = []

async function open(): Promise<void> {
  stopping = false
  waiting.length = 0
  const doors = [
    settleCaller(0),
    lastAnswers(() => stopping),
    (request: IncomingMessage, response: ServerResponse) => {
      if (request.url === '/slow') waiting.push(response)
      else response.end('quick')
      return true
    },
  ]
  server = createWebServer(doors, () => {}, { connectionsPerAddress: 100 })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  port = address && typeof address === 'object' ? address.port : 0
}
afterEach(() => server.closeAllConnections())

async function ask(path: string, agent?: Agent): Promise<{ body: string; connection: string | undefined }> {
  const [response] = await once(get({ host: '127.0.0.1', port, path, agent }), 'response')
  let body = ''
  for await (const chunk of response) body += chunk
  return { body, connection: response.headers.connection }
}

describe('a web process that is told to end', () => {
  it('answers what is under way, closes what is idle, and takes nothing new', async () => {
    await open()
    const agent = new Agent({ keepAlive: true })
    const kept = connect(port, '127.0.0.1').setEncoding('latin1')
    kept.write('GET /quick HTTP/1.1\r\nHost: a\r\n\r\n')
    await once(kept, 'data')
    const slow = ask('/slow', agent)
    await expect.poll(() => waiting.length).toBe(1)

    stopping = true
    const stopped = stopServing(server, 60_000)
    await once(kept, 'close')
    await expect(ask('/quick')).rejects.toThrow(/ECONNREFUSED/)
    waiting[0]?.end('at last')
    expect((await slow).body).toBe('at last')
    expect(await stopped).toBe(true)
  })

  it('tells whoever asks on a connection that is open still to come back elsewhere', async () => {
    await open()
    stopping = true
    expect((await ask('/quick', new Agent({ keepAlive: true }))).connection).toBe('close')
    expect(await stopServing(server, 60_000)).toBe(true)
  })

  it('cuts off what does not end within the grace', async () => {
    await open()
    const slow = ask('/slow').catch(({ code }: NodeJS.ErrnoException) => code)
    await expect.poll(() => waiting.length).toBe(1)
    expect(await stopServing(server, 20)).toBe(false)
    expect(await slow).toBe('ECONNRESET')
  })
})
