'use client'
import { msg } from '@lingui/core/macro'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AccountView, KeyActivityView } from '@/server/domain/views'
import { Age } from '../format/age'
import { useSaid } from '../language/said'
import { useTRPC } from '../trpc-provider'
import { Badge } from '../ui/badge'
import { Card, CardHeader, CardTitle } from '../ui/card'
import { QueryBoundary } from '../ui/query-boundary'
import { Skeleton } from '../ui/skeleton'

/** Questions shown before the rest is asked for. */
const SHORT = 4

const PURPOSES: Record<KeyActivityView['purpose'], string> = {
  market: /*i18n*/ 'Markets',
  read: /*i18n*/ 'Reading',
  verify: /*i18n*/ 'Trying the key',
  leverage: /*i18n*/ 'Setting leverage',
  flows: /*i18n*/ 'Deposits, withdrawals and income',
  watch: /*i18n*/ 'Watching',
}

const LAST = { refused: msg`last refused`, unanswered: msg`last unanswered` } as const

/** What the exchange was asked with this key over thirty days: the promise of only reading, as it was kept. */
export function ActivityCard({ account }: { account: AccountView }) {
  const { t } = useLingui()
  return (
    <Card aria-labelledby="activity">
      <CardHeader>
        <CardTitle id="activity">
          <Trans>Key activity</Trans>
        </CardTitle>
        <span className="text-muted-foreground text-xs">
          <Trans>30 days, without contents</Trans>
        </span>
      </CardHeader>
      <QueryBoundary what={t`The key's activity`} fallback={<Loading />}>
        <List account={account} />
      </QueryBoundary>
    </Card>
  )
}

function List({ account }: { account: AccountView }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.accounts.activity.queryOptions({ id: account.id }))
  const [all, setAll] = useState(false)
  if (data.length === 0)
    return (
      <p className="border-t px-4 py-4 text-muted-foreground">
        <Trans>Nothing is noted yet: what is asked with this key is entered here within a minute.</Trans>
      </p>
    )
  return (
    <>
      <ul className="divide-y border-t" aria-labelledby="activity">
        {(all ? data : data.slice(0, SHORT)).map((row) => (
          <Row key={`${row.purpose} ${row.question}`} row={row} />
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

function Row({ row: { purpose, question, asked, refused, unanswered, lastAt, lastOutcome } }: { row: KeyActivityView }) {
  const said = useSaid()
  const { t } = useLingui()
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-4 py-2">
      <span className="min-w-0 flex-1 basis-72">
        <span className="block break-all font-mono text-xs">{question}</span>
        <span className="text-muted-foreground text-xs">{said(PURPOSES[purpose])}</span>
      </span>
      <span className="flex shrink-0 flex-wrap items-baseline gap-x-3 gap-y-1 text-xs max-md:w-full">
        <span className="figures">
          <Plural value={asked} one="one time" other={`${asked} times`} />
        </span>
        {refused > 0 ? (
          <span className="figures text-muted-foreground">
            <Trans>{refused} refused</Trans>
          </span>
        ) : null}
        {unanswered > 0 ? (
          <span className="figures text-muted-foreground">
            <Trans>{unanswered} unanswered</Trans>
          </span>
        ) : null}
        <span className="figures w-20 text-right text-muted-foreground max-md:ml-auto">
          <Age date={lastAt} />
        </span>
        {lastOutcome === 'answered' ? null : <Badge tone="warning">{t(LAST[lastOutcome])}</Badge>}
      </span>
    </li>
  )
}

function Loading() {
  return (
    <div className="border-t" aria-busy="true">
      {Array.from({ length: SHORT }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of a skeleton have no other identity
        <div key={row} className="flex h-12 items-center justify-between border-b px-4 last:border-0">
          <Skeleton className="h-3.5 w-64 max-w-[60%]" />
          <Skeleton className="h-3 w-12" />
        </div>
      ))}
    </div>
  )
}
