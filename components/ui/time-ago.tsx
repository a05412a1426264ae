'use client'
import { useSyncExternalStore } from 'react'

/** One clock for all ages on the page: they change together, once a second, and cost one timer. */
let nowMs = 0
let timer: ReturnType<typeof setInterval> | null = null
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === null) {
    nowMs = Date.now()
    timer = setInterval(() => {
      nowMs = Date.now()
      for (const each of listeners) each()
    }, 1000)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer)
      timer = null
    }
  }
}

/** `12 s ago`, `4 min ago`, `3 h ago`, `5 d ago`; `in 3 min` for what lies ahead. Coarser than the tick, so it seldom changes. */
export function agoText(date: Date, now: number): string {
  const seconds = Math.round((now - date.getTime()) / 1000)
  const size = Math.abs(seconds)
  if (size < 5) return 'just now'
  const step = size < 60 ? Math.floor(size / 5) * 5 : size
  const text =
    size < 60
      ? `${step} s`
      : size < 3600
        ? `${Math.floor(size / 60)} min`
        : size < 86_400
          ? `${Math.floor(size / 3600)} h`
          : `${Math.floor(size / 86_400)} d`
  return seconds < 0 ? `in ${text}` : `${text} ago`
}

interface TimeAgoProps {
  date: Date
  /** The full time; the browser's own way of writing it if not given. */
  title?: string
  className?: string
}

/** The age of a moment, kept up to date; the full time on hover. */
export function TimeAgo({ date, title, className }: TimeAgoProps) {
  const text = useSyncExternalStore(
    subscribe,
    () => agoText(date, nowMs || Date.now()),
    () => agoText(date, Date.now()),
  )
  return (
    <time dateTime={date.toISOString()} title={title ?? date.toLocaleString()} className={className} suppressHydrationWarning>
      {text}
    </time>
  )
}
