import { STRING_OR_NUMBER } from '../json-tokens'

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
const DIGIT = /\d/

/** Every bare number as a string. Where no quote is escaped, every second piece between quotes is outside of strings. */
function numbersQuoted(text: string): string {
  if (text.includes('\\')) return text.replace(STRING_OR_NUMBER, (token) => (token.startsWith('"') ? token : `"${token}"`))
  const pieces = text.split('"')
  for (let n = 0; n < pieces.length; n += 2) {
    const piece = pieces[n] ?? ''
    if (DIGIT.test(piece)) pieces[n] = piece.replace(NUMBER, '"$&"')
  }
  return pieces.join('"')
}

/**
 * Parses JSON with every number as the string that was sent: a double would lose digits of a balance. Undefined for
 * what is no JSON object or list.
 */
export function parseJsonExactly(text: string): unknown {
  const trimmed = text.trim()
  if (!/^[[{]/.test(trimmed)) return undefined
  try {
    return JSON.parse(numbersQuoted(trimmed))
  } catch {
    return undefined
  }
}
