'use client'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import type { LineAccount } from '@/server/domain/views'
import { statusOf } from '../accounts/account-status'
import { Age } from '../format/age'
import { useSaid } from '../language/said'
import { Button } from '../ui/button'
import { lazyPart } from '../ui/lazy-part'

const KeysDialog = lazyPart(() => import('../accounts/keys-dialog').then((file) => file.KeysDialog))

/** Whether an account has something to explain under its row. */
export function hasFailure(account: LineAccount, stale: boolean | null): boolean {
  return statusOf(account, stale).detail !== null
}

/**
 * Why an account's numbers are old or missing, since when, what to do, and when it is tried next.
 * @param props `stale` as its newest snapshot says; null: it was never read
 */
export function FailureNote({ account, stale }: { account: LineAccount; stale: boolean | null }) {
  const [keys, setKeys] = useState<boolean | null>(null)
  const said = useSaid()
  const { detail, remedy } = statusOf(account, stale)
  if (detail === null) return null
  const error = account.lastError
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-muted-foreground text-xs">
      <p className="min-w-0">
        <span className="text-foreground">{[said(detail), said(remedy)].filter(Boolean).join(' ')}</span>
        {error ? (
          <>
            {' '}
            <Trans>
              Since <Age date={error.since} />.
            </Trans>
            {error.exchangeError ? (
              <>
                {' '}
                <Trans>
                  {account.exchangeName} says: “{error.exchangeError}”
                </Trans>
              </>
            ) : null}
            {error.nextTryAt && account.valid ? (
              <>
                {' '}
                <Trans>
                  Next try <Age date={error.nextTryAt} />.
                </Trans>
              </>
            ) : null}
          </>
        ) : null}
        {stale !== null ? (
          <>
            {' '}
            <Trans>The numbers are the last ones that were read.</Trans>
          </>
        ) : null}
      </p>
      {account.valid ? null : (
        <>
          <Button size="sm" onClick={() => setKeys(true)}>
            <Trans>Replace keys</Trans>
          </Button>
          {keys === null ? null : <KeysDialog account={account} open={keys} onOpenChange={setKeys} />}
        </>
      )}
    </div>
  )
}
