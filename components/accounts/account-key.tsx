'use client'
import { Trans } from '@lingui/react/macro'
import type { AccountView } from '@/server/domain/views'
import { useDisplay } from '../format/display'
import { day } from '../format/time'
import { Badge } from '../ui/badge'

/** A key that expires within this time is marked. */
const SOON_MS = 14 * 86_400_000

/** The masked key and when it expires, if it does. */
export function AccountKey({ account }: { account: AccountView }) {
  const display = useDisplay()
  const expires = account.keyExpiresAt
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <code className="font-mono text-muted-foreground text-xs">{account.maskedKey}</code>
      {expires ? (
        <Badge tone={expires.getTime() - Date.now() < SOON_MS ? 'warning' : 'outline'}>
          <span suppressHydrationWarning>
            <Trans>Expires {day(expires, display)}</Trans>
          </span>
        </Badge>
      ) : null}
    </span>
  )
}
