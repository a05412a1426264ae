import { absolute, negated } from '../../../ccxt/amounts'
import { at } from '../envelope'
import type { CodeOf } from '../exchange'
import type { OwnRow } from '../ledger'
import type { Row } from './fields'

/** What readers of exchanges' own rows have in common. */

export type Own = (row: Row, codeOf: CodeOf) => readonly OwnRow[]

/** Empty where nothing is told. */
export const text = (row: Row, path: string): string => {
  const found = at(row, path)
  return typeof found === 'string' || typeof found === 'number' ? String(found) : ''
}
/** Null where nothing is told. */
export const told = (row: Row, path: string) => text(row, path) || null
/** With the sign of its direction, whatever it was sent with. */
export const signed = (out: boolean, size: string | null) =>
  size === null ? null : out ? negated(absolute(size)) : absolute(size)
