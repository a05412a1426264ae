'use client'
import { keptText } from './kept-text'

/**
 * A choice that belongs to this browser, not to the person: kept in it, the same in all its tabs. What nobody chose, and what
 * is none of the choices, is the first of them; so it is on the server.
 */
export function keptChoice<Value extends string>(key: string, values: readonly [Value, ...Value[]]) {
  const [first] = values
  const kept = keptText(() => key)
  return {
    write: (next: Value): void => kept.write(next === first ? null : next),
    use(): Value {
      const text = kept.use()
      return values.find((value) => value === text) ?? first
    },
  }
}
