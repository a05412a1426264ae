import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** What stands between a browser and the product, and what it does with requests. */
export type Conduct = 'pass' | '502' | 'close' | 'hang'

export class ProxyBetween {
  /** Requests for the live line, as they came. */
  readonly lines: { at: number; lastId: string | undefined }[] = []
  private conduct: Conduct = 'pass'
  private readonly sockets = new Set<Socket>()
  private readonly server = createServer((incoming, response) => this.answer(incoming, response))

  private constructor(private readonly target: URL) {
    this.server.on('connection', (socket) => {
      this.sockets.add(socket)
      socket.on('close', () => this.sockets.delete(socket))
    })
  }

  /** In front of the product at `target`, on a free port of the same host. */
  static async before(target: string): Promise<ProxyBetween> {
    const proxy = new ProxyBetween(new URL(target))
    await new Promise<void>((resolve) => proxy.server.listen(0, proxy.target.hostname, resolve))
    return proxy
  }

  get url(): string {
    return `http://${this.target.hostname}:${(this.server.address() as AddressInfo).port}`
  }

  /** From now on; what is under way is cut off. */
  does(conduct: Conduct): void {
    this.conduct = conduct
    this.cut()
  }

  cut(): void {
    for (const socket of this.sockets) socket.destroy()
  }

  async stop(): Promise<void> {
    this.cut()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private answer(incoming: IncomingMessage, response: ServerResponse): void {
    if (incoming.url?.startsWith('/api/trpc/live.updates')) {
      this.lines.push({ at: Date.now(), lastId: incoming.headers['last-event-id']?.toString() })
    }
    if (this.conduct === 'hang') return
    if (this.conduct === 'close') {
      incoming.socket.destroy()
      return
    }
    if (this.conduct === '502') {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<html><body>502 Bad Gateway</body></html>')
      return
    }
    const outgoing = request(
      {
        host: this.target.hostname,
        port: this.target.port,
        method: incoming.method,
        path: incoming.url,
        headers: { ...incoming.headers, host: this.target.host },
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      },
    )
    outgoing.on('error', () => response.destroy())
    response.on('close', () => outgoing.destroy())
    incoming.pipe(outgoing)
  }
}
