import { useLingui } from '@lingui/react/macro'
import { Card } from '../ui/card'
import { Skeleton } from '../ui/skeleton'

const ROWS = ['a', 'b', 'c']

/** A section's shape while it loads. */
export function SettingsSkeleton() {
  const { t } = useLingui()
  return (
    <Card aria-busy aria-label={t`Loading settings`}>
      <div className="px-4 py-4">
        <Skeleton className="h-4 w-28" />
      </div>
      {ROWS.map((row) => (
        <div key={row} className="flex h-15 items-center justify-between gap-4 border-t px-4">
          <div className="flex-1">
            <Skeleton className="h-3.5 w-40" />
            <Skeleton className="mt-1.5 h-3 w-56 max-w-full" />
          </div>
          <Skeleton className="h-7 w-16" />
        </div>
      ))}
    </Card>
  )
}
