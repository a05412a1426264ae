'use client'
import { useLingui } from '@lingui/react/macro'
import { Minimize2 } from 'lucide-react'
import { useEffect } from 'react'
import { useDeskRouter } from '../desk/navigation'
import { Button } from '../ui/button'

/**
 * `?wall`: a screen that one can leave on a wall. Nothing but the figures and how fresh they are, larger, and the screen stays
 * on. Escape, or the button in the corner, leads back.
 */
export function WallMode(_: { open?: boolean }) {
  const { t } = useLingui()
  const router = useDeskRouter()
  useEffect(() => {
    const root = document.documentElement
    root.dataset.wall = ''
    return () => {
      delete root.dataset.wall
    }
  }, [])
  useEffect(() => stayAwake(), [])
  useEffect(() => {
    const leave = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') router.replace('/overview')
    }
    addEventListener('keydown', leave)
    return () => removeEventListener('keydown', leave)
  }, [router])
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-label={t`Leave the wall's view`}
      className="fixed right-2 bottom-2 z-50 opacity-30 hover:opacity-100 focus-visible:opacity-100"
      onClick={() => router.replace('/overview')}
    >
      <Minimize2 aria-hidden />
    </Button>
  )
}

/** Keeps the screen on while the page is seen; a browser that cannot leaves it to the system. @returns what ends it */
function stayAwake(): () => void {
  if (!('wakeLock' in navigator)) return () => {}
  let lock: WakeLockSentinel | null = null
  let ended = false
  const take = async () => {
    if (document.visibilityState !== 'visible') return
    try {
      lock = await navigator.wakeLock.request('screen')
      if (ended) await lock.release()
    } catch {
      // Refused, on a low battery for one: asked again when the page is seen the next time.
    }
  }
  void take()
  document.addEventListener('visibilitychange', take)
  return () => {
    ended = true
    document.removeEventListener('visibilitychange', take)
    void lock?.release().catch(() => {})
  }
}
