'use client'
import { useEffect } from 'react'
import { useTRPCClient } from '../trpc-provider'
import { onSettled } from '../ui/use-wanted'

/**
 * Looks, once a page has settled, whose messages this browser takes: another person's, whose session ended without a word,
 * are given up. Browsers that were never allowed to show any are asked nothing.
 */
export function DeviceKeeper() {
  const client = useTRPCClient()
  useEffect(() => {
    if (!('serviceWorker' in navigator && 'Notification' in window) || Notification.permission !== 'granted') return
    return onSettled(() => {
      void (async () => {
        const { deviceHere, giveUp } = await import('./browser')
        const device = await deviceHere()
        if (device === null) return
        const { mine } = await client.alerts.seeDevice.mutate({ device })
        if (!mine) await giveUp()
        // Without a network nothing is known; the next page looks again.
      })().catch(() => {})
    })
  }, [client])
  return null
}
