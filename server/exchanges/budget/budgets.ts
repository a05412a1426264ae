import { ExchangeBudget, type LimitUse, type Spend, type Took } from './budget'
import type { LimitOf, Priority } from './rules'

export interface BudgetsOptions {
  /** How many processes use an exchange from our address just now, this one with them; absent: one. */
  sharers?: ((exchange: string) => number) | undefined
  /** Of each documented limit; default 1. */
  factor?: number | undefined
}

/** Where an exchange's limits stand in this process. */
export interface BudgetUse {
  exchange: string
  limits: readonly LimitUse[]
  /** Works that wait for their turn. */
  waiting: Readonly<Record<Priority, number>>
}

/** Of accounts that hold much, each may take its own number of pages. */
const MOST_KNOWN = 1000

/** What is known of an account between its readings. */
export interface Whose {
  /** A digest of its key; no key is kept. Null: what anybody may ask. */
  account: string | null
  priority: Priority
  /** An object that lives as long as something is remembered of the account. */
  memory: object
}

/** The budgets of all exchanges that this process asks. Sites of one exchange share its limits, and so its budget. */
export class Budgets {
  readonly #budgets = new Map<readonly LimitOf[], { exchange: string; budget: ExchangeBudget }>()
  /** What accounts' works took last, by purpose; equal ones are one object. */
  readonly #took = new WeakMap<object, Map<string, Took>>()
  readonly #last = new Map<string, Took>()
  readonly #known = new Map<string, Took>()

  constructor(private readonly options: BudgetsOptions) {}

  /** Begins a piece of work on an account when its turn has come. @throws the signal's reason; NoRoom */
  begin(
    exchange: string,
    limits: readonly LimitOf[],
    /** What it is for; works of one purpose take about the same. */
    purpose: string,
    { account, priority, memory }: Whose,
    signal: AbortSignal,
  ): Promise<Spend> {
    const expected = this.#took.get(memory)?.get(purpose) ?? this.#last.get(`${exchange} ${purpose}`) ?? null
    return this.#of(exchange, limits).begin({ account, priority, expected }, signal)
  }

  /** For what is nobody's: markets, prices. */
  open(exchange: string, limits: readonly LimitOf[]): Spend {
    return this.#of(exchange, limits).open()
  }

  /** What a work took that ended well is what the same is expected to take. */
  remember(exchange: string, purpose: string, memory: object, took: Took): void {
    const key = JSON.stringify([took.requests, ...took.costs])
    const shared = this.#known.get(key) ?? took
    if (this.#known.size < MOST_KNOWN) this.#known.set(key, shared)
    this.#last.set(`${exchange} ${purpose}`, shared)
    const own = this.#took.get(memory) ?? new Map<string, Took>()
    this.#took.set(memory, own.set(purpose, shared))
  }

  use(): BudgetUse[] {
    return [...this.#budgets.values()].map(({ exchange, budget }) => ({
      exchange,
      limits: budget.use(),
      waiting: budget.waiting(),
    }))
  }

  #of(exchange: string, limits: readonly LimitOf[]): ExchangeBudget {
    let known = this.#budgets.get(limits)
    if (!known) {
      const { sharers, factor } = this.options
      const budget = new ExchangeBudget(limits, { factor, sharers: sharers && (() => sharers(exchange)) })
      known = { exchange, budget }
      this.#budgets.set(limits, known)
    }
    return known.budget
  }
}
