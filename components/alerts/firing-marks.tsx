import type { FiringView } from '@/server/domain/views'
import { Age } from '../format/age'
import { useDisplay } from '../format/display'
import { shortTime } from '../format/time'

/** What is to be known of something that fires beside its words: one list for every place that shows it. */
export function FiringMarks({
  firing,
}: {
  firing: Pick<FiringView, 'known' | 'gone' | 'insideSince' | 'snoozedUntil' | 'muted'>
}) {
  const display = useDisplay()
  const { known, gone, insideSince, snoozedUntil, muted } = firing
  return (
    <>
      {known ? null : <span>Not known now: the last figure is shown</span>}
      {insideSince ? (
        <span>
          {gone ? 'Gone since' : 'Well since'} <Age date={insideSince} />
        </span>
      ) : null}
      {snoozedUntil ? <span suppressHydrationWarning>Quiet until {shortTime(snoozedUntil, display)}</span> : null}
      {muted ? <span>Its account is muted</span> : null}
    </>
  )
}
