'use client'
import { type ReactNode, useEffect, useRef } from 'react'

interface TabStripProps {
  label: string
  /** Address of the section that is looked at. */
  at: string
  /** Links with `tabClass`; that of the section has `aria-current="page"`. */
  children: ReactNode
}

/** Sections that are pages of their own, in one line; where it is too narrow for them, the one that is looked at is in sight. */
export function TabStrip({ label, at, children }: TabStripProps) {
  const strip = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it goes there when another section is looked at, and stays where somebody moved it to.
  useEffect(() => {
    const current = strip.current?.querySelector<HTMLElement>('[aria-current="page"]')
    if (strip.current && current)
      strip.current.scrollLeft = current.offsetLeft - (strip.current.clientWidth - current.offsetWidth) / 2
  }, [at])
  return (
    <nav ref={strip} aria-label={label} className="thin-scroll relative flex gap-5 overflow-x-auto border-b">
      {children}
    </nav>
  )
}
