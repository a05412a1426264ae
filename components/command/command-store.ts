'use client'
import { useSyncExternalStore } from 'react'

type Panel = 'palette' | 'shortcuts' | null

let open: Panel = null
const listeners = new Set<() => void>()

/** Which of the two keyboard panels is open; any button may open one without a provider in between. */
export function showPanel(panel: Panel): void {
  open = panel
  for (const listener of listeners) listener()
}

export function usePanel(): Panel {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => open,
    () => null,
  )
}
