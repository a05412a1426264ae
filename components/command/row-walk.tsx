'use client'
import { type ReactNode, useEffect, useRef } from 'react'
import { useShortcutPreference } from './shortcut-preference'
import { useHotkeys } from './use-hotkeys'

/** What a row is for: the first that it can be opened with. */
const MAIN = 'a[href], button'

/** Of each row in sight, in their order, what opens it. */
function mains(frame: HTMLElement | null): HTMLElement[] {
  return [...(frame?.querySelectorAll('tbody > tr') ?? [])].flatMap((row) => {
    const main = [...row.querySelectorAll<HTMLElement>(MAIN)].find((element) => element.checkVisibility())
    return main ? [main] : []
  })
}

/** Where a key leads from a row among so many; null: nowhere. */
export function stepOf(
  { key, altKey, ctrlKey, metaKey, shiftKey }: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>,
  { from, last, page = 10 }: { from: number; last: number; page?: number },
): number | null {
  if (altKey || ctrlKey || metaKey || shiftKey) return null
  const to: Record<string, number> = {
    ArrowDown: from + 1,
    j: from + 1,
    ArrowUp: from - 1,
    k: from - 1,
    PageDown: Math.min(last, from + page),
    PageUp: Math.max(0, from - page),
    Home: 0,
    End: last,
  }
  return to[key] ?? null
}

/**
 * A short table that is walked as the long ones are: from elsewhere on the page j leads to its first row, j, k and the arrows
 * from row to row, and Enter opens one. One on a page, around all of its tables: j begins with the first of them.
 */
export function RowWalk({ children }: { children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null)
  const [single] = useShortcutPreference()
  useHotkeys({ j: () => mains(frame.current)[0]?.focus() }, single)
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const onKeyDown = (event: KeyboardEvent) => {
      const all = mains(element)
      const from = event.target instanceof HTMLElement ? all.indexOf(event.target) : -1
      if (from === -1 || event.defaultPrevented) return
      const to = stepOf(event, { from, last: all.length - 1 })
      if (to === null) return
      const next = all[to]
      next?.focus()
      // At the ends a letter stays, where an arrow moves the page on.
      if (next || event.key.length === 1) event.preventDefault()
    }
    element.addEventListener('keydown', onKeyDown)
    return () => element.removeEventListener('keydown', onKeyDown)
  }, [])
  return (
    <div ref={frame} className="contents">
      {children}
    </div>
  )
}
