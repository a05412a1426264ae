import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Exchange } from './exchange'
import type { Execution } from './executions'
import { routeUrl, venueRequest } from './host-routing'
import type { OpenStream, StreamSession } from './stream'
import type { Venue } from './venue'

const MAX_MESSAGE = 100_000
const REFUSED = 'HTTP/1.1 501 Not Implemented\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'

interface Open {
  venue: Venue
  session: StreamSession
  socket: WebSocket
}

/** The websocket connections of all venues; a venue or a path without a stream refuses the upgrade. */
export class Streams {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE })
  readonly #open = new Set<Open>()

  constructor(
    private readonly venues: readonly Venue[],
    private readonly exchange: (venue: string) => Exchange,
  ) {}

  upgrade(message: IncomingMessage, connection: Duplex, head: Buffer): void {
    // The client may be gone before it is answered.
    connection.on('error', () => connection.destroy())
    const route = routeUrl(message.url ?? '/', message.headers.host, this.venues)
    if (!route?.venue.stream) {
      connection.end(REFUSED)
      return
    }
    const { venue } = route
    const { host, path, ip } = venueRequest(route, message, '')
    let socket: WebSocket | null = null
    const session = venue.stream?.({
      ...{ host, path, ip },
      send: (answer) => socket?.send(JSON.stringify(answer)),
      close: () => socket?.close(),
    })
    if (!session) {
      connection.end(REFUSED)
      return
    }
    this.#server.handleUpgrade(message, connection, head, (accepted) => {
      socket = accepted
      const open = { venue, session, socket: accepted }
      this.#open.add(open)
      accepted.on('message', (data) => session.receive(String(data), this.exchange(venue.id)))
      accepted.on('error', () => accepted.terminate())
      accepted.on('close', () => this.#open.delete(open))
    })
  }

  /** Those who signed in to the account hear of the execution. */
  executed(venue: string, apiKey: string, execution: Execution): void {
    for (const open of this.#open) if (open.venue.id === venue) open.session.executed(apiKey, execution, this.exchange(venue))
  }

  list(): OpenStream[] {
    return [...this.#open].map(({ venue, session }) => ({ venue: venue.id, apiKey: session.apiKey, topics: [...session.topics] }))
  }

  /** Cuts all connections, as a restart of the exchange's gateway does. */
  drop(): number {
    const dropped = [...this.#open]
    this.#open.clear()
    for (const { socket } of dropped) socket.terminate()
    return dropped.length
  }
}
