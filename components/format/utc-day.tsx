'use client'
import { useDisplay } from './display'
import { day } from './time'

/** A whole day of UTC (`2026-11-02`) as the person writes dates. */
export function UtcDay({ day: of }: { day: string }) {
  const { locale } = useDisplay()
  return (
    <time dateTime={of} className="figures whitespace-nowrap">
      {day(new Date(`${of}T00:00:00Z`), { locale, timeZone: 'UTC' })}
    </time>
  )
}
