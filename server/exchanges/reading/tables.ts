import { Decimal, type DecimalString } from '../../domain/decimal'
import { pairOf } from '../../domain/pairs'
import type { MaintenanceTable } from '../../domain/risk/types'
import { isFresh } from '../../domain/staleness'
import type { MarginMode } from '../../domain/types'
import type { Market } from '../ccxt/markets'
import type { AccountApi } from './api'

/** How an exchange's tables of maintenance margins are read. */
export interface ReadTables {
  /** Everybody's are read once for all; some exchanges adjust them customer by customer. */
  of: 'everybody' | 'account'
  /** Of which positions they are, where the other kind has tables of its own; absent: of both. */
  only?: MarginMode
  /** Tables by pair, of those of the markets that the exchange has one for. */
  read(api: AccountApi, markets: readonly Market[]): Promise<ReadonlyMap<string, MaintenanceTable>>
}

/** A step as exchanges write it: from which size on, or up to which. */
export interface RawStep {
  from?: DecimalString | null
  upTo?: DecimalString | null
  /** A share. */
  rate: DecimalString
}

/**
 * A table of steps in whatever order; null where they make none: the first does not begin at nothing, one does not follow on
 * another, or a share is none.
 */
export function tableOf(
  unit: MaintenanceTable['unit'],
  by: MaintenanceTable['by'],
  rows: readonly RawStep[],
): MaintenanceTable | null {
  const sorted = [...rows].sort((a, b) => Number(a.from ?? a.upTo ?? 0) - Number(b.from ?? b.upTo ?? 0))
  const steps = sorted.map(({ from, rate }, at) => ({ from: from ?? (at === 0 ? '0' : (sorted[at - 1]?.upTo ?? null)), rate }))
  const made: MaintenanceTable['steps'] = []
  for (const { from, rate } of steps) {
    const before = made.at(-1)
    if (from === null || !isShare(rate)) return null
    if (before === undefined ? !new Decimal(from).isZero() : new Decimal(from).lte(before.from)) return null
    made.push({ from: new Decimal(from).toFixed(), rate: new Decimal(rate).toFixed() })
  }
  return made.length === 0 ? null : { unit, by, steps: made }
}

const isShare = (rate: DecimalString) => new Decimal(rate).gt(0) && new Decimal(rate).lte(1)

/** Reads table by table, one question a market. */
export function eachMarket(read: (api: AccountApi, market: Market) => Promise<MaintenanceTable | null>): ReadTables['read'] {
  return async (api, markets) => {
    const found = await Promise.all(markets.map(async (market) => [pairOf(market), await read(api, market)] as const))
    return new Map(found.flatMap(([pair, table]) => (table === null ? [] : [[pair, table]])))
  }
}

/** Tables change once in weeks. */
const MAX_AGE_MS = 86_400_000

interface Known {
  readAt: Date
  /** Null: the exchange has none that can be read. */
  table: MaintenanceTable | null
}

/** Everybody's tables, read once a day and market, however many ask; what failed the next one asks again. */
export class SharedTables {
  readonly #known = new Map<string, Map<string, Known>>()
  /** The reading under way of each exchange, behind which the next one looks what is still missing. */
  readonly #turns = new Map<string, Promise<unknown>>()

  constructor(private readonly now: () => Date) {}

  async get(
    exchange: string,
    pairs: readonly string[],
    read: (missing: readonly string[]) => Promise<ReadonlyMap<string, MaintenanceTable>>,
  ): Promise<Map<string, MaintenanceTable>> {
    const before = this.#turns.get(exchange) ?? Promise.resolve()
    const turn = before.then(
      () => this.#fill(exchange, pairs, read),
      () => this.#fill(exchange, pairs, read),
    )
    this.#turns.set(exchange, turn)
    const known = await turn
    return new Map(
      pairs.flatMap((pair) => {
        const table = known.get(pair)?.table
        return table ? [[pair, table] as const] : []
      }),
    )
  }

  async #fill(
    exchange: string,
    pairs: readonly string[],
    read: (missing: readonly string[]) => Promise<ReadonlyMap<string, MaintenanceTable>>,
  ): Promise<ReadonlyMap<string, Known>> {
    const known = this.#known.get(exchange) ?? new Map<string, Known>()
    this.#known.set(exchange, known)
    const readAt = this.now()
    const missing = pairs.filter((pair) => !isFresh(known.get(pair)?.readAt ?? new Date(0), MAX_AGE_MS, readAt))
    if (missing.length > 0) {
      const found = await read(missing)
      for (const pair of missing) known.set(pair, { readAt, table: found.get(pair) ?? null })
    }
    return known
  }
}
