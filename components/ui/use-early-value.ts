'use client'
import { useCallback, useRef } from 'react'

/** A ref for a controlled field: what was typed into it before the page was alive is told to its owner. */
export function useEarlyValue(onValue: (value: string) => void) {
  const latest = useRef(onValue)
  latest.current = onValue
  return useCallback((field: HTMLInputElement | null) => {
    if (field && field.value !== field.defaultValue) latest.current(field.value)
  }, [])
}
