'use client'
import { startTransition, useEffect, useState } from 'react'

/**
 * False on the server and at first, true once the page is alive and nothing more urgent is to be drawn: for what lies below
 * the screen. The server then renders what is looked at, and the browser comes to life on that.
 */
export function useLater(): boolean {
  const [later, setLater] = useState(false)
  useEffect(() => startTransition(() => setLater(true)), [])
  return later
}
