import type { LiveEvent } from '@/server/domain/views'
import type { LineState } from './keep-line'
import { isRecord, readEvent } from './read-event'

/** What tabs of one person tell each other. Tabs of different versions of Ballast understand each other, or are silent. */
export type TabMessage =
  /** A tab that has just opened asks how the line is. */
  | { kind: 'hello' }
  /** Of the leader: what came. */
  | { kind: 'update'; from: string; id: string; event: LiveEvent }
  /** Of the leader: how the line is, at every sign of life of the server. `id`: the last update; `skew`: server − browser, ms. */
  | { kind: 'state'; from: string; id: string | null; skew: number; state: LineState }
  /** Of the leader, closing. */
  | { kind: 'leaving'; from: string }
  /** Of any tab: the rate that it shows money by. Two tabs with two rates would show two totals. */
  | { kind: 'rate'; rate: KnownRate }

/** A rate that was found, and when. */
export interface KnownRate {
  currency: string
  usdPerUnit: string
  asOf: Date
}

/** Null for what is no message of ours. */
export function readTabMessage(data: unknown): TabMessage | null {
  if (!isRecord(data)) return null
  const { kind, from, id, skew } = data
  if (kind === 'hello') return { kind }
  if (kind === 'rate') {
    const rate = readRate(data.rate)
    return rate && { kind, rate }
  }
  if (typeof from !== 'string') return null
  if (kind === 'leaving') return { kind, from }
  if (kind === 'update') {
    const event = readEvent(data.event)
    return event && typeof id === 'string' ? { kind, from, id, event } : null
  }
  const state = readState(data.state)
  if (kind !== 'state' || state === null || typeof skew !== 'number') return null
  return { kind, from, id: typeof id === 'string' ? id : null, skew, state }
}

function readRate(sent: unknown): KnownRate | null {
  if (!isRecord(sent)) return null
  const { currency, usdPerUnit, asOf } = sent
  const whole = typeof currency === 'string' && typeof usdPerUnit === 'string' && /^\d+(\.\d+)?$/.test(usdPerUnit)
  return whole && asOf instanceof Date && !Number.isNaN(asOf.getTime()) ? { currency, usdPerUnit, asOf } : null
}

function readState(sent: unknown): LineState | null {
  if (!isRecord(sent)) return null
  const { kind, since, why } = sent
  if (kind === 'connecting' || kind === 'up' || kind === 'signed-out') return { kind }
  if (typeof since !== 'number') return null
  if (kind === 'down') return { kind, since }
  return kind === 'refused' ? { kind, since, why: typeof why === 'string' ? why : null } : null
}

/** The name of the channel and of the lock of one person's tabs in a desk: whoever signs in next has another. */
export function lineName(person: string, desk: string | null = null): string {
  return `ballast-live-1:${person}${desk === null ? '' : `:${desk}`}`
}
