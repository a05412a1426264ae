import { addTokenCalls, KEPT_CALLS, type NewTokenCall } from '@/db/queries/token-calls'
import { describeCause } from '../../cause'
import type { Deps, TokenUses } from '../../context'
import { clientName } from '../../domain/client-name'

/** Calls wait so long to be written, all of a process in one transaction. */
const WRITE_EVERY_MS = 5000
/** Tokens whose calls wait at most: then they are written at once. */
const MOST_TOKENS = 500

/** The last calls of each token that are not written yet: no more of one than are kept, however many it makes. */
export class WaitingUses implements TokenUses {
  #calls = new Map<string, { well: NewTokenCall[]; failed: NewTokenCall[] }>()
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()

  constructor(private readonly deps: Pick<Deps, 'db' | 'log'>) {}

  note(call: NewTokenCall): void {
    const known = this.#calls.get(call.tokenId)
    const own = known ?? { well: [], failed: [] }
    const list = call.status >= 400 ? own.failed : own.well
    list.push({ ...call, client: clientName(call.client) })
    // Twice as many and then half: dropping one each time would move all of them each time.
    if (list.length >= 2 * KEPT_CALLS) list.splice(0, list.length - KEPT_CALLS)
    if (known === undefined) this.#calls.set(call.tokenId, own)
    if (this.#calls.size > MOST_TOKENS) void this.write()
    else this.#timer ??= setTimeout(() => void this.write(), WRITE_EVERY_MS).unref()
  }

  /** Writes what has come together. What cannot be written is logged and given up: it tells, and holds nothing up. */
  write(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const calls = [...this.#calls.values()]
      .flatMap(({ well, failed }) => [...well.slice(-KEPT_CALLS), ...failed.slice(-KEPT_CALLS)])
      .sort((a, b) => a.at.getTime() - b.at.getTime())
    this.#calls = new Map()
    if (calls.length > 0) {
      this.#writing = this.#writing
        .then(() => this.deps.db.whole.asSystem((tx) => addTokenCalls(tx, calls)))
        .catch((error: unknown) => this.deps.log.warn({ cause: describeCause(error) }, 'calls of tokens could not be written'))
    }
    return this.#writing
  }
}
