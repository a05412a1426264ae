import { Trans } from '@lingui/react/macro'
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
  const until = snoozedUntil && shortTime(snoozedUntil, display)
  return (
    <>
      {known ? null : (
        <span>
          <Trans>Not known now: the last figure is shown</Trans>
        </span>
      )}
      {insideSince ? (
        <span>
          {gone ? (
            <Trans>
              Gone since <Age date={insideSince} />
            </Trans>
          ) : (
            <Trans>
              Well since <Age date={insideSince} />
            </Trans>
          )}
        </span>
      ) : null}
      {snoozedUntil ? (
        <span suppressHydrationWarning>
          <Trans>Quiet until {until}</Trans>
        </span>
      ) : null}
      {muted ? (
        <span>
          <Trans>Its account is muted</Trans>
        </span>
      ) : null}
    </>
  )
}
