'use client'
import { useSyncExternalStore } from 'react'
import { lazyPart } from './lazy-part'
import { onToastsWanted, toastsWanted } from './toast'
import { useWanted } from './use-wanted'

// What is said waits for it.
const Toasts = lazyPart(() => import('./toasts').then((module) => module.Toasts), { persist: true })

/** The place of short confirmations. */
export function Toaster() {
  const wanted = useSyncExternalStore(onToastsWanted, toastsWanted, () => false)
  return useWanted(wanted) ? <Toasts /> : null
}
