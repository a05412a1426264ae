import { Decimal, ZERO } from '@/server/domain/decimal'
import type { AccountView, BalanceView, LiveBalance } from '@/server/domain/views'
import { type HummingbotBalance, UNKNOWN } from '../schemas/hummingbot'
import { NUMBERS, timeOrNull } from './numbers'

/** A coin of an account, or something of it that is not known. */
export interface HeldRow {
  token: string
  /** Null: not known, as price and value (USD) are. */
  units: Decimal | null
  price: Decimal | null
  value: Decimal | null
  available: Decimal | null
  note?: string
  /** Stands for a wallet, or a whole account, of which nobody knows what is in it. */
  unread?: true
}

/** What an account holds, in rows whose values come to its equity. */
export interface Held {
  account: string
  /** The exchange's id. */
  connector: string
  rows: HeldRow[]
  asOf: Date | null
  stale: boolean
}

/** What positions are worth outside of the coins: no coin, and so no currency code. */
export const POSITIONS_ROW = 'POSITIONS-USD'
/** Equity is kept with twelve decimals: less than this is rounding. */
const ROUNDING = new Decimal('0.000001')

/** A row of something that is held and not known. */
const unknownRow = (token: string, note: string): HeldRow => ({
  ...{ token, note, units: null, price: null, value: null, available: null },
})

const unreadRow = (what: string, note: string): HeldRow => ({ ...unknownRow(what, note), unread: true })

/** An account of which nothing is known. */
export function heldOfUnread({ name, exchange }: Pick<AccountView, 'name' | 'exchange'>, note: string): Held {
  return { account: name, connector: exchange, rows: [unreadRow('(not read)', note)], asOf: null, stale: true }
}

/** Live balances; an account that could not be read now is not known, whatever was read before. */
export function heldOfLive(balance: LiveBalance): Held {
  const { accountName: name, exchange } = balance
  return balance.ok ? heldOf(balance) : heldOfUnread({ name, exchange }, balance.message)
}

/**
 * A reading as rows: each coin once over all wallets with the coins that count towards equity, then what equity has besides
 * of positions, then what is held and not known. Without the last, the values come to the equity to a millionth of a dollar.
 */
export function heldOf(balance: BalanceView): Held {
  const { accountName: account, exchange: connector, asOf, stale, equity, bound } = balance
  const rows = tokenRows(balance)
  if (equity !== null) {
    const valued = rows.reduce((sum, { value }) => (value === null ? sum : sum.plus(value)), ZERO)
    const rest = new Decimal(equity).minus(valued)
    if (rest.abs().gte(ROUNDING)) {
      rows.push({ token: POSITIONS_ROW, units: rest, price: new Decimal(1), value: rest, available: null })
    }
  }
  for (const { wallet, reason, unopened } of balance.notIncluded) {
    if (!unopened) rows.push(unreadRow(`(${wallet} not read)`, reason))
  }
  if (bound !== 'exact' && rows.every(({ value }) => value !== null)) {
    rows.push(unknownRow('(not all known)', 'Not all that is held in this account has a known value.'))
  }
  return { account, connector, rows, asOf, stale }
}

function tokenRows({ assets }: BalanceView): HeldRow[] {
  const rows = new Map<string, HeldRow & { units: Decimal }>()
  for (const { assetType, symbol, marginBalance, size, price, availableBalance } of assets) {
    const units = new Decimal(marginBalance ?? size)
    if (assetType !== 'token' || units.isZero()) continue
    const usd = price === null ? null : new Decimal(price)
    const row = { token: symbol, units, price: usd, value: usd && units.times(usd), available: decimalOf(availableBalance) }
    const before = rows.get(symbol)
    rows.set(
      symbol,
      before
        ? {
            ...row,
            units: before.units.plus(units),
            value: plus(before.value, row.value),
            available: plus(before.available, row.available),
          }
        : row,
    )
  }
  return [...rows.values()]
}

const decimalOf = (value: string | null) => (value === null ? null : new Decimal(value))

/** The sum; not known as soon as one part is not. */
export function plus(a: Decimal | null, b: Decimal | null): Decimal | null {
  return a === null || b === null ? null : a.plus(b)
}

/** A figure as clients get it. */
export function wireFigure(value: Decimal | null): number | typeof UNKNOWN {
  return value === null ? UNKNOWN : Number(NUMBERS.num(value.toFixed()))
}

/** Account → exchange → balances. */
export function wireState(all: readonly Held[]): Record<string, Record<string, HummingbotBalance[]>> {
  return Object.fromEntries(
    all.map(({ account, connector, rows, asOf, stale }) => [
      account,
      { [connector]: rows.map((row) => wireRow(row, asOf, stale)) },
    ]),
  )
}

function wireRow({ token, units, price, value, available, note }: HeldRow, asOf: Date | null, stale: boolean): HummingbotBalance {
  return {
    token,
    ...{ units: wireFigure(units), price: wireFigure(price), value: wireFigure(value) },
    available_units: available && Number(NUMBERS.num(available.toFixed())),
    as_of: timeOrNull(asOf),
    stale,
    ...(note !== undefined && { note }),
  }
}
