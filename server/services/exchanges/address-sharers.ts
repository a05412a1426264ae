import type { Db } from '@/db/client'
import { advisoryLocks } from '@/db/locks'
import { placesTaken } from '@/db/queries/sharers'

/** How often is looked who else uses an exchange from our address. */
const LOOK_MS = 5_000
/** A process that asked an exchange nothing for so long leaves its share to the others. */
const UNUSED_MS = 60_000
/** Processes that are told apart. */
const MOST = 64

interface Known {
  usedAt: number
  /** Processes with this one; one until the first look. */
  sharers: number
  place: number | null
  looking: boolean
}

/**
 * How many processes use an exchange from the same address (`EGRESS`): each holds one of the exchange's places in
 * PostgreSQL while it does, which goes with the process. By that number are divided the limits that no header tells of.
 */
export class AddressSharers {
  readonly #known = new Map<string, Known>()
  readonly #timer: NodeJS.Timeout

  constructor(
    private readonly db: Db,
    private readonly egress: string,
    lookMs = LOOK_MS,
  ) {
    this.#timer = setInterval(() => void this.look(), lookMs).unref()
  }

  /** The number as it was last seen; asking is using. */
  readonly of = (exchange: string): number => {
    const known = this.#known.get(exchange)
    if (known) {
      known.usedAt = performance.now()
      return known.sharers
    }
    const fresh: Known = { usedAt: performance.now(), sharers: 1, place: null, looking: false }
    this.#known.set(exchange, fresh)
    void this.#lookAt(exchange, fresh)
    return fresh.sharers
  }

  /** Looks again at every exchange in use. Fails silently: the database being away is told elsewhere, and limits hold. */
  async look(): Promise<void> {
    await Promise.all([...this.#known].map(([exchange, known]) => this.#lookAt(exchange, known)))
  }

  /** Leaves all places. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    for (const [exchange, { place }] of this.#known) {
      if (place !== null) await advisoryLocks(this.db).leavePlace(this.#name(exchange), place)
    }
    this.#known.clear()
  }

  #name(exchange: string): string {
    return `limits:${exchange}:${this.egress}`
  }

  async #lookAt(exchange: string, known: Known): Promise<void> {
    if (known.looking) return
    known.looking = true
    const [locks, name] = [advisoryLocks(this.db), this.#name(exchange)]
    try {
      if (performance.now() - known.usedAt > UNUSED_MS) {
        this.#known.delete(exchange)
        if (known.place !== null) await locks.leavePlace(name, known.place)
        return
      }
      // A place goes with the connection that holds it.
      if (known.place === null || !(await locks.holds(`${name}#${known.place}`))) known.place = await locks.tryPlace(name, MOST)
      known.sharers = Math.max(1, await placesTaken(this.db, name))
    } catch {
      // As it was, until the next look.
    } finally {
      known.looking = false
    }
  }
}
