/**
 * Runs work for a key one at a time; requests that come while it runs share the one run after it. What `merge` makes of
 * their inputs is the input of that run. Everyone is answered by a run that began after they asked.
 */
export class Coalescer<Input> {
  private readonly running = new Map<string, Promise<void>>()
  private readonly next = new Map<string, { input: Input; done: Promise<void> }>()

  constructor(
    private readonly work: (key: string, input: Input) => Promise<void>,
    private readonly merge: (a: Input, b: Input) => Input,
  ) {}

  run(key: string, input: Input): Promise<void> {
    const waiting = this.next.get(key)
    if (waiting) {
      waiting.input = this.merge(waiting.input, input)
      return waiting.done
    }
    const current = this.running.get(key)
    if (!current) return this.start(key, input)
    const follower = { input, done: Promise.resolve() }
    follower.done = current
      .catch(() => {})
      .then(() => {
        this.next.delete(key)
        return this.start(key, follower.input)
      })
    this.next.set(key, follower)
    return follower.done
  }

  private start(key: string, input: Input): Promise<void> {
    const run = this.work(key, input).finally(() => {
      if (this.running.get(key) === run) this.running.delete(key)
    })
    this.running.set(key, run)
    return run
  }
}
