'use client'
import { useEffect, useRef } from 'react'

/** Milliseconds in which the second key of `g o` has to follow. */
const SEQUENCE_MS = 1200

/** Typing, an open dialog or menu, and modified keys are no shortcuts. */
function isElsewhere(event: KeyboardEvent): boolean {
  if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing || event.defaultPrevented) return true
  const target = event.target
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.closest('input, textarea, select, [role="dialog"], [role="menu"], [role="listbox"]'))
    return true
  return document.querySelector('[role="dialog"][data-state="open"], [role="alertdialog"][data-state="open"]') !== null
}

/**
 * Global keys. Names are a key (`r`, `?`), two keys in a row (`g o`), or `mod+k`, which works while typing too. Keys
 * without a modifier act only while `single` is true.
 */
export function useHotkeys(bindings: Readonly<Record<string, () => void>>, single: boolean): void {
  const latest = useRef(bindings)
  useEffect(() => {
    latest.current = bindings
  })
  useEffect(() => {
    let first: string | null = null
    let firstAt = 0
    function onKeyDown(event: KeyboardEvent) {
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
      const mod = event.metaKey || event.ctrlKey
      if (mod && !event.altKey && !event.shiftKey && latest.current[`mod+${key}`]) {
        event.preventDefault()
        latest.current[`mod+${key}`]?.()
        return
      }
      if (!single || event.repeat || isElsewhere(event)) return
      const sequence = first !== null && event.timeStamp - firstAt < SEQUENCE_MS ? `${first} ${key}` : null
      const action = (sequence ? latest.current[sequence] : undefined) ?? latest.current[key]
      if (action) {
        event.preventDefault()
        first = null
        action()
      } else {
        first = key
        firstAt = event.timeStamp
      }
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [single])
}
