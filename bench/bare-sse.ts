import { createServer, type ServerResponse } from 'node:http'

/** The least that can tell open pages something: what is posted is written to each, as it is. */
const pages = new Set<ServerResponse>()

const server = createServer((request, response) => {
  if (request.method === 'GET') {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache, no-transform' })
    response.write('event: connected\ndata: {}\n\n')
    pages.add(response)
    response.once('close', () => pages.delete(response))
    return
  }
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const bytes = Buffer.concat(chunks)
    for (const page of pages) page.write(bytes)
    response.end()
  })
})
server.listen(0, '127.0.0.1', 4096, () => {
  const address = server.address()
  if (typeof address === 'object' && address) console.log(`bare events listening on http://127.0.0.1:${address.port}`)
})
process.once('SIGTERM', () => process.exit(0))
