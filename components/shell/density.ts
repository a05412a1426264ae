'use client'
import { useEffect } from 'react'
import { keptChoice } from '../ui/kept-choice'
import { DENSITIES, DENSITY_KEY, type Density } from '../ui/theme-script'

export const densityChoice = keptChoice<Density>(DENSITY_KEY, DENSITIES)

/** How large everything is to what it is by default; `globals.css` says the same of the page. */
const SCALES: Record<Density, number> = { regular: 1, compact: 15 / 16, large: 18 / 16 }

/** Factor of heights that are reckoned in pixels, where all others follow by themselves. */
export function useScale(): number {
  return SCALES[densityChoice.use()]
}

/** Has the page follow the choice; the first paint does so by itself. */
export function useDensity(): void {
  const density = densityChoice.use()
  useEffect(() => {
    document.documentElement.dataset.density = density
  }, [density])
}
