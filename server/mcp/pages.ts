import { z } from 'zod'
import { DomainError } from '../errors'
import type { RestAnswer } from '../rest/errors'

/** How a long answer of an operation is cut into pages. */
export interface Paged {
  /** The lists in its answer, in the order in which they are told; null: the answer itself is one. */
  lists: readonly string[] | null
  /** A list within each item of the first, where one alone may be too long. */
  inner?: string
  /**
   * Where the operation has pages of its own (`limit`, `after`, and `next` in its answer): how many items are asked for, time
   * after time while there is room. Few at first, since one may fill the answer alone, and then as many as small ones are.
   */
  reads?: readonly [number, ...number[]]
  /** Those of the lists that stand the same on every page of the operation: told with the first. */
  repeated?: readonly string[]
}

/** An answer's data is at most about so long, in characters of JSON: an agent's memory is small, and each answer is read whole. */
export const MOST_CHARACTERS = 40_000

/**
 * Where a page begins: behind so many items of which list, and so many within the first item; `after` as the operation has
 * it, and how many items were asked for where that matters (null: it is at the beginning of them).
 */
const placeSchema = z.tuple([
  z.string().max(6000).nullable(),
  z.number().int().min(0).max(20),
  z.number().int().min(0),
  z.number().int().min(0),
  z.number().int().min(1).max(1000).nullable(),
])
export type Place = z.output<typeof placeSchema>
export const FIRST: Place = [null, 0, 0, 0, null]

/** @throws DomainError `bad_request` where it is none of ours */
export function readCursor(cursor: unknown): Place {
  if (cursor === undefined || cursor === null || cursor === '') return FIRST
  try {
    return placeSchema.parse(JSON.parse(Buffer.from(z.string().parse(cursor), 'base64url').toString()))
  } catch {
    const message = 'Send `next` of the answer before as it is.'
    throw new DomainError('bad_request', message, { fields: { cursor: message } })
  }
}

export function writeCursor(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

type Body = Record<string, unknown>
const items = z.array(z.unknown())
const record = z.record(z.string(), z.unknown())

/** What fits of an answer, where the next page begins (null: this is the last), and how many characters are left. */
interface Page {
  body: unknown
  next: Place | null
  room: number
}

/**
 * As much of an answer from a place on as fits, and where the next page begins. Lists are told one behind the other; all else
 * stands on every page. An item that is too long by itself is cut in its inner list. Nothing is left out of all pages
 * together, and no item is on two of them but where an inner list is cut.
 * @param body the operation's answer, of which `after` is where it began
 * @param room characters that are left of the page, where something stands on it already
 */
export function pageOf(body: unknown, paged: Paged, place: Place, most = MOST_CHARACTERS, room = most): Page {
  const begun = room < most
  if (paged.lists === null) {
    const all = items.safeParse(body)
    if (!all.success) return { body, next: null, room: 0 }
    const cut = take(all.data, { skip: place[2], inside: place[3], room, most, begun })
    return { body: cut.kept, next: cut.stop && [place[0], 0, ...cut.stop, place[4]], room: 0 }
  }
  const [after, from, skip, inside, limit] = place
  const whole = record.parse(body)
  const own: Body = { ...whole, ...Object.fromEntries(paged.lists.map((name) => [name, []])) }
  room -= lengthOf(own)
  for (const [at, name] of paged.lists.entries()) {
    if (at < from || (after !== null && paged.repeated?.includes(name))) continue
    const where = at === from ? { skip, inside } : { skip: 0, inside: 0 }
    const inner = at === 0 ? paged.inner : undefined
    const cut = take(items.parse(whole[name] ?? []), { ...where, room, most, begun, ...(inner && { inner }) })
    own[name] = cut.kept
    room = cut.room
    if (cut.stop) {
      const begins = at === 0 && cut.stop[0] === 0 && cut.stop[1] === 0
      return { body: own, next: [after, at, ...cut.stop, begins ? null : limit], room: 0 }
    }
  }
  return { body: own, next: nextOf(whole, paged), room }
}

/** Where the operation's own next page begins; null: this was the last. */
function nextOf(body: unknown, { reads }: Paged): Place | null {
  const behind = reads === undefined ? null : record.parse(body).next
  return typeof behind === 'string' ? [behind, 0, 0, 0, null] : null
}

/** Whether a page that begins here is the operation's answer as it stands, where that is short enough. */
const isBeginning = ({ repeated }: Paged, [after, list, skip, inside]: Place) =>
  list === 0 && skip === 0 && inside === 0 && (after === null || repeated === undefined)

const hasLists = (body: unknown, { lists }: Paged) =>
  lists === null || lists.every((name) => Array.isArray(record.parse(body)[name]))

/** Whether it has so many characters at most; it has no more of them than bytes. */
const fits = (whole: string | Buffer, most: number) => whole.length <= most || whole.toString().length <= most

/** Less room than this share of a page is not worth another look. */
const WORTH = 0.25

/** An operation's body as JSON that is there already, with nothing behind it. */
export interface WholeBody {
  status: number
  whole: string | Buffer
  accounts: RestAnswer['accounts']
}

/**
 * The same where the operation is asked page by page: until the answer is full, nothing is behind it, or it was asked as often
 * as it is at most. A refusal (status 400 and more) is handed on as it is.
 * @param read asks the operation
 * @returns `json` where the body is told as it stands, and the accounts that it is of where the operation tells them
 */
export async function pagesOf(
  paged: Paged,
  place: Place,
  read: (own: Record<string, string>) => Promise<{ status: number; body: unknown } | WholeBody>,
  most = MOST_CHARACTERS,
): Promise<{ status: number; body: unknown; next: Place | null; json?: string | Buffer; accounts?: WholeBody['accounts'] }> {
  let told: { status: number; body: unknown } | undefined
  let from = place
  let room = most
  for (const usual of paged.reads ?? [null]) {
    const [after, list, skip, inside, asked] = from
    const limit = asked ?? usual
    const own = { ...(after !== null && { after }), ...(limit !== null && { limit: String(limit) }) }
    const answer = await read(own)
    const { status } = answer
    const begins = told === undefined && isBeginning(paged, from)
    // Not taken apart where all of it is told.
    if ('whole' in answer && begins && fits(answer.whole, most)) {
      return { status, json: answer.whole, body: null, next: null, accounts: answer.accounts }
    }
    const body: unknown = 'whole' in answer ? JSON.parse(answer.whole.toString()) : answer.body
    if (status >= 400) return { status, body, next: null }
    if (begins && hasLists(body, paged) && nextOf(body, paged) === null) {
      const json = JSON.stringify(body)
      if (json.length <= most) return { status, body, next: null, json }
    }
    const page = pageOf(body, paged, [after, list, skip, inside, limit], most, room)
    told = { status, body: told === undefined ? page.body : joined(told.body, page.body, paged.lists ?? []) }
    if (page.next === null) return { ...told, next: null }
    from = page.next
    room = page.room
    if (room < WORTH * most) break
  }
  return { status: 200, body: null, ...told, next: from }
}

/** Two pages of an operation as one: lists one behind the other, all else as the later one has it. */
function joined(first: unknown, second: unknown, lists: readonly string[]): Body {
  const [one, two] = [record.parse(first), record.parse(second)]
  return { ...two, ...Object.fromEntries(lists.map((name) => [name, [...items.parse(one[name]), ...items.parse(two[name])]])) }
}

interface Take {
  skip: number
  inside: number
  /** What is left of the page. */
  room: number
  most: number
  /** Something stands on the page already. */
  begun: boolean
  inner?: string
}

/** Items that fit, and where the rest begins (items, and items within one); null: there is none. */
function take(
  all: readonly unknown[],
  { skip, inside, room, most, begun, inner }: Take,
): { kept: unknown[]; stop: [number, number] | null; room: number } {
  const kept: unknown[] = []
  for (let at = skip; at < all.length; at++) {
    const from = at === skip ? inside : 0
    const item = from > 0 ? withInner(all[at], inner, from) : all[at]
    const length = lengthOf(item) + 1
    if (length <= room) {
      kept.push(item)
      room -= length
      continue
    }
    // It goes to the next page, where it fits; one that fits on none begins on a page of its own and is cut.
    if (begun || kept.length > 0 || room < most / 2) return { kept, stop: [at, from], room }
    if (inner === undefined) return { kept: [item], stop: at + 1 < all.length ? [at + 1, 0] : null, room: 0 }
    const many = howMany(all[at], inner, from, room)
    const rest = innerOf(all[at], inner).length > from + many
    return {
      kept: [withInner(all[at], inner, from, from + many)],
      stop: rest ? [at, from + many] : at + 1 < all.length ? [at + 1, 0] : null,
      room: 0,
    }
  }
  return { kept, stop: null, room }
}

const lengthOf = (value: unknown) => JSON.stringify(value)?.length ?? 0
const innerOf = (item: unknown, inner: string) => items.parse(record.parse(item)[inner])

function withInner(item: unknown, inner: string | undefined, from: number, to?: number): unknown {
  return inner === undefined ? item : { ...record.parse(item), [inner]: innerOf(item, inner).slice(from, to) }
}

/** How many of an item's inner list fit; at least one, so that each page goes on. */
function howMany(item: unknown, inner: string, from: number, room: number): number {
  const list = innerOf(item, inner)
  let left = room - lengthOf({ ...record.parse(item), [inner]: [] })
  let many = 0
  while (from + many < list.length) {
    left -= lengthOf(list[from + many]) + 1
    if (left < 0 && many > 0) break
    many += 1
  }
  return many
}
