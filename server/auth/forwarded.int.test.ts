import { createServer, get } from 'node:http'
import { describe, expect, it } from 'vitest'
import { settleForwardedHeaders } from './forwarded'

describe('X-Forwarded-For', () => {
  it('says what can be believed before any handler reads it', async () => {
    settleForwardedHeaders(1)
    settleForwardedHeaders(1)
    const server = createServer((request, response) => response.end(request.headers['x-forwarded-for']))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = address && typeof address === 'object' ? address.port : 0
    const ask = (headers: Record<string, string>) =>
      new Promise<string>((resolve, reject) => {
        get({ host: '127.0.0.1', port, headers }, (response) => {
          let body = ''
          response.on('data', (chunk) => {
            body += chunk
          })
          response.on('end', () => resolve(body))
        }).on('error', reject)
      })
    try {
      expect(await ask({ 'x-forwarded-for': '1.2.3.4, 203.0.113.9' })).toBe('203.0.113.9')
      expect(await ask({})).toBe('127.0.0.1')
    } finally {
      server.close()
    }
  })
})
