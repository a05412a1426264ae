import type { Exchange } from './exchange'
import type { Execution } from './executions'

/** One websocket connection as a venue sees it. */
export interface StreamSocket {
  /** The real host that the client meant. */
  host: string
  path: string
  ip: string
  send(message: unknown): void
  close(): void
}

/** What a venue keeps of a connection: made when it opens, dropped when it ends. */
export interface StreamSession {
  /** The account that signed in; null before that. */
  readonly apiKey: string | null
  /** What it subscribed to, in the exchange's words. */
  readonly topics: readonly string[]
  /** A message of the client; `exchange` as at this moment. */
  receive(text: string, exchange: Exchange): void
  /** An account was traded on: pushes what this session subscribed to, if it is that account's. */
  executed(apiKey: string, execution: Execution, exchange: Exchange): void
}

/** A session that is open, for tests that wait for one. */
export interface OpenStream {
  venue: string
  apiKey: string | null
  topics: readonly string[]
}
