import * as z from 'zod'
import { DomainError } from '@/server/errors'
import type { BookPlace } from '@/server/services/balances/book'

/** Numbers of transactions as PostgreSQL takes them: the first and last, and those between that are under way, in order. */
function isSnapshot(text: string): boolean {
  const [, first, last, between] = /^(\d{1,18}):(\d{1,18}):([\d,]*)$/.exec(text) ?? []
  if (first === undefined || last === undefined) return false
  const [from, to] = [Number(first), Number(last)]
  const ways = between ? between.split(',') : []
  const inOrder = ways.every(
    (way, at) => /^\d{1,18}$/.test(way) && Number(way) >= Number(ways[at - 1] ?? from) && Number(way) < to,
  )
  return from > 0 && from <= to && inOrder
}

const cursor = z.tuple([
  z.string().max(3000).refine(isSnapshot),
  z.string().regex(/^[0-9a-f]{32}$/),
  z.number().int().min(0).max(100_000_000),
])

export const writeBookPlace = ({ seen, book, offset }: BookPlace) =>
  Buffer.from(JSON.stringify([seen, book, offset])).toString('base64url')

/** @throws DomainError `bad_request` for what is no cursor */
export function readBookPlace(text: string): BookPlace {
  try {
    const [seen, book, offset] = cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    return { seen, book, offset }
  } catch {
    const message = 'Send `next` of the page before as it is.'
    throw new DomainError('bad_request', message, { fields: { after: message } })
  }
}
