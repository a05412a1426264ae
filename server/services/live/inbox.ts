import type { LiveEvent } from '@/server/domain/views'

/** More events than this waiting for one page are not worth keeping: the page reads everything again instead. */
const MOST_WAITING = 500

/** Events on their way to one open page, in order. A page that cannot keep up gets one `resync` for all it missed. */
export class Inbox {
  private waiting: LiveEvent[] = []
  private wake: (() => void) | null = null

  put(event: LiveEvent): void {
    if (this.waiting.length >= MOST_WAITING) this.waiting = [{ kind: 'resync' }]
    else this.waiting.push(event)
    this.wake?.()
  }

  /** Yields events as they come, until the signal is aborted. */
  async *read(signal: AbortSignal): AsyncGenerator<LiveEvent> {
    const stop = () => this.wake?.()
    signal.addEventListener('abort', stop, { once: true })
    try {
      while (!signal.aborted) {
        const next = this.waiting.shift()
        if (next) {
          yield next
          continue
        }
        await new Promise<void>((resolve) => {
          this.wake = resolve
          if (signal.aborted || this.waiting.length > 0) resolve()
        })
        this.wake = null
      }
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }
}
