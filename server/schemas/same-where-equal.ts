/**
 * `after` with every part of `before` in it that is equal: what has not changed stays the same object, and nothing that is
 * drawn from it is drawn again. What a query client does by itself ends at dates, of which every list of ours has some: an
 * answer that brought nothing new had a whole page drawn anew.
 *
 * Plain objects, lists and dates are compared; anything else is equal where it is the same. Neither argument is changed.
 */
export function sameWhereEqual(before: unknown, after: unknown): unknown {
  if (Object.is(before, after)) return before
  if (before instanceof Date && after instanceof Date) return Object.is(before.getTime(), after.getTime()) ? before : after
  if (Array.isArray(before) && Array.isArray(after)) return sameList(before, after)
  if (isPlain(before) && isPlain(after)) return sameRecord(before, after)
  return after
}

function sameList(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  const parts = after.map((part, at) => (at < before.length ? sameWhereEqual(before[at], part) : part))
  return before.length === after.length && parts.every((part, at) => Object.is(part, before[at])) ? before : parts
}

function sameRecord(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>) {
  const names = Object.keys(after)
  let equal = names.length === Object.keys(before).length
  const parts: Record<string, unknown> = {}
  for (const name of names) {
    const had = Object.hasOwn(before, name)
    const part = had ? sameWhereEqual(before[name], after[name]) : after[name]
    equal &&= had && Object.is(part, before[name])
    parts[name] = part
  }
  return equal ? before : parts
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
