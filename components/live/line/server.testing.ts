import type { LiveEvent } from '@/server/domain/views'

/** A server of live lines that does as it is told. */
export class StandInServer {
  /** Requests, with what each named as the last it heard. */
  readonly asked: { person: string | null; lastId: string | null; at: number }[] = []
  readonly open = new Set<ReadableStreamDefaultController<Uint8Array>>()
  /** What it answers from now on. */
  answer: () => Response | 'line' | 'hang' = () => 'line'
  /** Said at the beginning of each line, as the server does. */
  newest = '1'
  private readonly history: { id: string; event: LiveEvent }[] = []

  constructor(private readonly now: () => number) {}

  fetch: typeof fetch = (_url, init) => {
    const headers = new Headers(init?.headers)
    const lastId = headers.get('last-event-id')
    this.asked.push({ person: headers.get('x-page-of'), lastId, at: this.now() })
    const answer = this.answer()
    if (answer instanceof Response) return Promise.resolve(answer)
    const signal = init?.signal
    if (answer === 'hang') {
      return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('called off'))))
    }
    let own: ReadableStreamDefaultController<Uint8Array> | null = null
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        own = controller
        this.open.add(controller)
        write(controller, 'event: connected\ndata: {}\n\n')
        const missed = lastId === null ? [] : this.history.filter(({ id }) => Number(id) > Number(lastId))
        for (const update of missed) write(controller, line(update))
        write(controller, line({ id: this.newest, event: { kind: 'resync' } }))
      },
    })
    signal?.addEventListener('abort', () => {
      if (!own || !this.open.delete(own)) return
      own.error(new Error('called off'))
    })
    const date = new Date(this.now()).toUTCString()
    return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream', date } }))
  }

  say(id: string, event: LiveEvent): void {
    this.newest = id
    this.history.push({ id, event })
    for (const controller of this.open) write(controller, line({ id, event }))
  }

  ping(): void {
    for (const controller of this.open) write(controller, 'event: ping\ndata: \n\n')
  }

  /** Ends every line. */
  cut(): void {
    for (const controller of this.open) controller.close()
    this.open.clear()
  }
}

function write(controller: ReadableStreamDefaultController<Uint8Array>, text: string): void {
  controller.enqueue(new TextEncoder().encode(text))
}

function line({ id, event }: { id: string; event: LiveEvent }): string {
  return `data: ${JSON.stringify({ json: event })}\nid: ${id}\n\n`
}

export const snapshot = (id: string, accountId = 'a'): LiveEvent => ({
  kind: 'snapshot',
  id,
  accountId,
  asOf: new Date('2026-01-01T00:00:00Z'),
})
