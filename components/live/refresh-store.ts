'use client'
import { useSyncExternalStore } from 'react'

/** Refreshes that people asked for on this page: which accounts are being read, and how many are done. */
export interface RefreshProgress {
  total: number
  done: number
  pending: ReadonlySet<string>
}

const IDLE: RefreshProgress = { total: 0, done: 0, pending: new Set() }

let progress: RefreshProgress = IDLE
const listeners = new Set<() => void>()

function set(next: RefreshProgress): void {
  progress = next
  for (const listener of listeners) listener()
}

/** Counts accounts in; those under way already are not counted twice. @returns the ones to ask for */
export function beginRefresh(ids: readonly string[]): string[] {
  const fresh = ids.filter((id) => !progress.pending.has(id))
  if (fresh.length > 0)
    set({ ...progress, total: progress.total + fresh.length, pending: new Set([...progress.pending, ...fresh]) })
  return fresh
}

/** One account has answered, either way. */
export function endRefresh(id: string): void {
  const pending = new Set(progress.pending)
  if (!pending.delete(id)) return
  set(pending.size === 0 ? IDLE : { ...progress, done: progress.done + 1, pending })
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useRefreshProgress(): RefreshProgress {
  return useSyncExternalStore(
    subscribe,
    () => progress,
    () => IDLE,
  )
}

export function useIsRefreshing(id: string): boolean {
  return useSyncExternalStore(
    subscribe,
    () => progress.pending.has(id),
    () => false,
  )
}
