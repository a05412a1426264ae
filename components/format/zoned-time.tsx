'use client'
import { useDisplay } from './display'
import { shortTime } from './time'
import { useZone } from './use-zone'

/**
 * A moment within a sentence, in the zone in which somebody reads times. Until that is known, in a page that the server drew,
 * its room is kept: nothing stands there that the person's clock does not say, and nothing moves when it comes.
 */
export function ZonedTime({ date }: { date: Date }) {
  const display = useDisplay()
  const zone = useZone()
  if (zone !== null) return <span className="figures">{shortTime(date, { ...display, timeZone: zone })}</span>
  return (
    <span className="figures invisible" aria-hidden suppressHydrationWarning>
      {shortTime(date, { ...display, timeZone: 'UTC' })}
    </span>
  )
}
