import { Trans } from '@lingui/react/macro'
import { Card } from '../ui/card'
import { Skeleton } from '../ui/skeleton'

/** The page's true shape while it loads. */
export function RiskSkeleton() {
  return (
    <>
      <Card aria-busy="true">
        <span role="status" className="sr-only">
          <Trans>Loading the risk of the book</Trans>
        </span>
        <div className="flex flex-col gap-3 px-4 py-3.5">
          <Skeleton className="h-13 w-full max-w-3xl" />
          <Skeleton className="h-11" />
        </div>
        <div className="grid border-t lg:grid-cols-[21rem_minmax(0,1fr)]">
          <div className="px-4 py-3.5">
            <Skeleton className="h-24" />
          </div>
          <div className="px-4 pt-3 pb-3">
            <Skeleton className="h-64 md:h-72" />
          </div>
        </div>
      </Card>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <Card className="p-4">
          <Skeleton className="h-80" />
        </Card>
        <Card className="p-4">
          <Skeleton className="h-60" />
        </Card>
      </div>
    </>
  )
}
