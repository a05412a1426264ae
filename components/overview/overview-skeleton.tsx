import { Trans, useLingui } from '@lingui/react/macro'
import { PageHeader } from '../shell/page'
import { Card } from '../ui/card'
import { Skeleton } from '../ui/skeleton'

const ROWS = ['a', 'b', 'c', 'd', 'e']

/** The overview's true shape while it loads. */
export function OverviewSkeleton() {
  const { t } = useLingui()
  return (
    <div className="flex flex-col gap-4" aria-busy="true">
      <span role="status" className="sr-only">
        <Trans>Loading the overview</Trans>
      </span>
      <PageHeader title={t`Overview`} actions={<Skeleton className="h-8 w-24 rounded-md" />} />
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_23rem]">
        <Card>
          <div className="flex flex-wrap items-start justify-between gap-3 px-4 pt-3.5">
            <div>
              <Skeleton className="h-3 w-20" />
              <Skeleton className="mt-2 h-9 w-56" />
              <Skeleton className="mt-2 h-4 w-44" />
            </div>
            <div className="flex flex-wrap gap-2">
              <Skeleton className="h-8 w-56 rounded-md" />
              <Skeleton className="h-8 w-64 rounded-md" />
            </div>
          </div>
          <div className="px-4 pt-2 pb-3">
            <Skeleton className="mt-1 h-4 w-48" />
            <Skeleton className="mt-3 h-58" />
          </div>
          <div className="grid grid-cols-2 gap-px border-t bg-border sm:grid-cols-3 lg:grid-cols-5">
            {ROWS.map((row) => (
              <div key={row} className="bg-card px-4 py-2.5 max-lg:last:col-span-2">
                <Skeleton className="h-3 w-20" />
                <Skeleton className="mt-2 h-4 w-24" />
              </div>
            ))}
          </div>
          <div className="h-10 border-t" />
        </Card>
        <Card>
          <div className="px-4 py-3.5">
            <Skeleton className="h-4 w-28" />
          </div>
          {ROWS.map((row) => (
            <div key={row} className="border-t px-4 py-2.5">
              <Skeleton className="h-3.5 w-40" />
              <Skeleton className="mt-2 h-3 w-56" />
            </div>
          ))}
        </Card>
      </div>
      <Card>
        <div className="px-4 py-4">
          <Skeleton className="h-4 w-20" />
        </div>
        {ROWS.map((row) => (
          <div key={row} className="flex h-14 items-center gap-3 border-t px-4">
            <Skeleton className="size-8 rounded-md" />
            <div className="flex-1">
              <Skeleton className="h-3.5 w-32" />
              <Skeleton className="mt-1.5 h-3 w-20" />
            </div>
            <Skeleton className="h-3.5 w-24" />
          </div>
        ))}
      </Card>
    </div>
  )
}
