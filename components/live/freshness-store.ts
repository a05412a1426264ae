'use client'
import { useSyncExternalStore } from 'react'
import type { DeskFreshness } from '@/server/domain/views'
import type { LineState } from './line/keep-line'

/** What this tab knows of how fresh it is. Times are milliseconds since the epoch. */
export interface Freshness {
  line: LineState
  /** When the line was lost, or first tried without success; null while it is up or tried for the first time. */
  downSince: number | null
  /** Of all active accounts as last heard; null: nothing was heard yet. */
  desk: DeskFreshness | null
  /** Since when the page has lacked something that was heard of. */
  behindSince: number | null
  /** When the page last lacked nothing. */
  caughtUpAt: number | null
  /** Of when the page is, where it was kept in this browser and has not caught up; null: of when it was opened, or newer. */
  keptAt: Date | null
}

const BEFORE: Freshness = {
  line: { kind: 'connecting' },
  downSince: null,
  desk: null,
  behindSince: null,
  caughtUpAt: null,
  keptAt: null,
}

let freshness = BEFORE
const listeners = new Set<() => void>()

export function setFreshness(change: Partial<Freshness>): void {
  freshness = { ...freshness, ...change }
  for (const listener of listeners) listener()
}

/** A new line begins knowing nothing. */
export function forgetFreshness(): void {
  setFreshness(BEFORE)
}

export function currentFreshness(): Freshness {
  return freshness
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useFreshness(): Freshness {
  return useSyncExternalStore(
    subscribe,
    () => freshness,
    () => BEFORE,
  )
}
