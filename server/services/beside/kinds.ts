import type { SideKind, SideReading } from '@/db/queries/side-readings'
import { Decimal } from '@/server/domain/decimal'
import { isFresh } from '@/server/domain/staleness'
import type { Asset } from '@/server/domain/types'
import type { BalanceView } from '@/server/domain/views'
import type { Connection, ExchangePort } from '@/server/exchanges/port'
import { ORDERS_EVERY_MS, orderFacts } from './orders'
import { readTables, TABLES_MAX_AGE_MS } from './tables'

/** One kind of what is read of an account beside its balances. */
export interface Beside {
  kind: SideKind
  /** Whether an account that holds this has any of it at all. */
  wants(balance: BalanceView): boolean
  /** Whether it is to be read anew. @param before null: it never was, with this key */
  isDue(before: SideReading | null, balance: BalanceView, now: Date): boolean
  /** Null: Ballast knows no call of the exchange that tells it. @throws DomainError */
  read(exchanges: ExchangePort, connection: Connection, balance: BalanceView, signal: AbortSignal): Promise<object | null>
}

/** What failed, or is told by no call, is asked for again after so long. */
const TRY_AGAIN_MS = 3_600_000

const isContract = ({ assetType, marketType, size }: Asset) =>
  assetType === 'position' && marketType !== 'option' && marketType !== 'margin' && !new Decimal(size).isZero()

/** Pairs of contracts that are open, options aside. */
export const contractsOf = ({ assets }: BalanceView): string[] => [
  ...new Set(assets.filter(isContract).map(({ symbol }) => symbol)),
]

/** The exchange's tables of maintenance margins: once a day, and as soon as a market has none yet. */
const tables: Beside = {
  kind: 'tables',
  wants: (balance) => contractsOf(balance).length > 0,
  isDue: (before, balance, now) => {
    if (before === null) return true
    const known = readTables(before)
    const whole =
      before.asOf !== null && isFresh(before.asOf, TABLES_MAX_AGE_MS, now) && contractsOf(balance).every((pair) => pair in known)
    if (whole) return false
    const failed = before.problem !== null || before.asOf === null
    return !(failed && isFresh(before.triedAt, TRY_AGAIN_MS, now))
  },
  read: async (exchanges, connection, balance, signal) => {
    const pairs = contractsOf(balance)
    const found = (await exchanges.maintenanceTables?.(connection, pairs, signal)) ?? null
    return found && Object.fromEntries(pairs.map((pair) => [pair, found.get(pair) ?? null]))
  },
}

/** Orders that wait, of accounts that have contracts open: every few minutes. */
const orders: Beside = {
  kind: 'orders',
  wants: (balance) => contractsOf(balance).length > 0,
  isDue: (before, _balance, now) => {
    if (before === null) return true
    // Told by no call: that does not change from one minute to the next.
    const silent = before.asOf === null && before.problem === null
    return !isFresh(before.triedAt, silent ? TRY_AGAIN_MS : ORDERS_EVERY_MS, now)
  },
  read: async (exchanges, connection, balance, signal) => {
    const told = (await exchanges.openOrders?.(connection, signal)) ?? null
    return told && orderFacts(told, balance)
  },
}

const optionsOf = ({ assets }: BalanceView): string[] => [
  ...new Set(
    assets.flatMap(({ marketType, size, symbol }) => (marketType === 'option' && !new Decimal(size).isZero() ? [symbol] : [])),
  ),
]

/** The exchange's own mark volatility and Greeks of options that are held: with each look. */
const options: Beside = {
  kind: 'options',
  wants: (balance) => optionsOf(balance).length > 0,
  isDue: (before, _balance, now) => {
    const silent = before !== null && before.asOf === null
    return !(silent && isFresh(before.triedAt, TRY_AGAIN_MS, now))
  },
  read: async (exchanges, connection, balance, signal) => {
    const found = (await exchanges.optionMarks?.(connection, optionsOf(balance), signal)) ?? null
    return found && Object.fromEntries(found)
  },
}

export const KINDS: readonly Beside[] = [tables, orders, options]
