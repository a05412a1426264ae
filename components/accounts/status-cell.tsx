'use client'
import { Trans } from '@lingui/react/macro'
import type { AccountView } from '@/server/domain/views'
import { Age } from '../format/age'
import { useSaid } from '../language/said'
import { StatusDot } from '../ui/status-dot'
import { statusOf } from './account-status'

interface StatusCellProps {
  account: AccountView
  /** Of the newest snapshot; null where there is none. */
  stale: boolean | null
}

/** State in words; where something is wrong, why and since when stands below. */
export function StatusCell({ account, stale }: StatusCellProps) {
  const said = useSaid()
  const { tone, label, detail, remedy } = statusOf(account, stale)
  const { lastError, valid } = account
  return (
    <span className="block min-w-0">
      <StatusDot tone={tone}>{said(label)}</StatusDot>
      {detail ? (
        <span className="block max-w-80 text-balance pl-3.5 text-muted-foreground text-xs">
          {said(detail)} {remedy ? `${said(remedy)} ` : null}
          {lastError === null ? null : lastError.nextTryAt && valid ? (
            <Trans>
              Since <Age date={lastError.since} />, next try <Age date={lastError.nextTryAt} />.
            </Trans>
          ) : (
            <Trans>
              Since <Age date={lastError.since} />.
            </Trans>
          )}
        </span>
      ) : null}
    </span>
  )
}
