'use client'
import { useDisplay } from './display'
import { exactTime, shortTime } from './time'

/** A moment in the person's own time zone, exact where it is pointed at. */
export function Moment({ date }: { date: Date }) {
  const display = useDisplay()
  return (
    <time dateTime={date.toISOString()} title={exactTime(date, display)} className="figures" suppressHydrationWarning>
      {shortTime(date, display)}
    </time>
  )
}
