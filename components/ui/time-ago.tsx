'use client'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
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
export function agoText(date: Date, now: number): MessageDescriptor {
  const seconds = Math.round((now - date.getTime()) / 1000)
  const size = Math.abs(seconds)
  const ahead = seconds < 0
  if (size < 5) return msg`just now`
  if (size < 60) {
    const some = Math.floor(size / 5) * 5
    return ahead ? msg`in ${some} s` : msg`${some} s ago`
  }
  if (size < 3600) {
    const minutes = Math.floor(size / 60)
    return ahead ? msg`in ${minutes} min` : msg`${minutes} min ago`
  }
  if (size < 86_400) {
    const hours = Math.floor(size / 3600)
    return ahead ? msg`in ${hours} h` : msg`${hours} h ago`
  }
  const days = Math.floor(size / 86_400)
  return ahead ? msg`in ${days} d` : msg`${days} d ago`
}

interface TimeAgoProps {
  date: Date
  /** The full time; the browser's own way of writing it if not given. */
  title?: string
  className?: string
}

/** The age of a moment, kept up to date; the full time on hover. */
export function TimeAgo({ date, title, className }: TimeAgoProps) {
  const { t } = useLingui()
  const text = useSyncExternalStore(
    subscribe,
    () => t(agoText(date, nowMs || Date.now())),
    () => t(agoText(date, Date.now())),
  )
  return (
    <time dateTime={date.toISOString()} title={title ?? date.toLocaleString()} className={className} suppressHydrationWarning>
      {text}
    </time>
  )
}
