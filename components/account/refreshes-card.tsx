'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { CircleAlert, CircleCheck } from 'lucide-react'
import { useState } from 'react'
import type { AccountView, RefreshView } from '@/server/domain/views'
import { Age } from '../format/age'
import { duration } from '../format/time'
import { useTRPC } from '../trpc-provider'
import { Card, CardHeader, CardTitle } from '../ui/card'
import { QueryBoundary } from '../ui/query-boundary'
import { Skeleton } from '../ui/skeleton'
import { REFRESHES_SHOWN } from './account-queries'
import { RecordingButton } from './recording-button'

/** Refreshes shown before the rest is asked for. */
const SHORT = 4

/** The last tries to read the account: when, how long, and what came of it. */
export function RefreshesCard({ account }: { account: AccountView }) {
  const { t } = useLingui()
  return (
    <Card aria-labelledby="refreshes">
      <CardHeader>
        <CardTitle id="refreshes">
          <Trans>Last refreshes</Trans>
        </CardTitle>
        {account.archived ? null : (
          <div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-1">
            {account.nextRefreshAt === null ? null : (
              <span className="figures text-muted-foreground text-xs">
                <Trans>
                  every {duration(account.refreshIntervalSeconds * 1000)}, next <Age date={account.nextRefreshAt} />
                </Trans>
              </span>
            )}
            <RecordingButton account={account} />
          </div>
        )}
      </CardHeader>
      <QueryBoundary what={t`The refreshes`} fallback={<Loading />}>
        <List account={account} />
      </QueryBoundary>
    </Card>
  )
}

function List({ account }: { account: AccountView }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.accounts.refreshes.queryOptions({ id: account.id, limit: REFRESHES_SHOWN }))
  const [all, setAll] = useState(false)
  if (data.length === 0)
    return (
      <p className="border-t px-4 py-4 text-muted-foreground">
        <Trans>Not tried yet.</Trans>
      </p>
    )
  return (
    <>
      <ul className="divide-y border-t" aria-labelledby="refreshes">
        {(all ? data : data.slice(0, SHORT)).map((refresh) => (
          <Row key={refresh.id} refresh={refresh} />
        ))}
      </ul>
      {data.length > SHORT ? (
        <button
          type="button"
          onClick={() => setAll(!all)}
          aria-expanded={all}
          className="w-full rounded-b-lg border-t px-4 py-2 text-left font-medium text-muted-foreground text-xs hover:bg-muted/60 hover:text-foreground focus-visible:-outline-offset-2 pointer-coarse:min-h-11"
        >
          {all ? t`Show fewer` : t`Show ${data.length - SHORT} more`}
        </button>
      ) : null}
    </>
  )
}

function Row({ refresh: { startedAt, durationMs, error } }: { refresh: RefreshView }) {
  const { t } = useLingui()
  return (
    <li className="flex gap-2.5 px-4 py-2">
      {error ? (
        <CircleAlert aria-label={t`Failed`} className="mt-0.5 size-4 shrink-0 text-destructive" />
      ) : (
        <CircleCheck aria-label={t`Done`} className="mt-0.5 size-4 shrink-0 text-profit" />
      )}
      <span className="min-w-0 flex-1 md:flex md:gap-4">
        <span className="flex shrink-0 gap-4 max-md:justify-between">
          <span className="figures md:w-24">
            <Age date={startedAt} />
          </span>
          <span className="figures text-right text-muted-foreground md:w-16">{duration(durationMs)}</span>
        </span>
        {error ? (
          <span className="block text-muted-foreground max-md:text-xs">
            {error.message}
            {error.exchangeError ? ` “${error.exchangeError}”` : ''}
          </span>
        ) : null}
      </span>
    </li>
  )
}

function Loading() {
  return (
    <div className="border-t" aria-busy="true">
      {Array.from({ length: SHORT }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of a skeleton have no other identity
        <div key={row} className="flex h-9 items-center justify-between border-b px-4 last:border-0">
          <Skeleton className="h-3.5 w-24" />
          <Skeleton className="h-3 w-12" />
        </div>
      ))}
    </div>
  )
}
