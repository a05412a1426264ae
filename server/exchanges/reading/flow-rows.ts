import { z } from 'zod'
import type { DecimalString } from '../../domain/decimal'
import type { FlowCounterpart, FlowEntry, FlowKind, FlowState } from '../../domain/flows/types'
import { pairOf } from '../../domain/pairs'
import type { WalletType } from '../../domain/types'
import { absolute, isZero, negated, plainDecimal, text } from '../ccxt/amounts'
import type { Market } from '../ccxt/markets'
import type { AccountApi } from './api'
import type { LedgerPage, LedgerQuery } from './ledgers'

/** What rooms make entries of ledgers with: times, signs, fees, ends, ids and pages. */

function moment(value: string, unit: 1 | 1000): Date | null {
  const plain = plainDecimal(value)
  if (plain === null || isZero(plain) || plain.startsWith('-')) return null
  const date = new Date(Math.floor(Number(plain) * unit))
  return Number.isNaN(date.getTime()) ? null : date
}

function time(read: (value: string) => Date | null) {
  return text.transform((value, context): Date => {
    const date = read(value)
    if (date !== null) return date
    context.addIssue({ code: 'custom', message: 'is no time' })
    return z.NEVER
  })
}

/** A moment in milliseconds since 1970. */
export const atMs = time((value) => moment(value, 1))
/** A moment in seconds since 1970, with or without a fraction. */
export const atSeconds = time((value) => moment(value, 1000))
/** A written moment; without a zone it is UTC (`2019-10-12 11:12:02`). */
export const atUtc = time((value) => {
  const written = value.trim().replace(' ', 'T')
  const date = new Date(/(Z|[+-]\d\d:?\d\d)$/.test(written) ? written : `${written}Z`)
  return Number.isNaN(date.getTime()) ? null : date
})
/** `atMs` for a field that may be missing, empty or 0. */
export const maybeMs = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value == null ? null : moment(String(value), 1)))

/** The first and last four characters; of what is hardly longer than those, the first and last two. */
export function shortened(value: string | null | undefined): string | null {
  const plain = value?.trim() ?? ''
  if (plain === '') return null
  const shown = plain.length > 10 ? 4 : Math.min(2, Math.floor(plain.length / 3))
  return shown === 0 ? '…' : `${plain.slice(0, shown)}…${plain.slice(-shown)}`
}

/** The other end as an exchange sends it: whole, empty or missing. */
export type SentCounterpart = { [K in keyof FlowCounterpart]?: string | null | undefined }

/** Null where nothing is told. Addresses and names are shortened; hashes stay whole. */
export function counterpartOf(sent: SentCounterpart): FlowCounterpart | null {
  const found: FlowCounterpart = {
    wallet: sent.wallet || null,
    account: shortened(sent.account),
    chain: sent.chain?.trim() || null,
    address: shortened(sent.address),
    txHash: sent.txHash?.trim() || null,
    transferId: sent.transferId || null,
  }
  return Object.values(found).every((value) => value === null) ? null : found
}

export interface FlowFigures {
  id: string
  at: Date
  coin: string
  /** Signed change without the fee where `fee` is given. */
  amount: DecimalString
  kind: FlowKind
  word: string
  state?: FlowState
  wallet: WalletType | null
  pair?: string | null
  /** What it cost besides `amount`: positive is paid, negative is a rebate. */
  fee?: { coin: string; cost: DecimalString | null } | null
  counterpart?: SentCounterpart | null
}

/**
 * The entries of one row: none for a row that moved nothing, one for most; a rebate in the place of a fee is an entry of
 * its own, and where nothing moved but the fee, the fee is the entry.
 */
export function flow(figures: FlowFigures): FlowEntry[] {
  const { fee = null, counterpart = null, state = 'done', pair = null, ...rest } = figures
  const base = { ...rest, state, pair, counterpart: counterpart && counterpartOf(counterpart) }
  const cost = fee === null || fee.cost === null || isZero(fee.cost) ? null : { coin: fee.coin, amount: fee.cost }
  const nothing = isZero(figures.amount)
  if (cost === null) return nothing ? [] : [{ ...base, fee: null }]
  if (cost.amount.startsWith('-')) {
    const amount = absolute(cost.amount)
    const rebate: FlowEntry = { ...base, kind: 'rebate', coin: cost.coin, amount, fee: null, counterpart: null }
    return nothing
      ? [rebate]
      : [
          { ...base, fee: null },
          { ...rebate, id: `${figures.id}:rebate` },
        ]
  }
  if (nothing) return [{ ...base, kind: 'fee', coin: cost.coin, amount: negated(cost.amount), fee: null }]
  return [{ ...base, fee: cost }]
}

/**
 * Two equal rows without ids of their own are two entries: the second gets a number. Rows that share an id and say something
 * else are told apart by what they say where they are kept (`newsOf`): a number would go by the order that they came in.
 */
export function numbered(entries: readonly FlowEntry[]): FlowEntry[] {
  const seen = new Map<string, number>()
  return entries.map((entry) => {
    const { id, at, coin, amount, kind, wallet, pair } = entry
    const key = JSON.stringify([id, at.getTime(), coin, amount, kind, wallet, pair])
    const count = (seen.get(key) ?? 0) + 1
    seen.set(key, count)
    return count === 1 ? entry : { ...entry, id: `${id}#${count}` }
  })
}

/** Kind by the exchange's word; a word nobody mapped is `other`. */
export function kindOf(kinds: Readonly<Record<string, FlowKind>>, word: string): FlowKind {
  return (Object.hasOwn(kinds, word) ? kinds[word] : undefined) ?? 'other'
}

/** State by the exchange's word or number; what nobody mapped is still under way, and asked for again. */
export function stateOf(states: Readonly<Record<string, FlowState>>, word: string | null): FlowState {
  return (word !== null && Object.hasOwn(states, word) ? states[word] : undefined) ?? 'pending'
}

/** Milliseconds, both ends inclusive, as most exchanges take them. */
export function spanMs({ from, to }: LedgerQuery): { start: number; end: number } {
  return { start: from.getTime(), end: to.getTime() - 1 }
}

/** Seconds, both ends inclusive. */
export function spanSeconds({ from, to }: LedgerQuery): { start: number; end: number } {
  return { start: Math.floor(from.getTime() / 1000), end: Math.ceil(to.getTime() / 1000) - 1 }
}

/** Number of the page that is asked for, and the cursor behind it: another page follows a full one. */
export function pageNumber(cursor: string | null, first = 1) {
  const page = cursor === null ? first : Number(cursor)
  return { page, next: (rows: number, size: number) => (rows >= size ? String(page + 1) : null) }
}

/**
 * Following pages by time: the last moment of a full page is asked for again, so that rows of the same moment are not
 * lost between two pages; where a page holds a single moment, the one after it.
 * @param times of the page's rows, milliseconds
 * @param asked where the page began (newest first: ended)
 */
export function nextMoment(
  times: readonly number[],
  size: number,
  asked: number,
  order: 'oldest first' | 'newest first',
): string | null {
  if (times.length < size) return null
  const edge = order === 'oldest first' ? Math.max(...times) : Math.min(...times)
  if (edge !== asked) return String(edge)
  return String(order === 'oldest first' ? edge + 1 : edge - 1)
}

/** Pair of a derivative by the exchange's id, the id itself where it is not among the markets; null for none. */
export async function contractPair(
  api: AccountApi,
  id: string | null | undefined,
  test: (market: Market) => boolean = () => true,
): Promise<string | null> {
  if (!id) return null
  const found = (await api.markets()).contract(id, test)
  return found ? pairOf(found) : id
}

/** `contractPair` for spot. */
export async function spotPair(api: AccountApi, id: string | null | undefined): Promise<string | null> {
  if (!id) return null
  const found = (await api.markets()).byId(id, (market) => !market.contract)
  return found ? pairOf(found) : id
}

export const DAY_MS = 86_400_000
export const HOUR_MS = 3_600_000

/**
 * Which of the two ends of transfers is the account that is read: the one that is known, else (a recording, whose names
 * were changed) the one that most of them have. Null where there is none.
 */
export function ownEnd(ends: readonly { from: string; to: string }[], known: string | null): string | null {
  const counts = new Map<string, number>()
  for (const { from, to } of ends) for (const end of new Set([from, to])) counts.set(end, (counts.get(end) ?? 0) + 1)
  if (known !== null && (counts.has(known) || counts.size === 0)) return known
  return (
    [...counts].reduce<[string, number] | null>((best, each) => (best === null || each[1] > best[1] ? each : best), null)?.[0] ??
    null
  )
}

/**
 * A ledger that the exchange keeps in several lists (by kind of transfer, by product): one after the other, each page by
 * page. An entry that stands in two of them is one by its id.
 */
export async function inParts<P>(
  parts: readonly P[],
  { cursor, ...query }: LedgerQuery,
  read: (part: P, query: LedgerQuery) => Promise<LedgerPage>,
): Promise<LedgerPage> {
  const [, number = '0', inner = ''] = /^(\d+) (.*)$/s.exec(cursor ?? '0 ') ?? []
  const index = Number(number)
  const part = parts[index]
  if (part === undefined) return { entries: [], next: null }
  const { entries, next } = await read(part, { ...query, cursor: inner === '' ? null : inner })
  if (next !== null) return { entries, next: `${index} ${next}` }
  return { entries, next: index + 1 < parts.length ? `${index + 1} ` : null }
}

/**
 * Where a list newest first is asked "earlier than" (exclusive): the bound of the following page, one above the oldest
 * moment of this one, so that rows of that moment are not lost; that moment itself where a page holds no other.
 */
export function earlierThan(times: readonly number[], size: number, bound: number, from: Date): string | null {
  if (times.length < size) return null
  const oldest = Math.min(...times)
  if (oldest < from.getTime()) return null
  return String(oldest + 1 < bound ? oldest + 1 : Math.min(oldest, bound - 1))
}
