import { createHash } from 'node:crypto'
import type { Connection } from '../port'

/** What is expected of one account. */
export interface Expectations {
  get(name: string): string | undefined
  set(name: string, value: string): void
}

/** Whose account a connection is of, as a digest of its key. */
export function accountOf({ exchange, sandbox, credentials }: Connection): string {
  const who = credentials.apiKey ?? credentials.walletAddress ?? ''
  return createHash('sha256').update(`${exchange} ${sandbox} ${who}`).digest('base64')
}

/** Accounts of a large server; the one that was read longest ago makes room. */
const MOST = 10_000

/**
 * What accounts answered last to questions whose answer hardly ever changes (which kind of account it is). Never taken
 * for true: it only decides what is asked beside the question, to be thrown away when the answer is another.
 */
export class KnownAccounts {
  readonly #accounts = new Map<string, Map<string, string>>()

  constructor(private readonly most = MOST) {}

  /** No key is kept, only its digest. */
  of(connection: Connection): Expectations {
    const key = accountOf(connection)
    const known = this.#accounts.get(key) ?? new Map<string, string>()
    this.#accounts.delete(key)
    this.#accounts.set(key, known)
    const [oldest] = this.#accounts.keys()
    if (this.#accounts.size > this.most && oldest !== undefined) this.#accounts.delete(oldest)
    return known
  }
}
