'use client'
import { useSyncExternalStore } from 'react'

const never = () => () => {}

/**
 * False on the server and in the browser's first render, true from then on: what may already be there on one side and
 * still be on its way on the other is shown after it.
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
