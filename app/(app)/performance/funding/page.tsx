import type { Metadata } from 'next'
import { FundingPaid } from '@/components/performance/funding-paid'
import { PerformanceNav, periodOf } from '@/components/performance/sections'
import { Page, PageHeader } from '@/components/shell/page'
import { caller } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'Funding' }

export default async function FundingPage({ searchParams }: { searchParams: Promise<{ period?: string }> }) {
  const period = periodOf((await searchParams).period)
  const funding = await caller.flows.funding({ range: period })
  return (
    <Page>
      <PageHeader title="Funding" description="What perpetuals paid and cost, by pair and day." />
      <PerformanceNav at="/performance/funding" period={period} />
      <FundingPaid funding={funding} />
    </Page>
  )
}
