'use client'
import { useSyncExternalStore } from 'react'

/**
 * A text that is kept in this browser, the same in all its tabs; null where there is none, on the server, and in a browser that
 * keeps nothing for this site.
 * @param key asked each time: whose text it is may be known only once a page is drawn
 */
export function keptText(key: () => string): { write: (text: string | null) => void; use: () => string | null } {
  const listeners = new Set<() => void>()

  function read(): string | null {
    try {
      return window.localStorage.getItem(key())
    } catch {
      return null
    }
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
    write(text) {
      try {
        if (text === null) window.localStorage.removeItem(key())
        else window.localStorage.setItem(key(), text)
      } catch {
        return
      }
      for (const listener of listeners) listener()
    },
    use: () => useSyncExternalStore(subscribe, read, () => null),
  }
}
