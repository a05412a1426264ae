'use client'
import type { ReactNode } from 'react'
import { useHydrated } from '../format/use-hydrated'

/**
 * What is of no use before the page is alive, such as what a click opens: by itself, so that it comes without what it stands
 * in being drawn a second time.
 */
export function OnceAlive({ children }: { children: ReactNode }) {
  return useHydrated() ? children : null
}
