'use client'
import { type RefObject, useEffect, useRef } from 'react'
import { Decimal, type DecimalString } from '@/server/domain/decimal'

/**
 * Lights the element up for a moment when its value changed: teal when it rose, vermillion when it fell. Nothing moves
 * in size, and nothing happens for people who want no motion.
 */
export function useFlash(value: DecimalString | null): RefObject<HTMLSpanElement | null> {
  const element = useRef<HTMLSpanElement>(null)
  const before = useRef(value)
  useEffect(() => {
    const previous = before.current
    before.current = value
    const node = element.current
    if (node === null || value === null || previous === null || value === previous) return
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
    const direction = new Decimal(value).comparedTo(previous)
    if (direction === 0) return
    const colour = `color-mix(in oklab, var(${direction > 0 ? '--profit' : '--loss'}) 15%, transparent)`
    node.animate([{ backgroundColor: colour, boxShadow: `0 0 0 2px ${colour}` }, { backgroundColor: 'transparent' }], {
      duration: 1200,
      easing: 'ease-out',
    })
  }, [value])
  return element
}
