import { Trans } from '@lingui/react/macro'
import { Card } from '../ui/card'
import { Skeleton } from '../ui/skeleton'

/** The page's shape while it loads. */
export function TagsSkeleton() {
  return (
    <Card aria-busy="true">
      <span role="status" className="sr-only">
        <Trans>Loading</Trans>
      </span>
      <div className="px-4 py-3.5">
        <Skeleton className="h-5 w-28" />
      </div>
      {['a', 'b', 'c', 'd'].map((row) => (
        <div key={row} className="flex items-center justify-between border-t px-4 py-3.5">
          <Skeleton className="h-4 w-36" />
          <Skeleton className="h-4 w-24" />
        </div>
      ))}
    </Card>
  )
}
