/**
 * Has what comes while a batch is under way done together in the next: one round trip, or one commit, for many. A lone
 * one waits for nothing.
 */
export class Batcher<Input, Output> {
  private waiting: { input: Input; resolve: (output: Output) => void; reject: (error: unknown) => void }[] = []
  private running = 0

  constructor(
    /** Answers in the order of the inputs; where it throws, all of the batch fail with that. */
    private readonly work: (inputs: readonly Input[]) => Promise<readonly Output[]>,
    private readonly most = 64,
    /** Batches at a time; while fewer are under way, what comes waits for none. */
    private readonly lanes = 1,
  ) {}

  run(input: Input): Promise<Output> {
    return new Promise<Output>((resolve, reject) => {
      this.waiting.push({ input, resolve, reject })
      if (this.running < this.lanes) void this.drain()
    })
  }

  private async drain(): Promise<void> {
    this.running += 1
    // Those that end in the same turn of the event loop go together.
    await Promise.resolve()
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, this.most)
      try {
        const outputs = await this.work(batch.map(({ input }) => input))
        if (outputs.length !== batch.length) throw new Error('A batch answered another number than it was asked.')
        for (const [index, output] of outputs.entries()) batch[index]?.resolve(output)
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    this.running -= 1
  }
}
