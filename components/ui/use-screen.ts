'use client'
import { useSyncExternalStore } from 'react'

/** Tailwind's `md`: from here on there is a table where phones have a list. */
const WIDE = '(min-width: 48rem)'

function subscribe(changed: () => void): () => void {
  const wide = matchMedia(WIDE)
  wide.addEventListener('change', changed)
  return () => wide.removeEventListener('change', changed)
}

/**
 * Which of two shapes this screen shows, so that the other need not be kept up to date behind `hidden`. Null on the
 * server and until the page is alive: then both are there and the style sheet chooses.
 */
export function useScreen(): 'wide' | 'narrow' | null {
  return useSyncExternalStore<'wide' | 'narrow' | null>(
    subscribe,
    () => (matchMedia(WIDE).matches ? 'wide' : 'narrow'),
    () => null,
  )
}
