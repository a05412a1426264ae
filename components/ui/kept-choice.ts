'use client'
import { useSyncExternalStore } from 'react'

/**
 * A choice that belongs to this browser, not to the person: kept in it, the same in all its tabs. What nobody chose, and what
 * is none of the choices, is the first of them; so it is on the server.
 */
export function keptChoice<Value extends string>(key: string, values: readonly [Value, ...Value[]]) {
  const [first] = values
  const listeners = new Set<() => void>()

  function read(): Value {
    try {
      const kept = window.localStorage.getItem(key)
      return values.find((value) => value === kept) ?? first
    } catch {
      // A browser that keeps nothing for this site.
      return first
    }
  }

  function write(next: Value): void {
    try {
      if (next === first) window.localStorage.removeItem(key)
      else window.localStorage.setItem(key, next)
    } catch {
      return
    }
    for (const listener of listeners) listener()
  }

  function subscribe(listener: () => void): () => void {
    listeners.add(listener)
    window.addEventListener('storage', listener)
    return () => {
      listeners.delete(listener)
      window.removeEventListener('storage', listener)
    }
  }

  return {
    write,
    use: (): Value => useSyncExternalStore(subscribe, read, () => first),
  }
}
