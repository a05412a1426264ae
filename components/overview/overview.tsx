'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Plus, Wallet } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { AddSample, SampleNotice } from '../accounts/sample-desk'
import { Link } from '../desk/link'
import { ForRole } from '../desks/desk-role'
import { PageHeader } from '../shell/page'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { Card } from '../ui/card'
import { cn } from '../ui/cn'
import { EmptyState } from '../ui/empty-state'
import { Later } from '../ui/later'
import { lazyPart } from '../ui/lazy-part'
import { AccountsPanel } from './accounts-panel'
import { AttentionPanel } from './attention-panel'
import { EquityPanel } from './equity-panel'
import { RefreshAll } from './refresh-button'

const EXPOSURE_PLACE = <Card aria-hidden className="h-120" />
const DISTRIBUTION_PLACE = <Card aria-hidden className="h-80" />
const ExposurePanel = lazyPart(() => import('./exposure-panel').then((file) => file.ExposurePanel), {
  persist: true,
  place: EXPOSURE_PLACE,
})
const DistributionPanel = lazyPart(() => import('./distribution-panel').then((file) => file.DistributionPanel), {
  persist: true,
  place: DISTRIBUTION_PLACE,
})
const WallMode = lazyPart(() => import('./wall-mode').then((file) => file.WallMode), { persist: true })

/** Equity of all accounts now and over time, what it consists of, what it risks, and the state of each account. */
export function Overview() {
  const { t } = useLingui()
  const trpc = useTRPC()
  const { data: summary } = useSuspenseQuery(trpc.overview.summary.queryOptions())
  const wall = useSearchParams().has('wall')
  if (summary.accounts === 0) return <NoAccounts />
  return (
    <>
      <PageHeader title={t`Overview`} actions={<RefreshAll />} />
      {summary.sample ? <SampleNotice /> : null}
      {wall ? <WallMode /> : null}
      {/* On the widest screens accounts and what they risk stand side by side, below the chart and what wants attention. */}
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_23rem] min-[2000px]:grid-cols-[minmax(0,1fr)_46rem]">
        <EquityPanel summary={summary} />
        {/*
         * As tall as the chart beside it, whatever it holds: what comes and goes in it moves nothing else. Where there is no room
         * beside it, what fires is on the first screen, before the chart.
         */}
        <div className={cn('relative min-w-0', summary.attention.pressing > 0 && 'max-xl:order-first')}>
          <AttentionPanel summary={summary} className="xl:absolute xl:inset-0" />
        </div>
      </div>
      <div className="grid items-start gap-4 min-[2000px]:grid-cols-[minmax(0,1fr)_46rem]">
        <AccountsPanel />
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] min-[2000px]:grid-cols-1">
          <Later place={EXPOSURE_PLACE}>
            <ExposurePanel summary={summary} />
          </Later>
          <Later place={DISTRIBUTION_PLACE}>
            <DistributionPanel summary={summary} />
          </Later>
        </div>
      </div>
    </>
  )
}

function NoAccounts() {
  const { t } = useLingui()
  return (
    <>
      <PageHeader title={t`Overview`} />
      <Card>
        <EmptyState
          icon={Wallet}
          title={t`Connect your first account`}
          description={t`Your equity, exposure and positions appear here, read from the exchange with a key that may only read.`}
          action={
            <ForRole least="manager">
              <Button asChild variant="primary">
                <Link href="/accounts/new">
                  <Plus aria-hidden />
                  <Trans>Add account</Trans>
                </Link>
              </Button>
              <AddSample />
            </ForRole>
          }
          className="py-24"
        />
      </Card>
    </>
  )
}
