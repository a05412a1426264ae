import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Ledger, LedgerKey } from '../simulator/ledger'
import { scenario } from '../simulator/scenarios'

const streamsSchema = z.array(z.object({ apiKey: z.string().nullable(), topics: z.array(z.string()) }))

/** Steers the simulator of a running demo through its control API. */
export class SimulatorControl {
  constructor(private readonly url: string) {}

  /** A scenario's ledger under a key, secret and uid of its own; `change` gives the key other permissions and the like. */
  async copyOf(venue: string, name: string, change: Partial<LedgerKey> = {}): Promise<Ledger> {
    const original = scenario(venue, name)
    const mark = randomBytes(8).toString('hex')
    const ledger: Ledger = {
      ...original,
      uid: `${original.uid}${Number.parseInt(mark.slice(0, 8), 16)}`,
      key: { ...original.key, apiKey: `${original.key.apiKey}${mark}`, apiSecret: `${original.key.apiSecret}${mark}`, ...change },
    }
    await this.call('PUT', 'ledgers', ledger)
    return ledger
  }

  /** Changes what an account holds, from its next request on. */
  async putLedger(ledger: Ledger): Promise<void> {
    await this.call('PUT', 'ledgers', ledger)
  }

  async removeLedger(venue: string, uid: string): Promise<void> {
    await this.call('DELETE', `ledgers?venue=${encodeURIComponent(venue)}&uid=${encodeURIComponent(uid)}`)
  }

  /** Adds a fault; see `simulator/faults.ts` for its fields. @returns its id */
  async fault(fault: Record<string, unknown>): Promise<string> {
    return z.object({ id: z.string() }).parse(await this.call('POST', 'faults', fault)).id
  }

  async removeFault(id: string): Promise<void> {
    await this.call('DELETE', `faults?id=${encodeURIComponent(id)}`)
  }

  /** `{action: 'freeze'}`, `{action: 'step', steps: 3}` …; see `simulator/control.ts`. */
  async prices(action: Record<string, unknown>): Promise<void> {
    await this.call('POST', 'prices', action)
  }

  /** A trade on an account of Bybit's, told on its stream; `size` in contracts. */
  async execute(ledger: Ledger, trade: { symbol: string; side: 'buy' | 'sell'; size: string }): Promise<void> {
    await this.call('POST', 'executions', { venue: ledger.venue, apiKey: ledger.key.apiKey, ...trade })
  }

  /** What those who watch an account over a websocket have subscribed to. */
  async topicsWatched(ledger: Ledger): Promise<string[]> {
    const streams = streamsSchema.parse(await this.call('GET', 'streams'))
    return streams.filter(({ apiKey }) => apiKey === ledger.key.apiKey).flatMap(({ topics }) => topics)
  }

  private async call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.url}/_control/${path}`, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`simulator ${method} ${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
}
