import { Decimal, type DecimalString, ZERO } from '../decimal'
import { changesOfAccount, isExternal, kindOf, type PricedFlow, worth } from './flows'

/** What a change of equity is made of. */

export const PARTS = [
  'flows', // came from or went to outside
  'prices', // of what was held; and what trades made of it
  'unrealized', // profit of open positions: how it changed
  'realized', // profit of closed positions, liquidations
  'funding',
  'interest',
  'fees', // and rebates
  'rewards',
  'unexplained', // coins that came or went and no entry tells of
] as const
export type Part = (typeof PARTS)[number]
export type Parts = Record<Part, Decimal>

/** What was held of a coin at a moment, over an account's wallets; value in USD, null where it had no price. */
export interface HeldCoin {
  size: DecimalString
  value: DecimalString | null
}

/** One account at one moment. */
export interface AccountAt {
  at: Date
  /** With what is set aside of coins that lost their price (`server/domain/aside`), so that it compares. */
  equity: Decimal
  /** USD of it that is set aside. */
  aside: Decimal
  coins: ReadonlyMap<string, HeldCoin>
}

export interface CoinParts {
  coin: string
  /** Its value at the end less that at the beginning: the sum of the others. */
  change: Decimal
  /** What trades brought and took of it, at prices of their time: cancels over all coins but for what they were above or below the market. */
  trades: Decimal
  parts: Parts
  /** Coins that came or went and no entry tells of, signed. */
  unexplainedSize: Decimal
  /** No price at one of the ends (what cannot be told apart is in `unexplained`) or for an entry, which is left out. */
  unpriced: boolean
  /** Row ids of entries that changed it, by the part that they are of. */
  rows: Readonly<Partial<Record<Part, readonly string[]>>>
}

export interface Attribution {
  change: Decimal
  parts: Parts
  coins: CoinParts[]
  /** Row ids behind each part. */
  rows: Record<Part, string[]>
  /** Coins that lacked a price, so that figures leave something of them out. */
  leftOut: string[]
}

export const noParts = (): Parts => ({
  flows: ZERO,
  prices: ZERO,
  unrealized: ZERO,
  realized: ZERO,
  funding: ZERO,
  interest: ZERO,
  fees: ZERO,
  rewards: ZERO,
  unexplained: ZERO,
})

export function addParts(one: Parts, other: Parts): Parts {
  const sum = noParts()
  for (const part of PARTS) sum[part] = one[part].plus(other[part])
  return sum
}

export const sumOfParts = (parts: Parts) => PARTS.reduce((total, part) => total.plus(parts[part]), ZERO)

type Income = Exclude<Part, 'prices' | 'unrealized' | 'unexplained'> | 'trades'

function partOf(flow: PricedFlow): Income {
  if (isExternal(flow)) return 'flows'
  const kind = kindOf(flow)
  if (kind === 'rebate') return 'fees'
  if (kind === 'fee') return 'fees'
  if (kind === 'reward') return 'rewards'
  if (kind === 'liquidation') return 'realized'
  if (kind === 'trade') return 'trades'
  return kind === 'funding' || kind === 'interest' || kind === 'realized' ? kind : 'flows'
}

/** One change of one coin. */
export interface Change {
  rowId: string
  coin: string
  part: Income
  amount: Decimal
  price: DecimalString | null
}

/** What an entry changed: its amount, and its cost, which may be in another coin. */
export function changesOf(flow: PricedFlow): Change[] {
  const { rowId, coin, amount, price, fee, feePrice } = flow
  const change = { rowId, coin, part: partOf(flow), amount: new Decimal(amount), price }
  if (!fee || new Decimal(fee.amount).isZero()) return [change]
  const cost = { rowId, coin: fee.coin, part: 'fees' as const, amount: new Decimal(fee.amount).neg(), price: feePrice }
  return [change, { ...cost, price: feePrice ?? (fee.coin === coin ? price : null) }]
}

/**
 * Takes the change of one account's equity between two moments apart. The parts add up to it to the last decimal.
 * Unexplained is counted in coins (what is held more or less than entries tell), so that it is 0 exactly where they tell
 * all; prices are what is left of a coin's change of value. What equity holds beyond its tokens' values is profit of open positions.
 */
export function attribute(start: AccountAt, end: AccountAt, flows: readonly PricedFlow[]): Attribution {
  return attributeChanges(
    start,
    end,
    changesOfAccount(flows).filter(({ at }) => at > start.at && at <= end.at),
  )
}

/** The same from the entries that changed what was held in between (`changesOfAccount`). */
export function attributeChanges(start: AccountAt, end: AccountAt, within: readonly PricedFlow[]): Attribution {
  const changes = pricedBy(start, end, within).flatMap(changesOf)
  const byCoin = new Map<string, Change[]>()
  for (const change of changes) {
    const own = byCoin.get(change.coin)
    if (own) own.push(change)
    else byCoin.set(change.coin, [change])
  }
  const rows: Attribution['rows'] = {
    ...{ flows: [], prices: [], unrealized: [], realized: [], funding: [] },
    ...{ interest: [], fees: [], rewards: [], unexplained: [] },
  }
  for (const { part, rowId } of changes) {
    const list = rows[rowsPart(part)]
    if (list.at(-1) !== rowId) list.push(rowId)
  }
  const names = [...new Set([...start.coins.keys(), ...end.coins.keys(), ...byCoin.keys()])].sort()
  const coins = names.map((coin) => coinParts(coin, start.coins.get(coin), end.coins.get(coin), byCoin.get(coin) ?? []))
  let parts = noParts()
  for (const each of coins) parts = addParts(parts, each.parts)
  const tokens = coins.reduce((total, { change }) => total.plus(change), ZERO)
  const change = end.equity.minus(start.equity)
  // A coin that lost its price took its value along; what is set aside for it brings that back.
  const aside = end.aside.minus(start.aside)
  parts.unexplained = parts.unexplained.plus(aside)
  parts.unrealized = parts.unrealized.plus(change.minus(tokens).minus(aside))
  const leftOut = coins.filter(({ unpriced }) => unpriced).map(({ coin }) => coin)
  return { change, parts, coins, rows, leftOut }
}

const rowsPart = (part: Income): Part => (part === 'trades' ? 'prices' : part)

/**
 * Entries without a price at their time are worth what their coin was when the stretch ended, else when it began, so that
 * what came in is no gain. Not those tied to an entry of another account: both legs are worth the same, or are left out.
 */
export function pricedBy<F extends PricedFlow>(
  start: Pick<AccountAt, 'coins'>,
  end: Pick<AccountAt, 'coins'>,
  flows: readonly F[],
): F[] {
  const priceAt = ({ coins }: Pick<AccountAt, 'coins'>, coin: string) => {
    const held = coins.get(coin)
    const size = new Decimal(held?.size ?? 0)
    return priceBy(size, valueAt(held, size))
  }
  const lacking = ({ price, feePrice, fee }: F) => price === null || (fee !== null && feePrice === null)
  if (!flows.some(lacking)) return [...flows]
  const inOrder = [...flows].sort((a, b) => a.at.getTime() - b.at.getTime() || Number(a.rowId) - Number(b.rowId))
  const told = new Map(inOrder.flatMap(({ coin, price }) => (price === null ? [] : [[coin, price]])))
  const priceOf = (coin: string) => (priceAt(end, coin) ?? priceAt(start, coin))?.toFixed() ?? told.get(coin) ?? null
  return flows.map((flow) => {
    const { fee, coin, pairedWith } = flow
    const price = flow.price ?? (pairedWith === null ? priceOf(coin) : null)
    const feePrice = flow.feePrice ?? (fee ? (fee.coin === coin ? price : priceOf(fee.coin)) : null)
    return { ...flow, price, feePrice }
  })
}

function coinParts(
  coin: string,
  before: HeldCoin | undefined,
  after: HeldCoin | undefined,
  changes: readonly Change[],
): CoinParts {
  const [size0, size1] = [new Decimal(before?.size ?? 0), new Decimal(after?.size ?? 0)]
  const [value0, value1] = [valueAt(before, size0), valueAt(after, size1)]
  const change = (value1 ?? ZERO).minus(value0 ?? ZERO)
  const [unvalued, never] = [value0 === null || value1 === null, value0 === null && value1 === null]
  const price = priceBy(size1, value1) ?? priceBy(size0, value0) ?? lastPrice(changes)
  const parts = noParts()
  let [told, trades, known] = [ZERO, ZERO, ZERO]
  for (const { part, amount, price: own } of changes) {
    told = told.plus(amount)
    // Nothing of a coin that never had a price is in any equity.
    if (own === null) continue
    const value = worth(amount, own)
    known = known.plus(value)
    if (part === 'trades') trades = trades.plus(value)
    else parts[part] = parts[part].plus(value)
  }
  const unexplainedSize = size1.minus(size0).minus(told)
  const unpriced = unvalued || changes.some(({ price: own }) => own === null)
  const made = { coin, change, trades, parts, unexplainedSize, unpriced, rows: rowsOf(changes) }
  // A coin without a price is in no equity, and neither is what came and went of it.
  if (never) return { ...made, trades: ZERO, parts: noParts() }
  if (unvalued) {
    // It lost or got its price: its whole value went or came, and no entry tells of that.
    parts.unexplained = change.minus(known)
    parts.prices = trades
    return made
  }
  parts.unexplained = price === null ? ZERO : worth(unexplainedSize, price)
  parts.prices = change.minus(known).minus(parts.unexplained).plus(trades)
  return made
}

function rowsOf(changes: readonly Change[]): CoinParts['rows'] {
  const rows: Partial<Record<Part, string[]>> = {}
  for (const { part, rowId } of changes) {
    const list = rows[rowsPart(part)] ?? []
    rows[rowsPart(part)] = list
    if (list.at(-1) !== rowId) list.push(rowId)
  }
  return rows
}

/** Nothing is worth nothing, whether or not it has a price. */
function valueAt(held: HeldCoin | undefined, size: Decimal): Decimal | null {
  if (!held || size.isZero()) return ZERO
  return held.value === null ? null : new Decimal(held.value)
}

function priceBy(size: Decimal, value: Decimal | null): Decimal | null {
  return value === null || size.isZero() ? null : value.div(size)
}

function lastPrice(changes: readonly Change[]): Decimal | null {
  const priced = changes.filter(({ price }) => price !== null).at(-1)
  return priced?.price == null ? null : new Decimal(priced.price)
}
