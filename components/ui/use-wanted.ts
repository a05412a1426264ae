'use client'
import { useEffect, useState } from 'react'
import { useOnce } from './use-once'

/** By then a page has fetched and drawn what it shows; idle moments before that are waits for the network. */
const SETTLED_MS = 3000

/** Calls once the page has settled and the browser has nothing better to do. @returns what calls it off */
export function onSettled(then: () => void): () => void {
  let handle: number | null = null
  const timer = setTimeout(() => {
    if (typeof requestIdleCallback === 'function') handle = requestIdleCallback(then, { timeout: 10_000 })
    else then()
  }, SETTLED_MS)
  return () => {
    clearTimeout(timer)
    if (handle !== null) cancelIdleCallback(handle)
  }
}

/** True from the first use on, or once the browser has nothing better to do: until then the code is not asked for. */
export function useWanted(used: boolean): boolean {
  const [settled, setSettled] = useState(false)
  useEffect(() => onSettled(() => setSettled(true)), [])
  return useOnce(used) || settled
}
