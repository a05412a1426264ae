import type { Page } from '@playwright/test'
import { z } from 'zod'

/** What was seen in one second. */
export interface Seen {
  second: number
  fault: string | null
  /** HTTP status of `/api/health/ready` and what it warns of; 0: no answer. */
  ready: { status: number; warnings: string[]; reason: string | null }
  /** The cached balances by REST: status (0: no answer), accounts, those marked as old, age of the oldest in seconds, equity in sum. */
  rest: { status: number; accounts: number; stale: number; oldest: number | null; equity: number | null; errors: number }
  /** An open tab: what its header says of how live it is, its first figure, and what it warns of. */
  tab: { live: string; said: string; figure: string; notices: string[] }
  /** Events that a program's stream of the same person has had. */
  events: number
}

const balancesSchema = z.object({
  balances: z.array(z.object({ equity: z.number().nullable(), age_seconds: z.number(), stale: z.boolean() })),
  errors: z.array(z.unknown()),
})
const readySchema = z.object({ warnings: z.array(z.string()).default([]), reason: z.string().nullish() })

const ANSWER_MS = 900

async function json(url: string, headers: Record<string, string> = {}): Promise<{ status: number; body: unknown }> {
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(ANSWER_MS) })
    return { status: response.status, body: await response.json().catch(() => null) }
  } catch {
    return { status: 0, body: null }
  }
}

/** Looks at the product as people and programs do, from outside. */
export async function look(url: string, token: string, page: Page): Promise<Pick<Seen, 'ready' | 'rest' | 'tab'>> {
  const [ready, rest, tab] = await Promise.all([
    json(`${url}/api/health/ready`),
    json(`${url}/api/sor/get_cached_account_balance`, { authorization: `Token ${token}` }),
    tabOf(page),
  ])
  const health = readySchema.safeParse(ready.body).data
  const balances = balancesSchema.safeParse(rest.body).data
  return {
    ready: { status: ready.status, warnings: health?.warnings ?? [], reason: health?.reason ?? null },
    rest: {
      status: rest.status,
      accounts: balances?.balances.length ?? 0,
      stale: balances?.balances.filter(({ stale }) => stale).length ?? 0,
      oldest: balances?.balances.length ? Math.max(...balances.balances.map((one) => one.age_seconds)) : null,
      equity: balances ? balances.balances.reduce((sum, { equity }) => sum + (equity ?? 0), 0) : null,
      errors: balances?.errors.length ?? 0,
    },
    tab,
  }
}

async function tabOf(page: Page): Promise<Seen['tab']> {
  const gone = { live: 'no answer', said: '', figure: '', notices: [] }
  const late = new Promise<Seen['tab']>((resolve) => setTimeout(() => resolve(gone), ANSWER_MS))
  // No function of its own in it: the loader would name it by a helper that the page does not have.
  const read = page.evaluate(() => ({
    live: document.querySelector('[data-live]')?.getAttribute('data-live') ?? '',
    said: document.querySelector('[data-live]')?.textContent?.trim() ?? '',
    figure: /-?\$[\d.,]+/.exec(document.querySelector('main')?.textContent ?? '')?.[0] ?? '',
    notices: Array.from(document.querySelectorAll('section[aria-label="About this installation"] p'), (p) => p.textContent ?? ''),
  }))
  return Promise.race([read.catch(() => gone), late])
}

/** Counts the events of a live stream, which it opens again whenever it ends; says whose snapshots it was told of. */
export class StreamWitness {
  events = 0
  readonly snapshotIds = new Set<string>()
  private readonly ending = new AbortController()
  private readonly running: Promise<void>

  constructor(
    private readonly url: string,
    private readonly cookie: string,
  ) {
    this.running = this.run()
  }

  async stop(): Promise<void> {
    this.ending.abort()
    await this.running
  }

  private async run(): Promise<void> {
    while (!this.ending.signal.aborted) {
      await this.once().catch(() => {})
      await new Promise((resolve) => setTimeout(resolve, 1000))
    }
  }

  private async once(): Promise<void> {
    const response = await fetch(`${this.url}/api/trpc/live.updates`, {
      headers: { cookie: this.cookie, accept: 'text/event-stream' },
      signal: this.ending.signal,
    })
    if (!response.ok || !response.body) return
    let rest = ''
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (!line.startsWith('data:')) continue
        this.events += 1
        const id = line.includes('"kind":"snapshot"') ? /"id":"(\d+)"/.exec(line)?.[1] : undefined
        if (id !== undefined) this.snapshotIds.add(id)
      }
    }
  }
}
