'use client'
import type { AccountView } from '@/server/domain/views'
import { Age } from '../format/age'
import { StatusDot } from '../ui/status-dot'
import { statusOf } from './account-status'

interface StatusCellProps {
  account: AccountView
  /** Of the newest snapshot; null where there is none. */
  stale: boolean | null
}

/** State in words; where something is wrong, why and since when stands below. */
export function StatusCell({ account, stale }: StatusCellProps) {
  const { tone, label, detail } = statusOf(account, stale)
  return (
    <span className="block min-w-0">
      <StatusDot tone={tone}>{label}</StatusDot>
      {detail ? (
        <span className="block max-w-80 text-balance pl-3.5 text-muted-foreground text-xs">
          {detail}
          {account.lastError ? (
            <>
              {' Since '}
              <Age date={account.lastError.since} />
              {account.lastError.nextTryAt && account.valid ? (
                <>
                  {', next try '}
                  <Age date={account.lastError.nextTryAt} />
                </>
              ) : null}
              .
            </>
          ) : null}
        </span>
      ) : null}
    </span>
  )
}
