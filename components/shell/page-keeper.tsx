'use client'
import { useEffect, useRef } from 'react'
import { useDeskPath } from '../desk/navigation'
import { isFocusFree } from '../ui/focus-free'
import { useDensity } from './density'

/**
 * What every page does once it is there: it is as dense as this browser was told, and where the button that led here is gone,
 * the focus is on what it led to, not lost at the head of the document.
 */
export function PageKeeper() {
  useDensity()
  const path = useDeskPath()
  const before = useRef(path)
  useEffect(() => {
    if (before.current === path) return
    before.current = path
    if (isFocusFree()) document.getElementById('content')?.focus({ preventScroll: true })
  }, [path])
  return null
}
