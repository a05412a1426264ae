import { createParser, type EventSourceMessage } from 'eventsource-parser'

/** A program that listens, with what it has heard. */
export interface Listening {
  status: number
  headers: Headers
  heard: EventSourceMessage[]
  /** Types of events, in order. */
  types(): (string | undefined)[]
  /** `data:` of the events of a type. */
  of(type: string): Record<string, unknown>[]
  /** What a program would send as `Last-Event-ID`. */
  lastId(): string
  /** Resolves when the other side has ended it. */
  ended: Promise<void>
  leave(): Promise<void>
}

/** Opens a stream; resolves with its headers. */
export async function listenTo(url: string, headers: Record<string, string>): Promise<Listening> {
  const away = new AbortController()
  const response = await fetch(url, { headers, signal: away.signal })
  const heard: EventSourceMessage[] = []
  const parser = createParser({ onEvent: (event) => heard.push(event) })
  const ended = (async () => {
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk, { stream: true }))
  })().catch((error: unknown) => {
    if (!away.signal.aborted) throw error
  })
  return {
    status: response.status,
    headers: response.headers,
    heard,
    types: () => heard.map(({ event }) => event),
    of: (type) => heard.filter(({ event }) => event === type).map(({ data }) => JSON.parse(data)),
    lastId: () => heard.findLast(({ id }) => id !== undefined)?.id ?? '',
    ended,
    leave: async () => {
      away.abort()
      await ended
    },
  }
}
