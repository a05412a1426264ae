'use client'
import { useEffect, useState } from 'react'

/** By then a page has fetched and drawn what it shows; idle moments before that are waits for the network. */
const SETTLED_MS = 3000

/** True from the first use on, or once the browser has nothing better to do: until then the code is not asked for. */
export function useWanted(used: boolean): boolean {
  const [idle, setIdle] = useState(false)
  const [once, setOnce] = useState(false)
  if (used && !once) setOnce(true)
  useEffect(() => {
    let handle: number | null = null
    const timer = setTimeout(() => {
      if (typeof requestIdleCallback === 'function') handle = requestIdleCallback(() => setIdle(true), { timeout: 10_000 })
      else setIdle(true)
    }, SETTLED_MS)
    return () => {
      clearTimeout(timer)
      if (handle !== null) cancelIdleCallback(handle)
    }
  }, [])
  return used || once || idle
}
