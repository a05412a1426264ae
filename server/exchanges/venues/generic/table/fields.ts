import { z } from 'zod'
import type { DecimalString } from '../../../../domain/decimal'
import type { MarginMode, PositionSide } from '../../../../domain/types'
import { add, plainDecimal } from '../../../ccxt/amounts'
import { at } from '../envelope'

/** A row of an exchange's answer, read field by field. */
export type Row = Record<string, unknown>

const Rows = z.array(z.record(z.string(), z.unknown()))

/** The rows of the list at a path. @throws ZodError where there is none */
export const rowsAt = (answer: unknown, path: string): Row[] => Rows.parse(at(answer, path))
/** The same, none where a list may be missing (an account without positions). */
export const rowsIfAny = (answer: unknown, path: string): Row[] => {
  const found = at(answer, path)
  return found === undefined || found === null ? [] : Rows.parse(found)
}

/** The first of the named figures that is told. */
export function figure(row: Row, ...paths: string[]): DecimalString | null {
  for (const path of paths) {
    const told = plainDecimal(at(row, path))
    if (told !== null) return told
  }
  return null
}

/** The sum of parts; null as soon as one that there must be is not told: what is missing is no zero. */
export function whole(row: Row, ...paths: string[]): DecimalString | null {
  const parts = paths.map((path) => plainDecimal(at(row, path)))
  return parts.includes(null) ? null : add(...parts)
}

/** The first of the named words, in lower case; empty where none is told. */
export function word(row: Row, ...paths: string[]): string {
  for (const path of paths) {
    const told = at(row, path)
    if (typeof told === 'string' || typeof told === 'number' || typeof told === 'boolean') return String(told).toLowerCase()
  }
  return ''
}

/** An id as the exchange writes it. */
export function id(row: Row, ...paths: string[]): string {
  for (const path of paths) {
    const told = at(row, path)
    if (typeof told === 'string' || typeof told === 'number') return String(told)
  }
  return 'a market without a name'
}

/** `long` and `short` are the sides of hedge mode; `both`, `net` and nothing are one-way. */
export function sideOf(side: string): PositionSide {
  return side === 'long' || side === 'short' ? side : 'net'
}

/** What exchanges call the two margin modes. */
export function modeOf(mode: string): MarginMode | null {
  if (/^(isolated|fixed|iso)/.test(mode)) return 'isolated'
  return /^cross/.test(mode) ? 'cross' : null
}
