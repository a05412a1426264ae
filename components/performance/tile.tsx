import type { ReactNode } from 'react'
import { Card } from '../ui/card'

/** A few figures side by side. */
export function Tiles({ children }: { children: ReactNode }) {
  return (
    <Card className="overflow-hidden">
      {/* Each tile draws the lines at its right and foot; those at the edge lie outside. */}
      <dl className="-mr-px -mb-px grid grid-cols-2 sm:grid-cols-3 lg:grid-cols-5">{children}</dl>
    </Card>
  )
}

/** One figure, with what it means behind its name. */
export function Tile({
  label,
  meaning,
  children,
  beside,
}: {
  label: string
  meaning: string
  children: ReactNode
  beside?: ReactNode
}) {
  return (
    <div className="min-w-0 border-r border-b px-4 py-3">
      <dt className="caption" title={meaning}>
        {label}
      </dt>
      <dd className="mt-0.5 flex flex-wrap items-baseline gap-x-2 font-medium text-lg">
        {children}
        {beside ? <span className="font-normal text-muted-foreground text-sm">{beside}</span> : null}
      </dd>
    </div>
  )
}
