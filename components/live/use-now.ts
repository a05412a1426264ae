'use client'
import { useSyncExternalStore } from 'react'

/** One coarse clock for the page: what turns stale by age alone shows it within this time. */
const TICK_MS = 5000
/** Clocks that differ by less are not worth a correction; `Date` headers have whole seconds. */
const SKEW_MS = 3000

let now = 0
let skew = 0
let timer: ReturnType<typeof setInterval> | null = null
const listeners = new Set<() => void>()

function tick(): void {
  now = Date.now() + skew
  for (const each of listeners) each()
}

/** Somebody looks at the page again: a browser lets the clocks of unseen pages run slow. */
function look(): void {
  if (!document.hidden) tick()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === null) {
    now = Date.now() + skew
    timer = setInterval(tick, TICK_MS)
    document.addEventListener('visibilitychange', look)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0 || timer === null) return
    clearInterval(timer)
    timer = null
    document.removeEventListener('visibilitychange', look)
  }
}

/** Ages are told by the server's clock: how far it is ahead of the browser's, in milliseconds. */
export function setServerSkew(milliseconds: number): void {
  const next = Math.abs(milliseconds) < SKEW_MS ? 0 : milliseconds
  if (Math.abs(next - skew) < SKEW_MS && next !== 0) return
  skew = next
  if (timer !== null) tick()
}

/** Milliseconds since the epoch by the server's clock, every five seconds; null on the server and at the first render. */
export function useNow(): number | null {
  return useSyncExternalStore(
    subscribe,
    () => now || null,
    () => null,
  )
}
