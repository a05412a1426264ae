import type { Locks } from './election'

interface Waiting {
  start: () => void
}

/** Web Locks as the specification has them, for one name: in the order of asking, stolen, let go with what held them. */
export class HandLocks implements Locks {
  private holder: { lose: () => void } | null = null
  private queue: Waiting[] = []

  request(_name: string, options: { signal?: AbortSignal; steal?: boolean }, hold: () => Promise<void>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const start = () => {
        const own = { lose: () => reject(new DOMException('stolen', 'AbortError')) }
        this.holder = own
        void hold().then((value) => {
          resolve(value)
          if (this.holder === own) this.next()
        })
      }
      if (options.steal) {
        this.holder?.lose()
        start()
        return
      }
      const entry = { start }
      this.queue.push(entry)
      options.signal?.addEventListener('abort', () => {
        if (!this.queue.includes(entry)) return
        this.queue = this.queue.filter((other) => other !== entry)
        reject(new DOMException('called off', 'AbortError'))
      })
      if (!this.holder) this.next()
    })
  }

  private next(): void {
    this.holder = null
    this.queue.shift()?.start()
  }
}
