'use client'
import type { ReactNode } from 'react'
import { useLater } from './use-later'

/** What lies below the screen (see `useLater`), in a place of its own: nothing around it is drawn again when it comes. */
export function Later({ place, children }: { place: ReactNode; children: ReactNode }) {
  return useLater() ? children : place
}
