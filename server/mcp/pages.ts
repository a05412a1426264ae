import { z } from 'zod'
import { DomainError } from '../errors'

/** How a long answer of an operation is cut into pages. */
export interface Paged {
  /** The lists in its answer, in the order in which they are told; null: the answer itself is one. */
  lists: readonly string[] | null
  /** A list within each item of the first, where one alone may be too long. */
  inner?: string
  /** Items asked for at a time, where the operation has pages of its own (`limit`, `after`, and `next` in its answer). */
  limit?: number
}

/** An answer's data is at most about so long, in characters of JSON: an agent's memory is small, and each answer is read whole. */
export const MOST_CHARACTERS = 40_000

/**
 * Where a page begins: behind so many items of which list, and so many within the first item; `after` as the operation has
 * it.
 */
const placeSchema = z.tuple([
  z.string().max(6000).nullable(),
  z.number().int().min(0).max(20),
  z.number().int().min(0),
  z.number().int().min(0),
])
export type Place = z.output<typeof placeSchema>
export const FIRST: Place = [null, 0, 0, 0]

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

/**
 * As much of an answer from a place on as fits, and where the next page begins (null: this is the last). Lists are told one
 * behind the other; all else stands on every page. An item that is too long by itself is cut in its inner list. Nothing is
 * left out of all pages together, and no item is on two of them but where an inner list is cut.
 * @param body the operation's answer, of which `after` is where it began
 */
export function pageOf(body: unknown, paged: Paged, place: Place, most = MOST_CHARACTERS): { body: unknown; next: Place | null } {
  if (paged.lists === null) {
    const all = items.safeParse(body)
    if (!all.success) return { body, next: null }
    const cut = take(all.data, { skip: place[2], inside: place[3], room: most, most })
    return { body: cut.kept, next: cut.stop && [place[0], 0, ...cut.stop] }
  }
  const [after, from, skip, inside] = place
  const whole = record.parse(body)
  const own: Body = { ...whole, ...Object.fromEntries(paged.lists.map((name) => [name, []])) }
  let room = most - lengthOf(own)
  for (const [at, name] of paged.lists.entries()) {
    // What stands on every page of an operation that has pages of its own is told on the first.
    if (at < from || (at > 0 && after !== null)) continue
    const begins = at === from ? { skip, inside } : { skip: 0, inside: 0 }
    const inner = at === 0 ? paged.inner : undefined
    const cut = take(items.parse(whole[name] ?? []), { ...begins, room, most, ...(inner && { inner }) })
    own[name] = cut.kept
    room -= lengthOf(cut.kept)
    if (cut.stop) return { body: own, next: [after, at, ...cut.stop] }
  }
  const behind = paged.limit === undefined ? null : whole.next
  return { body: own, next: typeof behind === 'string' ? [behind, 0, 0, 0] : null }
}

interface Take {
  skip: number
  inside: number
  /** What is left of the page. */
  room: number
  most: number
  inner?: string
}

/** Items that fit, and where the rest begins (items, and items within one); null: there is none. */
function take(
  all: readonly unknown[],
  { skip, inside, room, most, inner }: Take,
): { kept: unknown[]; stop: [number, number] | null } {
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
    if (kept.length > 0 || room < most / 2) return { kept, stop: [at, from] }
    if (inner === undefined) return { kept: [item], stop: at + 1 < all.length ? [at + 1, 0] : null }
    const many = howMany(all[at], inner, from, room)
    const rest = innerOf(all[at], inner).length > from + many
    return {
      kept: [withInner(all[at], inner, from, from + many)],
      stop: rest ? [at, from + many] : at + 1 < all.length ? [at + 1, 0] : null,
    }
  }
  return { kept, stop: null }
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
