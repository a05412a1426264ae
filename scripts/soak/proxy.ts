import { createServer, request, type Server } from 'node:http'

/** A proxy as people have one in front: what it cannot hand on is a 502, and so is everything while it is told to. */
export class SoakProxy {
  failing = false
  private readonly server: Server

  private constructor(private readonly target: { port: number }) {
    this.server = createServer((incoming, answer) => {
      const refuse = () => {
        if (!answer.headersSent) answer.writeHead(502, { 'content-type': 'text/html' })
        answer.end('<h1>502 Bad Gateway</h1>')
      }
      if (this.failing) {
        incoming.resume()
        return refuse()
      }
      const { method, url, headers } = incoming
      const onward = request({ host: '127.0.0.1', port: this.target.port, method, path: url, headers }, (reply) => {
        answer.writeHead(reply.statusCode ?? 502, reply.headers)
        reply.pipe(answer)
        reply.on('error', () => answer.destroy())
      })
      onward.on('error', refuse)
      answer.on('close', () => onward.destroy())
      incoming.pipe(onward)
    })
  }

  static async start(port: number, target: { port: number }): Promise<SoakProxy> {
    const proxy = new SoakProxy(target)
    await new Promise<void>((resolve) => proxy.server.listen(port, '127.0.0.1', resolve))
    return proxy
  }

  /** Cuts what is open too: streams end as they do when a proxy is started anew. */
  fail(): void {
    this.failing = true
    this.server.closeAllConnections()
  }

  stop(): void {
    this.server.close()
    this.server.closeAllConnections()
  }
}
