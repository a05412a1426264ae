import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { insistOnHttps } from './insist-on-https'

it('every answer tells browsers to come back over https, however often it is asked for', async () => {
  insistOnHttps()
  insistOnHttps()
  const server = createServer((_request, response) => response.end('x'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const { headers } = await fetch(`http://127.0.0.1:${port}/`)
  expect(headers.get('strict-transport-security')).toBe('max-age=63072000; includeSubDomains')
  await new Promise((resolve) => server.close(resolve))
})
