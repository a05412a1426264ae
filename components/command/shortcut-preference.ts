'use client'
import { useSyncExternalStore } from 'react'

const KEY = 'ballast.single-key-shortcuts'
const listeners = new Set<() => void>()

function read(): boolean {
  return window.localStorage.getItem(KEY) !== 'off'
}

/** Whether keys without a modifier act. Kept in this browser: people who dictate turn them off where they dictate. */
export function useShortcutPreference(): [on: boolean, set: (on: boolean) => void] {
  const on = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      window.addEventListener('storage', listener)
      return () => {
        listeners.delete(listener)
        window.removeEventListener('storage', listener)
      }
    },
    read,
    () => true,
  )
  function set(next: boolean) {
    if (next) window.localStorage.removeItem(KEY)
    else window.localStorage.setItem(KEY, 'off')
    for (const listener of listeners) listener()
  }
  return [on, set]
}
