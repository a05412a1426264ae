/** Shows each step of a start as it goes, with its time, so that no minute is silent. */
export class Steps {
  private readonly started = performance.now()

  constructor(private readonly write: (line: string) => void = (line) => process.stdout.write(`${line}\n`)) {}

  /** Says what is being done, does it, and says how long it took. */
  async run<T>(what: string, work: () => Promise<T>): Promise<T> {
    this.write(`  … ${what}`)
    const start = performance.now()
    const alive = setInterval(() => this.write(`  … ${what} (${seconds(start)} so far)`), 10_000)
    try {
      const result = await work()
      this.write(`  ✓ ${what} (${seconds(start)})`)
      return result
    } finally {
      clearInterval(alive)
    }
  }

  say(line: string): void {
    this.write(line)
  }

  /** Seconds since the start, e.g. `4.2 s`. */
  total(): string {
    return seconds(this.started)
  }
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}
