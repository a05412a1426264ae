'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { History } from 'lucide-react'
import type { AssetWindow } from '@/server/domain/views'
import { useDisplay } from '../format/display'
import { listedWords } from '../format/listed'
import { day } from '../format/time'
import { zoneOf } from '../format/zone'
import { Button } from '../ui/button'

interface AsOfDayProps {
  /** Of the day, where somebody is. */
  end: Date
  notKnown: AssetWindow['notKnown']
  onNow: () => void
}

/** Says that the table is not of now, of which accounts nothing of then is known, and leads back. */
export function AsOfDay({ end, notKnown, onNow }: AsOfDayProps) {
  const { i18n } = useLingui()
  const names = listedWords(
    notKnown.map(({ name }) => name),
    i18n,
  )
  const display = useDisplay()
  const [first] = notKnown
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t bg-warning-soft px-4 py-1.5">
      <History aria-hidden className="size-4 shrink-0 text-warning" />
      <p className="min-w-0 flex-1">
        <span className="font-medium">
          <Trans>As it was at the end of {day(end, { locale: display.locale, timeZone: zoneOf(display) })}.</Trans>
        </span>{' '}
        {first ? (
          <span className="text-muted-foreground">
            <Trans>
              Nothing of then is known of {names}: {first.why}
            </Trans>
          </span>
        ) : null}
      </p>
      <Button size="sm" className="touch-target" onClick={onNow}>
        <Trans>Back to now</Trans>
      </Button>
    </div>
  )
}
