import { z } from 'zod'
import type { Refusal, VenueRequest } from './venue'

const REFUSALS = [
  'rate-limit',
  'account-limit',
  'address-limit',
  'ban',
  'maintenance',
  'server-error',
  'key-revoked',
  'key-expired',
  'ip-refused',
  'permission-denied',
  'clock',
] as const satisfies readonly Refusal[]

/** What happens to a request that a fault matches. */
export const effectSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('latency'), ms: z.number().min(0) }),
  /** No answer until the client goes, the fault is cleared or the simulator closes. */
  z.strictObject({ kind: z.literal('hang') }),
  /** The connection is dropped without an answer. */
  z.strictObject({ kind: z.literal('reset') }),
  z.strictObject({ kind: z.literal('refuse'), refusal: z.enum(REFUSALS), retryAfterSeconds: z.number().int().min(0).default(1) }),
  /** The right headers and half of the body. */
  z.strictObject({ kind: z.literal('truncate') }),
  /** A proxy's error page. */
  z.strictObject({ kind: z.literal('html'), status: z.number().int().default(502) }),
  /** The right answer with `""` wherever it has a number in a string. */
  z.strictObject({ kind: z.literal('empty-numbers') }),
  /** The exchange's clock is off by this much. */
  z.strictObject({ kind: z.literal('clock-skew'), ms: z.number() }),
])
export type FaultEffect = z.infer<typeof effectSchema>

/** All given fields must fit; none given matches every request. */
export const matchSchema = z.strictObject({
  venue: z.string().optional(),
  host: z.string().optional(),
  /** Part of path and query: `wallet-balance`, `category=inverse`. */
  path: z.string().optional(),
  method: z.string().optional(),
  apiKey: z.string().optional(),
})
export type FaultMatch = z.infer<typeof matchSchema>

export const faultSchema = z.strictObject({
  match: matchSchema.default({}),
  effect: effectSchema,
  /** How many requests it strikes; null: all until it is cleared. */
  times: z.number().int().positive().nullable().default(null),
})
export type FaultInput = z.input<typeof faultSchema>

export interface Fault extends z.output<typeof faultSchema> {
  id: string
  /** Requests struck so far. */
  struck: number
}

/** Faults in force, oldest first; several may strike one request (latency and a refusal). */
export class Faults {
  #faults: Fault[] = []
  #counter = 0
  #cleared = new Set<() => void>()

  add(input: FaultInput): Fault {
    const fault: Fault = { ...faultSchema.parse(input), id: `fault-${++this.#counter}`, struck: 0 }
    this.#faults.push(fault)
    return fault
  }

  /** One by id, or all; hung requests of any fault are let go. Returns how many were removed. */
  clear(id?: string): number {
    const before = this.#faults.length
    this.#faults = id === undefined ? [] : this.#faults.filter((fault) => fault.id !== id)
    for (const release of [...this.#cleared]) release()
    return before - this.#faults.length
  }

  list(): Fault[] {
    return this.#faults.map((fault) => ({ ...fault }))
  }

  /** Effects for this request; counts the strike. */
  strike(request: VenueRequest, venue: string, apiKey: string | null): FaultEffect[] {
    const effects: FaultEffect[] = []
    for (const fault of this.#faults) {
      if (fault.times !== null && fault.struck >= fault.times) continue
      if (!matches(fault.match, request, venue, apiKey)) continue
      fault.struck++
      effects.push(fault.effect)
    }
    return effects
  }

  /** Resolves at the next `clear`; `forget` drops the waiter. */
  nextClear(): { cleared: Promise<void>; forget: () => void } {
    let release = () => {}
    const cleared = new Promise<void>((resolve) => {
      release = resolve
    })
    this.#cleared.add(release)
    return { cleared, forget: () => this.#cleared.delete(release) }
  }
}

function matches(match: FaultMatch, request: VenueRequest, venue: string, apiKey: string | null): boolean {
  if (match.venue !== undefined && match.venue !== venue) return false
  if (match.host !== undefined && match.host !== request.host) return false
  if (match.method !== undefined && match.method !== request.method) return false
  if (match.apiKey !== undefined && match.apiKey !== apiKey) return false
  return match.path === undefined || `${request.path}?${request.rawQuery} ${request.body}`.includes(match.path)
}

/** Replaces numbers written as strings by `""`, timestamps and result codes apart. */
export function emptyNumbers(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => emptyNumbers(item, name))
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, emptyNumbers(item, key)]))
  if (typeof value !== 'string' || /code$|time$|^ts$|id$/i.test(name)) return value
  return /^-?\d{1,12}(\.\d+)?$/.test(value) ? '' : value
}
