/**
 * So many things at once, each done for somebody: who waits is served in turn, one of each person's, and nobody has more
 * places than `each`. A thousand questions of one person hold up the first one of another by as many as there are persons.
 */
export class FairGate {
  private inside = 0
  private readonly insideOf = new Map<string, number>()
  /** In the order in which persons are served; whoever was served goes to the end. */
  private readonly waiting = new Map<string, (() => void)[]>()

  constructor(
    private readonly places: number,
    private readonly each: number,
  ) {}

  /** How many are inside, and how many wait. */
  get use(): { inside: number; waiting: number } {
    let waiting = 0
    for (const queue of this.waiting.values()) waiting += queue.length
    return { inside: this.inside, waiting }
  }

  /** Runs work as soon as there is a place, at once if there is one now. */
  async run<T>(who: string, work: () => Promise<T>): Promise<T> {
    if (!this.mayEnter(who)) {
      await new Promise<void>((enter) => {
        const own = this.waiting.get(who)
        if (own) own.push(enter)
        else this.waiting.set(who, [enter])
      })
    } else this.enter(who)
    try {
      return await work()
    } finally {
      this.leave(who)
    }
  }

  private mayEnter(who: string): boolean {
    return this.inside < this.places && (this.insideOf.get(who) ?? 0) < this.each
  }

  private enter(who: string): void {
    this.inside += 1
    this.insideOf.set(who, (this.insideOf.get(who) ?? 0) + 1)
  }

  private leave(who: string): void {
    this.inside -= 1
    const left = (this.insideOf.get(who) ?? 1) - 1
    if (left > 0) this.insideOf.set(who, left)
    else this.insideOf.delete(who)
    // The place is given on before anybody new can take it.
    for (const [next, queue] of this.waiting) {
      if (!this.mayEnter(next)) continue
      const first = queue.shift()
      this.waiting.delete(next)
      if (queue.length > 0) this.waiting.set(next, queue)
      if (!first) continue
      this.enter(next)
      first()
      return
    }
  }
}
