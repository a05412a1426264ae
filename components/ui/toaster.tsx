'use client'
import dynamic from 'next/dynamic'
import { useSyncExternalStore } from 'react'
import { onToastsWanted, toastsWanted } from './toast'
import { useWanted } from './use-wanted'

const Toasts = dynamic(() => import('./toasts').then((module) => module.Toasts))

/** The place of short confirmations. */
export function Toaster() {
  const wanted = useSyncExternalStore(onToastsWanted, toastsWanted, () => false)
  return useWanted(wanted) ? <Toasts /> : null
}
