import { Trans } from '@lingui/react/macro'
import { Card } from '../ui/card'
import { Skeleton } from '../ui/skeleton'

const ROWS = ['a', 'b', 'c', 'd']

/** An account's page in its true shape while it loads. */
export function AccountSkeleton() {
  return (
    <div className="flex flex-col gap-4" aria-busy="true">
      <span role="status" className="sr-only">
        <Trans>Loading the account</Trans>
      </span>
      <div className="flex flex-col gap-2">
        <Skeleton className="h-5 w-20" />
        <div className="flex flex-wrap items-center justify-between gap-3">
          <div className="flex items-center gap-3">
            <Skeleton className="size-10 rounded-md" />
            <div>
              <Skeleton className="h-5 w-40" />
              <Skeleton className="mt-1.5 h-4 w-56" />
            </div>
          </div>
          <Skeleton className="h-8 w-56 rounded-md" />
        </div>
      </div>
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_23rem]">
        <Card>
          <div className="px-4 pt-3.5">
            <Skeleton className="h-3 w-12" />
            <Skeleton className="mt-2 h-8 w-44" />
            <Skeleton className="mt-2 h-4 w-40" />
          </div>
          <div className="px-4 pt-2 pb-3">
            <Skeleton className="mt-1 h-4 w-48" />
            <Skeleton className="mt-3 h-58" />
          </div>
          <div className="grid grid-cols-2 gap-px border-t bg-border sm:grid-cols-4">
            {[...ROWS, ...ROWS.map((row) => row + row)].map((row) => (
              <div key={row} className="bg-card px-4 py-2.5">
                <Skeleton className="h-3 w-20" />
                <Skeleton className="mt-2 h-4 w-24" />
              </div>
            ))}
          </div>
        </Card>
        <TableSkeleton />
      </div>
      <TableSkeleton />
      <TableSkeleton />
    </div>
  )
}

function TableSkeleton() {
  return (
    <Card>
      <div className="px-4 py-4">
        <Skeleton className="h-4 w-24" />
      </div>
      {ROWS.map((row) => (
        <div key={row} className="flex h-10 items-center justify-between border-t px-4">
          <Skeleton className="h-3.5 w-28" />
          <Skeleton className="h-3.5 w-20" />
        </div>
      ))}
    </Card>
  )
}
