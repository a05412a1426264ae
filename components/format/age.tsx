'use client'
import { TimeAgo } from '../ui/time-ago'
import { useDisplay } from './display'
import { exactTime } from './time'

/** How long ago, kept up to date; the exact time in the person's own zone on hover. */
export function Age({ date, className }: { date: Date; className?: string }) {
  return <TimeAgo date={date} title={exactTime(date, useDisplay())} {...(className ? { className } : {})} />
}
