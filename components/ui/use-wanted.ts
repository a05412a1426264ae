'use client'
import { useEffect, useState } from 'react'

/** True from the first use on, or once the browser has nothing better to do: until then the code is not asked for. */
export function useWanted(used: boolean): boolean {
  const [idle, setIdle] = useState(false)
  const [once, setOnce] = useState(false)
  if (used && !once) setOnce(true)
  useEffect(() => {
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(() => setIdle(true), 3000)
      return () => clearTimeout(timer)
    }
    const handle = requestIdleCallback(() => setIdle(true), { timeout: 10_000 })
    return () => cancelIdleCallback(handle)
  }, [])
  return used || once || idle
}
