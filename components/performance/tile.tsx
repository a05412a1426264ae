import type { ReactNode } from 'react'
import { Card } from '../ui/card'
import { Meaning } from '../ui/meaning'

/** A few figures side by side. */
export function Tiles({ children }: { children: ReactNode }) {
  return (
    <Card className="overflow-hidden">
      {/* Each tile draws the lines at its right and foot; those at the edge lie outside. */}
      <dl className="-mr-px -mb-px grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] sm:grid-cols-[repeat(auto-fit,minmax(12rem,1fr))]">
        {children}
      </dl>
    </Card>
  )
}

/** One figure, with what it means behind its name. */
export function Tile({
  label,
  meaning,
  figure,
  children,
  beside,
}: {
  label: string
  meaning: string
  /** Where it stands on the page of figures. */
  figure?: string
  children: ReactNode
  beside?: ReactNode
}) {
  return (
    <div className="min-w-0 border-r border-b px-4 py-3">
      <dt className="caption">
        <Meaning text={meaning} figure={figure}>
          {label}
        </Meaning>
      </dt>
      <dd className="mt-0.5 flex flex-wrap items-baseline gap-x-2 font-medium text-lg">
        {children}
        {beside ? <span className="font-normal text-muted-foreground text-sm">{beside}</span> : null}
      </dd>
    </div>
  )
}
