'use client'
import { RefreshCw } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { cn } from '../ui/cn'
import { useRefresh } from './use-refresh'

/** So many pixels of a pull have everything read anew when it is let go; it goes no further than twice that. */
const ENOUGH = 72

/** Something between the page and what was touched is scrolled down: pulling it scrolls it back. */
function isScrolled(element: Element | null): boolean {
  return element !== null && (element.scrollTop > 0 || isScrolled(element.parentElement))
}

/** On phones: pulling the page down at its top asks the exchanges anew, as the button does. Nothing elsewhere. */
export function PullToRefresh() {
  const { refresh, refreshing } = useRefresh()
  const [pulled, setPulled] = useState(0)
  const latest = useRef(refresh)
  useEffect(() => {
    latest.current = refresh
  })
  useEffect(() => {
    if (!matchMedia('(pointer: coarse)').matches) return
    let from: number | null = null
    let far = 0
    const set = (distance: number) => {
      far = distance
      setPulled(distance)
    }
    const start = (event: TouchEvent) => {
      const [only, more] = event.touches
      const { target } = event
      // Panels that are open have their own way of scrolling, and so have tables on tablets.
      const elsewhere =
        target instanceof Element &&
        (target.closest('[role="dialog"], [role="menu"], [role="listbox"], [role="img"]') !== null || isScrolled(target))
      from = only && !more && scrollY <= 0 && !elsewhere ? only.clientY : null
    }
    const move = (event: TouchEvent) => {
      const [only] = event.touches
      if (from === null || !only) return
      // The page follows the finger half as fast: it is being held.
      const distance = scrollY > 0 ? 0 : Math.min(ENOUGH * 2, Math.max(0, (only.clientY - from) / 2))
      if (distance !== far) set(distance)
    }
    const drop = () => {
      from = null
      if (far !== 0) set(0)
    }
    const end = () => {
      if (from !== null && far >= ENOUGH) latest.current()
      drop()
    }
    const passive = { passive: true }
    addEventListener('touchstart', start, passive)
    addEventListener('touchmove', move, passive)
    addEventListener('touchend', end)
    addEventListener('touchcancel', drop)
    return () => {
      removeEventListener('touchstart', start)
      removeEventListener('touchmove', move)
      removeEventListener('touchend', end)
      removeEventListener('touchcancel', drop)
    }
  }, [])
  if (pulled === 0) return null
  const ready = pulled >= ENOUGH
  return (
    <div aria-hidden className="pointer-events-none fixed inset-x-0 top-12 z-40 flex justify-center">
      <span
        className={cn('grid size-9 place-items-center rounded-full border bg-popover shadow-pop', ready && 'text-brand')}
        style={{ transform: `translateY(${pulled / 2}px) rotate(${pulled * 3}deg)`, opacity: Math.min(1, pulled / ENOUGH) }}
      >
        <RefreshCw className={cn('size-4', refreshing && 'animate-spin')} />
      </span>
    </div>
  )
}
