import type { Metadata } from 'next'
import { Changes } from '@/components/performance/changes'
import { PerformanceNav, periodOf } from '@/components/performance/sections'
import { Page, PageHeader } from '@/components/shell/page'
import { caller } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'What changed' }

export default async function ChangesPage({ searchParams }: { searchParams: Promise<{ period?: string }> }) {
  const period = periodOf((await searchParams).period)
  const explained = await caller.performance.explain({ range: period })
  return (
    <Page>
      <PageHeader title="What changed" description="What a change of equity is made of, to the last cent." />
      <PerformanceNav at="/performance/changes" period={period} />
      <Changes explained={explained} period={period} />
    </Page>
  )
}
