import { onAbort } from '../../on-abort'
import { Bucket } from './bucket'
import { costOf, type LimitOf, lineOf, PRIORITIES, type Priority, SHARES } from './rules'

/** Keys of buckets of accounts are forgotten when they are idle, looked through whenever so many more came. */
const SWEEP_AFTER = 512
/** Questions whose costs are kept; where an exchange's list allows any path there may be more. */
const MOST_QUESTIONS = 1000
/** Longest that work waits for its turn, ms. */
const LONGEST_TURN_MS = 20_000
/** A call that was let go and never sent anything gives its room back after so long. */
const UNSENT_MS = 5_000

/** What a piece of work took: requests, and by limit (and line) how much of it. Shared between works that took the same. */
export interface Took {
  requests: number
  costs: ReadonlyMap<string, number>
}

/** Where a limit stands, for logs and metrics. */
export interface LimitUse {
  limit: string
  scope: LimitOf['scope']
  /** Used up of the stretch that the exchange counts; of an account's limits, of the account that has used up most. */
  used: number
  /** As it holds now: documented or told, shared with other processes, or as refusals taught. */
  of: number
}

interface Cost {
  bucket: Bucket
  cost: number
}

/** The exchange's limits left no room for some work for long. */
export class NoRoom extends Error {}

interface Waiter {
  priority: Priority
  costs: readonly Cost[]
  grant: () => void
}

export interface Work {
  /** Whose key is used; null: nobody's. */
  account: string | null
  priority: Priority
  /** What it will probably take: what the same work took last. Null: not known, the rules' own guess holds. */
  expected: Took | null
}

/** What an answer says of the limits. */
export interface ToldBy {
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
}

/**
 * What may be asked of one exchange, as the exchange itself counts it: weight or calls, by address and by account. Work
 * begins when all that it will probably take fits, so that a reading once begun is not held up in the middle; what it
 * takes beyond that waits call by call. Limits are the documented ones, moved by what the exchange tells in its headers
 * (which count other processes and programs behind the same address too) and by its refusals.
 */
export class ExchangeBudget {
  readonly #rules: ReadonlyMap<string, LimitOf>
  readonly #buckets = new Map<string, Bucket>()
  readonly #questions = new Map<string, readonly { key: string; cost: number; scope: LimitOf['scope'] }[]>()
  readonly #waiters: Record<Priority, Set<Waiter>> = { person: new Set(), reading: new Set(), flows: new Set() }
  #timer: NodeJS.Timeout | undefined
  #sweepAt = SWEEP_AFTER

  constructor(
    private readonly limits: readonly LimitOf[],
    private readonly options: {
      /** Processes that use this exchange from our address; limits that no header tells of are divided by it. */
      sharers?: () => number
      /** Of each limit; a larger one where an exchange granted more than it documents. */
      factor?: number
      now?: () => number
    } = {},
  ) {
    this.#rules = new Map(limits.map((limit) => [limit.name, limit]))
  }

  /**
   * Resolves when the work may begin. It must be closed when it has ended.
   * @throws the signal's reason; NoRoom where its turn does not come
   */
  async begin(work: Work, signal: AbortSignal): Promise<Spend> {
    const expected = work.expected ?? this.#guess(work)
    const costs = [...expected.costs].map(([key, cost]) => ({ bucket: this.#bucket(key, work.account), cost, key }))
    await this.#turn({ priority: work.priority, costs }, signal)
    return new Spend(this, work, expected.requests, new Map(costs.map(({ key, ...held }) => [key, held])))
  }

  /** Work that is begun at once, whose calls each wait for themselves: what is nobody's in particular. */
  open(): Spend {
    return new Spend(this, { account: null, priority: 'person', expected: null }, 0, new Map())
  }

  /** How many wait, by whom they are for. */
  waiting(): Record<Priority, number> {
    const { person, reading, flows } = this.#waiters
    return { person: person.size, reading: reading.size, flows: flows.size }
  }

  /** Where each limit stands that anything is taken of just now. */
  use(): LimitUse[] {
    const now = this.now()
    const found = new Map<string, LimitUse>()
    for (const bucket of this.#buckets.values()) {
      const { name, scope } = bucket.rule
      const used = bucket.used(now)
      if (used === 0) continue
      const of = bucket.limit(now)
      const known = found.get(name)
      if (!known || used / of > known.used / known.of) found.set(name, { limit: name, scope, used, of })
    }
    return [...found.values()]
  }

  /** For `Spend`: the limits that a question counts for. */
  costsOf(question: string, account: string | null): { key: string; bucket: Bucket; cost: number }[] {
    let costs = this.#questions.get(question)
    if (!costs) {
      costs = this.limits.flatMap((limit) => {
        const { name, scope, eachLine } = limit
        const cost = costOf(limit, question)
        return cost === 0 ? [] : [{ key: eachLine ? `${name}\n${lineOf(question)}` : name, cost, scope }]
      })
      if (this.#questions.size < MOST_QUESTIONS) this.#questions.set(question, costs)
    }
    return costs
      .filter(({ scope }) => scope === 'address' || account !== null)
      .map(({ key, cost }) => ({ key, cost, bucket: this.#bucket(key, account) }))
  }

  /** For `Spend`: waits for one call more than was expected, in every limit that any call may count for. @throws as `begin` */
  async more(signal: AbortSignal): Promise<Cost[]> {
    const open = this.limits.filter(({ scope, eachLine }) => scope === 'address' && !eachLine)
    const costs = open.map((limit) => ({ bucket: this.#bucket(limit.name, null), cost: limit.otherwise ?? 1 }))
    await this.#turn({ priority: 'person', costs }, signal)
    return costs
  }

  /** For `Spend`: something was given back, or the exchange said that there is more room. */
  changed(): void {
    if (PRIORITIES.some((priority) => this.#waiters[priority].size > 0)) this.#grant()
  }

  now(): number {
    return (this.options.now ?? (() => performance.now()))()
  }

  #guess({ account }: Work): Took {
    const costs = new Map<string, number>()
    if (account === null) return { requests: 0, costs }
    let requests = 0
    for (const { name, aReading = 0 } of this.limits) {
      if (aReading > 0) costs.set(name, aReading)
      requests = Math.max(requests, aReading)
    }
    return { requests, costs }
  }

  #bucket(key: string, account: string | null): Bucket {
    const rule = this.#rules.get(key.split('\n', 1)[0] ?? '')
    if (!rule) throw new Error(`No limit is called ${key}.`)
    const id = rule.scope === 'account' ? `${key}\n${account}` : key
    let bucket = this.#buckets.get(id)
    if (!bucket) {
      this.#sweep()
      const isTold = rule.scope === 'account' || rule.headers?.used !== undefined || rule.headers?.remaining !== undefined
      bucket = new Bucket(rule, () => (this.options.factor ?? 1) / (isTold ? 1 : Math.max(1, this.options.sharers?.() ?? 1)))
      this.#buckets.set(id, bucket)
    }
    return bucket
  }

  /** Of ten thousand accounts, those that were asked lately are kept. */
  #sweep(): void {
    if (this.#buckets.size < this.#sweepAt) return
    const now = this.now()
    for (const [id, bucket] of this.#buckets) if (bucket.rule.scope === 'account' && bucket.idle(now)) this.#buckets.delete(id)
    this.#sweepAt = this.#buckets.size + SWEEP_AFTER
  }

  #turn({ priority, costs }: Omit<Waiter, 'grant'>, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    return new Promise<void>((resolve, reject) => {
      const waiters = this.#waiters[priority]
      const waiter: Waiter = {
        priority,
        costs,
        grant: () => {
          off()
          clearTimeout(longest)
          waiters.delete(waiter)
          resolve()
        },
      }
      const leave = (reason: unknown) => {
        clearTimeout(longest)
        if (!waiters.delete(waiter)) return
        reject(reason)
        // Those behind it may fit where it did not.
        this.changed()
      }
      let longest: NodeJS.Timeout | undefined
      const off = onAbort(signal, () => leave(signal.reason))
      waiters.add(waiter)
      this.#grant()
      if (!waiters.has(waiter)) return
      longest = setTimeout(() => {
        off()
        leave(new NoRoom())
      }, LONGEST_TURN_MS)
    })
  }

  /** Lets begin what fits, the most urgent first; who waits for a limit keeps its room from all behind. */
  #grant(): void {
    const now = this.now()
    const waitedFor = new Set<Bucket>()
    for (const priority of PRIORITIES) {
      for (const waiter of this.#waiters[priority]) {
        const short = waiter.costs.filter(({ bucket, cost }) => !bucket.fits(cost, SHARES[priority], now))
        if (short.length === 0 && !waiter.costs.some(({ bucket }) => waitedFor.has(bucket))) {
          for (const { bucket, cost } of waiter.costs) bucket.hold(cost)
          waiter.grant()
        } else for (const { bucket } of short) waitedFor.add(bucket)
      }
    }
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (waitedFor.size === 0) return
    const soonest = Math.min(...[...waitedFor].map(({ lookAgainMs }) => lookAgainMs))
    this.#timer = setTimeout(() => this.#grant(), soonest)
  }
}

/** What one piece of work may spend, and has spent. */
export class Spend {
  #begun = 0
  #sent = 0
  readonly #spent = new Map<string, number>()
  readonly #used = new Set<Bucket>()
  /** Calls beyond what was expected that were let go and have not sent yet; each gives its room back. */
  readonly #beyond = new Set<() => void>()
  #closed = false

  constructor(
    private readonly budget: ExchangeBudget,
    private readonly work: Work,
    private readonly requests: number,
    private readonly held: Map<string, Cost>,
  ) {}

  /**
   * Before each call, and before it is signed: signatures grow old. Resolves at once for what was expected.
   * @throws the signal's reason
   */
  async ready(signal: AbortSignal): Promise<void> {
    this.#begun += 1
    if (this.#begun <= this.requests) return
    const costs = await this.budget.more(signal)
    const giveBack = () => {
      clearTimeout(timer)
      this.#beyond.delete(giveBack)
      for (const { bucket, cost } of costs) bucket.release(cost)
    }
    const timer = setTimeout(giveBack, UNSENT_MS).unref()
    this.#beyond.add(giveBack)
  }

  /** A request leaves. */
  sent(question: string): void {
    const now = this.budget.now()
    this.#sent += 1
    const [giveBack] = this.#beyond
    giveBack?.()
    for (const { key, bucket, cost } of this.budget.costsOf(question, this.work.account)) {
      const held = this.held.get(key)
      const given = Math.min(cost, held?.cost ?? 0)
      if (held) held.cost -= given
      bucket.release(given)
      bucket.add(cost, now)
      this.#used.add(bucket)
      this.#spent.set(key, (this.#spent.get(key) ?? 0) + cost)
    }
  }

  /** An answer, whatever it was: its headers may tell where a limit stands. */
  answered(question: string, { headers }: ToldBy): void {
    for (const { bucket } of this.budget.costsOf(question, this.work.account)) {
      const names = bucket.rule.headers
      if (!names) continue
      const limit = numberIn(headers, names.limit)
      const remaining = numberIn(headers, names.remaining)
      const left = remaining === null ? null : Math.max(0, (limit ?? bucket.rule.limit) - remaining)
      const used = numberIn(headers, names.used) ?? left
      if (used === null && limit === null) continue
      bucket.tell({ used, limit: limit !== null && limit > 0 ? limit : null, until: this.#windowEnds(bucket.rule, headers) })
    }
  }

  /** The exchange refused for too many calls, counted so. */
  refused(scope: LimitOf['scope']): void {
    const now = this.budget.now()
    for (const bucket of this.#used) if (bucket.rule.scope === scope) bucket.refused(now)
  }

  /** What it took, to be expected of the same work next time. */
  took(): Took {
    return { requests: this.#sent, costs: this.#spent }
  }

  /** Gives back what was not spent. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    for (const giveBack of this.#beyond) giveBack()
    for (const { bucket, cost } of this.held.values()) bucket.release(cost)
    this.budget.changed()
  }

  /** Exchanges that tell what is used up begin anew at whole minutes (or seconds) of their own clock. */
  #windowEnds({ perMs }: LimitOf, headers: Readonly<Record<string, string>>): number {
    const at = Date.parse(headers.date ?? '')
    // The header is cut to whole seconds.
    return this.budget.now() + (Number.isNaN(at) || perMs < 10_000 ? perMs : perMs - (at % perMs))
  }
}

function numberIn(headers: Readonly<Record<string, string>>, name: string | undefined): number | null {
  const text = name === undefined ? undefined : headers[name]
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text)
  return Number.isFinite(value) && value >= 0 ? value : null
}
