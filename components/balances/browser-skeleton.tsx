import { Trans } from '@lingui/react/macro'
import { Card } from '../ui/card'
import { Skeleton } from '../ui/skeleton'

const ROWS = Array.from({ length: 14 }, (_, index) => `row-${index}`)

/** A table of assets in its true shape while it loads. */
export function BrowserSkeleton({ what }: { what: string }) {
  return (
    <Card aria-busy="true">
      <span role="status" className="sr-only">
        <Trans>Loading {what}</Trans>
      </span>
      <div className="flex flex-wrap gap-2 px-3 py-2.5 md:px-4">
        <Skeleton className="h-10 w-full rounded-md md:h-8 md:w-56" />
        <Skeleton className="h-8 w-48 rounded-md" />
        <Skeleton className="h-8 w-32 rounded-md" />
        <Skeleton className="h-8 w-20 rounded-md" />
      </div>
      <div className="h-9 border-t max-md:hidden" />
      {ROWS.map((row) => (
        <div key={row} className="flex h-16 items-center justify-between gap-4 border-t px-4 md:h-9">
          <Skeleton className="h-3.5 w-28" />
          <Skeleton className="h-3.5 w-24 max-md:hidden" />
          <Skeleton className="h-3.5 w-20 max-md:hidden" />
          <Skeleton className="h-3.5 w-24 max-md:hidden" />
          <Skeleton className="h-3.5 w-24" />
        </div>
      ))}
      <div className="h-9 border-t" />
    </Card>
  )
}
