import type PgBoss from 'pg-boss'
import { Batcher } from '@/db/batcher'
import { describeCause } from '../cause'
import type { Log } from '../log'
import { inScope } from '../tracing/scope'
import { inSpan } from '../tracing/span'

/** Longest pause between two looks into an empty queue. */
const LOOK_AGAIN_MS = 1000

export interface ConsumerOptions {
  boss: PgBoss
  queue: string
  /** Jobs at a time. */
  places: number
  work: (data: unknown) => Promise<void>
  log: Log
}

/** Takes jobs out of one queue as places get free, the most urgent first. A job is gone when it has been worked on. */
export class Consumer {
  private running = 0
  private stopped = false
  private wakeUp: (() => void) | null = null
  private readonly loop: Promise<void>
  private readonly ending: Batcher<string, undefined>

  constructor(private readonly options: ConsumerOptions) {
    const { boss, queue } = options
    this.ending = new Batcher(async (ids) => {
      await boss.deleteJob(queue, [...ids])
      return ids.map(() => undefined)
    })
    this.loop = this.run()
  }

  /** Looks into the queue at once. */
  wake(): void {
    this.wakeUp?.()
  }

  /** Takes no more jobs; resolves when those under way have ended. */
  async stop(): Promise<void> {
    this.stopped = true
    this.wake()
    await this.loop
  }

  private async run(): Promise<void> {
    const { boss, queue, places, log } = this.options
    const under = new Set<Promise<void>>()
    while (!this.stopped) {
      const free = places - this.running
      let taken = 0
      if (free > 0) {
        try {
          // No job of ours waits for a time: one whose time lies ahead was put there before the clock was set back.
          const jobs = await boss.fetch<unknown>(queue, { batchSize: free, priority: true, ignoreStartAfter: true })
          taken = jobs.length
          for (const job of jobs) {
            const done = this.handle(job).finally(() => under.delete(done))
            under.add(done)
          }
        } catch (error) {
          if (!this.stopped) log.warn({ queue, cause: describeCause(error) }, 'could not read the job queue')
        }
      }
      if (taken === 0 || this.running >= places) await this.rest()
    }
    await Promise.all(under)
  }

  private async handle(job: PgBoss.Job<unknown>): Promise<void> {
    const { queue, work, log } = this.options
    this.running++
    try {
      // A job's own id: what is logged, asked and stored for it is found by that.
      await inScope({ requestId: `job-${job.id}`, span: null }, () =>
        inSpan(
          { name: `job ${queue.split('.')[0]}`, kind: 'internal', attributes: { 'ballast.request_id': `job-${job.id}` } },
          () => work(job.data),
        ),
      )
    } catch (error) {
      if (!this.stopped) log.error({ queue, job: job.id, cause: describeCause(error) }, 'a job failed')
    } finally {
      this.running--
      // Failed or not: what is due still gets a new job within a second, and its own back-off decides when that is.
      await this.ending.run(job.id).catch((error: unknown) => {
        if (!this.stopped) log.warn({ queue, job: job.id, cause: describeCause(error) }, 'could not take a job out of the queue')
      })
      this.wake()
    }
  }

  private rest(): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer)
        this.wakeUp = null
        resolve()
      }
      const timer = setTimeout(end, LOOK_AGAIN_MS)
      this.wakeUp = end
      if (this.stopped) end()
    })
  }
}
