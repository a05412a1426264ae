import { STRING_OR_NUMBER } from '../json-tokens'

/**
 * Parses JSON with every number as the string that was sent: a double would lose digits of a balance. Undefined for
 * what is no JSON object or list.
 */
export function parseJsonExactly(text: string): unknown {
  const trimmed = text.trim()
  if (!/^[[{]/.test(trimmed)) return undefined
  try {
    return JSON.parse(trimmed.replace(STRING_OR_NUMBER, (token) => (token.startsWith('"') ? token : `"${token}"`)))
  } catch {
    return undefined
  }
}
