import { STRING_OR_NUMBER } from '../json-tokens'

/** JSON whose numbers keep the digits that were sent: each is a string behind `NUMBER`. */
export type Json = string | boolean | null | Json[] | { [key: string]: Json }

/** A private-use character that no exchange sends; it tells a number from a string of digits. */
const NUMBER = '\u{E000}'
const MARKED = new RegExp(`"${NUMBER}(-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)"`, 'g')

/** Undefined for what is no JSON object or list: that is kept as text. */
export function parseExactly(text: string): Json | undefined {
  if (!/^\s*[[{]/.test(text) || text.includes(NUMBER)) return undefined
  try {
    const marked = text.replace(STRING_OR_NUMBER, (token) => (token.startsWith('"') ? token : `"${NUMBER}${token}"`))
    // What JSON.parse gives here is what `Json` says: numbers became strings before.
    return JSON.parse(marked) as Json
  } catch {
    return undefined
  }
}

/** Back to JSON, numbers as numbers with their digits. */
export function writeExactly(value: unknown): string {
  return JSON.stringify(value, null, 1).replace(MARKED, '$1')
}

/** The digits of a leaf and how it was written; null for what is no number. */
export function numberIn(leaf: string): { digits: string; write: (digits: string) => string } | null {
  const marked = leaf.startsWith(NUMBER)
  const digits = marked ? leaf.slice(1) : leaf
  if (!/^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(digits)) return null
  return { digits, write: (changed) => (marked ? NUMBER + changed : changed) }
}

/** A leaf without the mark. */
export function plainText(leaf: string): string {
  return leaf.startsWith(NUMBER) ? leaf.slice(1) : leaf
}
