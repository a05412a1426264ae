'use client'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { exactSelection } from './exact-copy'

interface Shown {
  text: string
  left: number
  top: number
  below: boolean
}

/** Hovering this long shows the exact figure. */
const DELAY_MS = 350

/**
 * One tooltip and one copy handler for all figures on the page: a pointer at rest on a figure shows every digit, and
 * what is copied has every digit. Thousands of cells cost one listener.
 */
export function ExactFigures(): ReactNode {
  const [shown, setShown] = useState<Shown | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    let current: Element | null = null
    const hide = () => {
      clearTimeout(timer.current)
      current = null
      setShown(null)
    }
    const over = (event: PointerEvent) => {
      const figure = event.target instanceof Element ? event.target.closest('[data-exact]') : null
      if (figure === current) return
      hide()
      if (!(figure instanceof HTMLElement)) return
      current = figure
      timer.current = setTimeout(() => {
        const { exact, unit } = figure.dataset
        if (exact === undefined || !figure.isConnected) return
        const box = figure.getBoundingClientRect()
        const below = box.top < 56
        setShown({
          text: `${exact.replace('-', '\u2212')}${unit ? ` ${unit}` : ''}`,
          left: Math.min(Math.max(box.left + box.width / 2, 60), innerWidth - 60),
          top: below ? box.bottom + 6 : box.top - 6,
          below,
        })
      }, DELAY_MS)
    }
    const copy = (event: ClipboardEvent) => {
      const selection = getSelection()
      const text = selection ? exactSelection(selection) : null
      if (text === null || !event.clipboardData) return
      event.clipboardData.setData('text/plain', text)
      event.preventDefault()
    }
    const key = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide()
    }
    document.addEventListener('pointerover', over)
    document.addEventListener('pointerdown', hide)
    document.addEventListener('scroll', hide, { capture: true, passive: true })
    document.addEventListener('keydown', key)
    document.addEventListener('copy', copy)
    return () => {
      hide()
      document.removeEventListener('pointerover', over)
      document.removeEventListener('pointerdown', hide)
      document.removeEventListener('scroll', hide, { capture: true })
      document.removeEventListener('keydown', key)
      document.removeEventListener('copy', copy)
    }
  }, [])

  if (shown === null) return null
  return (
    <div
      role="tooltip"
      className="figures pointer-events-none fixed z-50 rounded-md bg-primary px-2 py-1 text-primary-foreground text-xs shadow-pop"
      style={{ left: shown.left, top: shown.top, transform: `translate(-50%, ${shown.below ? '0' : '-100%'})` }}
    >
      {shown.text}
    </div>
  )
}
