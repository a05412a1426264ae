'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { ArrowLeft } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { inDesk } from '@/server/schemas/desk-path'
import { lastDesk } from '../desk/last-desk'

const never = () => () => {}

/** From the documentation to the desk that this tab came from; to one's own, where it came from none. */
export function OpenBallast() {
  const { t } = useLingui()
  const href = useSyncExternalStore(
    never,
    () => inDesk(lastDesk(), '/'),
    () => '/',
  )
  return (
    // Loaded anew: of the desk of an address nothing is known here.
    <a
      href={href}
      aria-label={t`Open Ballast`}
      className="inline-flex items-center gap-1.5 whitespace-nowrap rounded-sm text-muted-foreground text-sm hover:text-foreground max-sm:-mr-3 max-sm:size-11 max-sm:shrink-0 max-sm:justify-center"
    >
      <ArrowLeft aria-hidden className="size-4 sm:hidden" />
      <span className="max-sm:hidden">
        <Trans>Open Ballast</Trans>
      </span>
    </a>
  )
}
