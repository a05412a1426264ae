import { Trans } from '@lingui/react/macro'
import { Card } from '../ui/card'
import { Skeleton } from '../ui/skeleton'

/** The history page's true shape while it loads. */
export function HistorySkeleton() {
  return (
    <Card aria-busy="true">
      <span role="status" className="sr-only">
        <Trans>Loading the history</Trans>
      </span>
      <div className="flex flex-wrap gap-2 px-3 py-2.5 md:px-4">
        <Skeleton className="h-8 w-64 rounded-md" />
        <Skeleton className="h-8 w-24 rounded-md" />
        <Skeleton className="h-8 w-56 rounded-md" />
        <Skeleton className="h-8 w-40 rounded-md" />
      </div>
      <div className="border-t px-4 pt-1 pb-3">
        <Skeleton className="mt-2 h-4 w-64" />
        <Skeleton className="mt-3 h-72 md:h-90" />
        <div className="h-4" />
      </div>
      <div className="h-9 border-t" />
      <div className="flex h-10 items-center justify-between border-t px-4">
        <Skeleton className="h-3.5 w-20" />
        <Skeleton className="h-3.5 w-28" />
      </div>
    </Card>
  )
}
