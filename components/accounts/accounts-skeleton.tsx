import { useLingui } from '@lingui/react/macro'
import { Card } from '../ui/card'
import { Skeleton } from '../ui/skeleton'

const ROWS = ['a', 'b', 'c', 'd']

/** The list's true shape while it loads. */
export function AccountsSkeleton() {
  const { t } = useLingui()
  return (
    <Card aria-busy aria-label={t`Loading accounts`}>
      <div className="hidden h-9 border-b md:block" />
      {ROWS.map((row) => (
        <div key={row} className="flex h-[4.5rem] items-center gap-3 border-b px-4 last:border-0 md:h-14">
          <Skeleton className="size-8 rounded-md" />
          <div className="flex-1">
            <Skeleton className="h-3.5 w-32" />
            <Skeleton className="mt-1.5 h-3 w-20" />
          </div>
          <Skeleton className="h-3.5 w-20" />
        </div>
      ))}
    </Card>
  )
}
