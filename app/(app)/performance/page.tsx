import type { Metadata } from 'next'
import { Returns } from '@/components/performance/returns'
import { PerformanceNav, periodOf } from '@/components/performance/sections'
import { Page, PageHeader } from '@/components/shell/page'
import { caller } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'Performance' }

export default async function PerformancePage({ searchParams }: { searchParams: Promise<{ period?: string }> }) {
  const period = periodOf((await searchParams).period)
  const [performance, coverage, explained] = await Promise.all([
    caller.performance.get({ range: period, groupBy: 'account' }),
    caller.flows.coverage({}),
    caller.performance.explain({ range: period }),
  ])
  return (
    <Page>
      <PageHeader title="Performance" description="Gains without what came and went. Whole days, UTC." />
      <PerformanceNav at="/performance" period={period} />
      <Returns performance={performance} coverage={coverage} unexplained={explained.parts?.unexplained ?? null} />
    </Page>
  )
}
