/**
 * The dotted path of a text (or of what holds a field so named) with U+0000 in it; null where there is none. An input that
 * is no object is called `input`. Without recursion: an input may be nested as deeply as a request is long.
 */
export function fieldWithNul(input: unknown): string | null {
  const rest: { path: string; value: unknown }[] = [{ path: '', value: input }]
  for (let next = rest.pop(); next; next = rest.pop()) {
    const { path, value } = next
    if (typeof value === 'string' && value.includes('\u0000')) return path || 'input'
    if (typeof value !== 'object' || value === null) continue
    for (const [key, inner] of Object.entries(value)) {
      if (key.includes('\u0000')) return path || 'input'
      // Nobody reads a longer one, and a deep nesting would make them long.
      rest.push({ path: path === '' ? key : path.length > 200 ? path : `${path}.${key}`, value: inner })
    }
  }
  return null
}
