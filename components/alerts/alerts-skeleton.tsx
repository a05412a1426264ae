import { Card } from '../ui/card'
import { Skeleton } from '../ui/skeleton'

/** The page before its figures come: cards where cards will stand. */
export function AlertsSkeleton() {
  return (
    <>
      {['firing', 'rules', 'channels'].map((name) => (
        <Card key={name} className="flex flex-col gap-3 p-4">
          <Skeleton className="h-5 w-32" />
          <Skeleton className="h-10" />
          <Skeleton className="h-10" />
        </Card>
      ))}
    </>
  )
}
