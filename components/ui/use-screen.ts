'use client'
import { startTransition, useEffect, useState } from 'react'
import { useServed } from './use-served'

/** Tailwind's `md`: from here on there is a table where phones have a list. */
const WIDE = '(min-width: 48rem)'

type Screen = 'wide' | 'narrow'

const now = (): Screen => (matchMedia(WIDE).matches ? 'wide' : 'narrow')

/**
 * Which of two shapes this screen shows, so that the other need not be kept up to date behind `hidden`. Null on the
 * server and until the page is alive: then both are there and the style sheet chooses.
 */
export function useScreen(): Screen | null {
  const served = useServed()
  const [screen, setScreen] = useState(() => (served ? null : now()))
  useEffect(() => {
    const see = () => setScreen(now())
    startTransition(see)
    const wide = matchMedia(WIDE)
    wide.addEventListener('change', see)
    return () => wide.removeEventListener('change', see)
  }, [])
  return screen
}
