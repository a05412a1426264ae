import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { httpTransport, type Permitted, permit } from './http'

/** What a server does with the request of this number, counted from 1. */
type Deed = 'answer' | 'reset'

let server: Server | undefined

async function serve(
  deeds: Deed[],
  compressed?: { encoding: string; body: Buffer },
): Promise<{ request: Permitted; sockets: Set<Socket>; asked: () => number }> {
  const sockets = new Set<Socket>()
  let count = 0
  const started = createServer((message, response) => {
    count += 1
    sockets.add(message.socket)
    if (deeds[count - 1] === 'reset') message.socket.resetAndDestroy()
    else if (compressed) response.setHeader('content-encoding', compressed.encoding).end(compressed.body)
    else response.end(`answer ${count}`)
  })
  server = started
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
  const { port } = started.address() as AddressInfo
  const signal = new AbortController().signal
  const wanted = { url: `http://127.0.0.1:${port}/x`, method: 'GET', headers: {}, body: undefined, maxBytes: 1_000_000, signal }
  const { request } = permit({ check: (request) => ({ question: 'all', request }) }, wanted)
  return { request, sockets, asked: () => count }
}

afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

describe('the way to an exchange', () => {
  it('asks again on a new connection when a kept one turns out to be closed', async () => {
    const { request, sockets } = await serve(['answer', 'reset', 'answer'])
    expect((await httpTransport(request)).body).toBe('answer 1')
    expect((await httpTransport(request)).body).toBe('answer 3')
    expect(sockets.size).toBe(2)
  })

  it('does not ask again when a new connection is reset', async () => {
    const { request, asked } = await serve(['reset', 'answer'])
    await expect(httpTransport(request)).rejects.toMatchObject({ failure: 'network', message: 'ECONNRESET' })
    expect(asked()).toBe(1)
  })

  it('asks again once only', async () => {
    const { request, asked } = await serve(['answer', 'reset', 'reset', 'answer'])
    await httpTransport(request)
    await expect(httpTransport(request)).rejects.toMatchObject({ failure: 'network' })
    expect(asked()).toBe(3)
  })

  const small = Buffer.from('x'.repeat(999_999))
  const large = Buffer.alloc(100_000_000)
  it.each([
    ['gzip', gzipSync(small), gzipSync(large)],
    ['deflate', deflateSync(small), deflateSync(large)],
    ['br', brotliCompressSync(small), brotliCompressSync(large)],
  ])('does not build what a %s answer holds beyond its bound', async (encoding, fits, bomb) => {
    const { request } = await serve(['answer'], { encoding, body: fits })
    expect((await httpTransport(request)).body).toHaveLength(999_999)
    server?.closeAllConnections()
    server?.close()
    expect(bomb.length).toBeLessThan(1_000_000)
    const before = process.memoryUsage().rss
    const { request: second } = await serve(['answer'], { encoding, body: bomb })
    await expect(httpTransport(second)).rejects.toMatchObject({ failure: 'network', message: 'the answer is too large' })
    expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000)
  })
})
