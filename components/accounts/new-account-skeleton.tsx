import { useLingui } from '@lingui/react/macro'
import { Card } from '../ui/card'
import { Skeleton } from '../ui/skeleton'

const CELLS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']

/** The exchange picker's shape. */
export function NewAccountSkeleton() {
  const { t } = useLingui()
  return (
    <Card aria-busy aria-label={t`Loading exchanges`} className="p-4">
      <Skeleton className="h-5 w-36" />
      <Skeleton className="mt-3 h-8" />
      <div className="mt-7 grid grid-cols-1 gap-1.5 min-[420px]:grid-cols-2 sm:grid-cols-3">
        {CELLS.map((cell) => (
          <Skeleton key={cell} className="h-11 rounded-md" />
        ))}
      </div>
    </Card>
  )
}
