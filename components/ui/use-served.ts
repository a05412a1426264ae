'use client'
import { useState, useSyncExternalStore } from 'react'

const never = () => () => {}

/**
 * True on the server and where the browser takes over what the server drew, for as long as it stands; false where the browser
 * drew it itself. It never changes, so that nothing is drawn again for it: what is to be different once the page is alive is
 * made so in a transition, in pieces that leave room for a finger, not in one go right behind the first drawing.
 */
export function useServed(): boolean {
  const [own] = useState(() => ({ served: false }))
  return useSyncExternalStore(
    never,
    () => own.served,
    () => {
      own.served = true
      return true
    },
  )
}
