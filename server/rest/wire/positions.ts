import * as z from 'zod'
import { DomainError } from '@/server/errors'
import type { PositionsAfter, PositionsPage } from '@/server/services/balances/positions'
import type { positionsResponse } from '../schemas/balances'
import { wireAccountError, wireAge, wireAsset } from './balances'
import type { Amounts } from './numbers'

export function wirePositions(page: PositionsPage, now: Date, amounts: Amounts): z.input<typeof positionsResponse> {
  const { sums } = page
  return {
    positions: page.positions.map(({ asset, holder }) => ({
      account_id: holder.id,
      account_name: holder.name,
      exchange: holder.exchangeName,
      as_of: holder.asOf.toISOString(),
      age_seconds: wireAge(holder.asOf, now),
      stale: holder.stale,
      ...wireAsset(asset, amounts),
    })),
    count: sums.rows,
    notional: amounts.numOrNull(sums.positions),
    gross: amounts.numOrNull(sums.gross),
    notional_bound: sums.bounds.positions,
    gross_bound: sums.bounds.gross,
    unrealized_profit: amounts.numOrNull(sums.profit),
    unpriced: sums.unpriced,
    left_out: { count: sums.leftOut.count, account_names: sums.leftOut.names },
    errors: page.errors.map(wireAccountError),
    next: page.next && writePositionsCursor(page.next),
  }
}

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

export const writePositionsCursor = ({ seen, book, offset }: PositionsAfter) =>
  Buffer.from(JSON.stringify([seen, book, offset])).toString('base64url')

/** @throws DomainError `bad_request` for what is no cursor */
export function readPositionsCursor(text: string): PositionsAfter {
  try {
    const [seen, book, offset] = cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    return { seen, book, offset }
  } catch {
    const message = 'Send `next` of the page before as it is.'
    throw new DomainError('bad_request', message, { fields: { after: message } })
  }
}
