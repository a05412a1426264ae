import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a receiver was sent. */
export interface Received {
  path: string
  headers: IncomingHttpHeaders
  body: string
  /** The same as it came. */
  raw: Buffer
  /** When it had come whole, milliseconds since 1970. */
  at: number
  /** The status that it was answered with; null: nothing. */
  answered: number | null
}

/** An HTTP server on loopback that keeps what it is sent and answers what a test says. */
export class Receiver {
  readonly received: Received[] = []
  /** The next answers; when they are used up: 200. `null` cuts the connection, `silence` says nothing at all. */
  readonly answers: ({ status: number; headers?: Record<string, string>; body?: string } | 'silence' | null)[] = []
  readonly #server: Server
  readonly #silent: ServerResponse[] = []
  #waiting: { count: number; resolve: () => void }[] = []

  constructor() {
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        const raw = Buffer.concat(parts)
        const answer = this.answers.length > 0 ? this.answers.shift() : { status: 200 }
        const answered = typeof answer === 'object' && answer !== null ? answer.status : null
        const { url: path = '', headers } = request
        this.received.push({ path, headers, body: raw.toString('utf8'), raw, at: Date.now(), answered })
        if (answer === 'silence') this.#silent.push(response.on('error', () => {}))
        else if (answer) response.writeHead(answer.status, answer.headers).end(answer.body ?? '')
        else response.destroy()
        for (const { resolve } of this.#waiting.filter(({ count }) => this.received.length >= count)) resolve()
      })
    })
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return this.url
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get url(): string {
    return `http://${this.host}`
  }

  /** Resolves once so many were received. */
  count(count: number): Promise<void> {
    if (this.received.length >= count) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.push({ count, resolve }))
  }

  /** Answers with 200 where it has said nothing so far. */
  release(): void {
    for (const response of this.#silent.splice(0)) response.writeHead(200).end()
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}
