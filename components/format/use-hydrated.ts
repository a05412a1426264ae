'use client'
import { startTransition, useEffect, useState } from 'react'
import { useServed } from '../ui/use-served'

/**
 * False on the server and in the browser's first render of what the server drew, true soon after and wherever the browser drew
 * it itself: what may already be there on one side and still be on its way on the other is shown after it.
 */
export function useHydrated(): boolean {
  const served = useServed()
  const [alive, setAlive] = useState(false)
  useEffect(() => {
    if (served) startTransition(() => setAlive(true))
  }, [served])
  return alive || !served
}
