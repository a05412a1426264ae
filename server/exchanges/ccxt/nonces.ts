import { createHash } from 'node:crypto'
import { orAborted } from '../../on-abort'
import type { Credentials } from '../port'
import type { CcxtExchange } from './exchange-class'

/** Where ccxt's signing takes its nonces from; an exchange's `nonce()` counts whichever of them it likes. */
const CLOCKS = ['milliseconds', 'microseconds', 'nonce'] as const
type Clock = (typeof CLOCKS)[number]

/**
 * The requests of one key where its exchange wants each nonce to be greater than the one before: they are signed and sent
 * one after the other, since two on their way at once may arrive in the other order, and no two get the same figure,
 * however quick they are.
 */
export class KeyOrder {
  readonly #last = new Map<Clock, number>()
  #free: Promise<unknown> = Promise.resolve()

  /** Runs one call when those before it have been answered. Rejects with the signal's reason if that takes too long. */
  async turn<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const before = this.#free
    const turn = orAborted(before, signal).then(work)
    // Who gives up its turn does not let the next one go before those ahead of it.
    this.#free = Promise.allSettled([before, turn])
    return turn
  }

  /** This figure of a clock, or the next one after the last that was given. */
  next(clock: Clock, now: number): number {
    const last = this.#last.get(clock)
    const given = last !== undefined && now <= last ? last + 1 : now
    this.#last.set(clock, given)
    return given
  }
}

/** The orders of all keys of a process, each known by a hash: a reading and a try of the same key share theirs. */
export class KeyOrders {
  readonly #orders = new Map<string, KeyOrder>()

  of(exchange: string, { apiKey = '', walletAddress = '' }: Credentials): KeyOrder {
    const name = createHash('sha256').update(`${exchange} ${apiKey} ${walletAddress}`).digest('base64')
    let order = this.#orders.get(name)
    if (!order) {
      order = new KeyOrder()
      this.#orders.set(name, order)
    }
    return order
  }
}

/** Has an instance sign with nonces that grow. */
export function growNonces(ccxt: CcxtExchange, order: KeyOrder): void {
  for (const clock of CLOCKS) {
    const told: unknown = Reflect.get(ccxt, clock)
    if (typeof told !== 'function') continue
    Reflect.set(ccxt, clock, () => order.next(clock, Number(Reflect.apply(told, ccxt, []))))
  }
}
