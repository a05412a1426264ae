'use client'
import { useDisplay } from './display'
import { useHydrated } from './use-hydrated'
import { zoneOf } from './zone'

/**
 * The zone in which somebody reads times; null on the server and in the first render of whoever leaves it to their browser,
 * which alone knows it: until then nothing may be written that depends on it.
 */
export function useZone(): string | null {
  const display = useDisplay()
  const hydrated = useHydrated()
  return hydrated ? zoneOf(display) : (display.timeZone ?? null)
}
