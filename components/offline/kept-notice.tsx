'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { CloudOff } from 'lucide-react'
import { useEffect } from 'react'
import { Age } from '../format/age'
import { Moment } from '../format/moment'
import { useFreshness } from '../live/freshness-store'
import { isFromNow } from './kept-page'

/** Over a page that was kept, until it has caught up: of when its figures are. Before that the style sheet says that they are old. */
export function KeptNotice() {
  const { t } = useLingui()
  const { keptAt, line } = useFreshness()
  useEffect(() => {
    if (keptAt === null) return
    const page = document.documentElement
    page.dataset.keptTold = ''
    return () => {
      delete page.dataset.keptTold
      isFromNow(document)
    }
  }, [keptAt])
  if (keptAt === null) return null
  return (
    <p
      role="status"
      className="flex flex-wrap items-center justify-center gap-x-1.5 border-t border-warning/25 bg-warning-soft px-4 py-1.5 text-center text-foreground text-xs"
    >
      <CloudOff aria-hidden className="size-3.5 shrink-0 text-warning" />
      <span className="font-medium">{line.kind === 'up' ? t`Catching up` : t`Offline`}</span>
      <span>
        <Trans>
          as of <Moment date={keptAt} />, <Age date={keptAt} />
        </Trans>
      </span>
    </p>
  )
}
