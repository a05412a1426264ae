import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, get, type IncomingHttpHeaders, type Server } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { packFiles } from '@/scripts/launcher/pack'
import { goThrough } from './door'
import { packedFiles } from './files'

const CODE = 'export const ballast = "keeps it upright"\n'.repeat(100)
let folder: string
let server: Server
let origin: string

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-files-'))
  mkdirSync(path.join(folder, 'static/chunks'), { recursive: true })
  writeFileSync(path.join(folder, 'static/chunks/a.js'), CODE)
  writeFileSync(path.join(folder, 'static/chunks/small.js'), 'let a')
  writeFileSync(path.join(folder, 'static/chunks/font.woff2'), CODE)
  writeFileSync(path.join(folder, 'secret.js.br'), 'of nobody')
  await packFiles(path.join(folder, 'static'))
  const doors = [
    packedFiles(path.join(folder, 'static')),
    (_: unknown, response: { end(text: string): unknown }) => {
      response.end('the framework')
      return true
    },
  ]
  server = createServer((request, response) => void goThrough(doors, request, response))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  origin = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : ''
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Paths go out as they are written: `fetch` would tidy them. */
function ask(address: string, encoding: string, method = 'GET'): Promise<{ headers: IncomingHttpHeaders; body: Buffer }> {
  return new Promise((resolve, reject) => {
    get(origin, { path: address, method, headers: { 'accept-encoding': encoding } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }))
    }).on('error', reject)
  })
}

it('sends what is packed, for good, to whoever takes it', async () => {
  const { headers, body } = await ask('/_next/static/chunks/a.js?dpl=1', 'gzip, deflate, br, zstd')
  expect(headers['content-encoding']).toBe('br')
  expect(headers['content-type']).toMatch(/javascript/)
  expect(headers['cache-control']).toContain('immutable')
  expect(headers.vary).toBe('Accept-Encoding')
  expect(brotliDecompressSync(body).toString()).toBe(CODE)
  expect(body.length).toBeLessThan(CODE.length / 10)
})

it('tells of it without sending it where the head alone is asked for', async () => {
  const { headers, body } = await ask('/_next/static/chunks/a.js', 'br', 'HEAD')
  expect(Number(headers['content-length'])).toBeGreaterThan(0)
  expect(body.length).toBe(0)
})

it.each([
  ['takes no such packing', '/_next/static/chunks/a.js', 'gzip'],
  ['refuses it by its weight', '/_next/static/chunks/a.js', 'gzip, br;q=0'],
  ['asks for what is too small to be packed', '/_next/static/chunks/small.js', 'br'],
  ['asks for what is packed in itself', '/_next/static/chunks/font.woff2', 'br'],
  ['asks for the packing itself', '/_next/static/chunks/a.js.br', 'br'],
  ['climbs out of the folder', '/_next/static/../secret.js', 'br'],
  ['climbs out in disguise', '/_next/static/%2e%2e/secret.js', 'br'],
])('leaves to the framework whoever %s', async (_who, address, encoding) => {
  expect((await ask(address, encoding)).body.toString()).toBe('the framework')
})
