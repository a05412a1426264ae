import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn'

interface EmptyStateProps {
  icon?: LucideIcon
  title: string
  /** What this place will show, and what leads there. */
  description?: ReactNode
  /** The next step. */
  action?: ReactNode
  className?: string
}

export function EmptyState({ icon: Icon, title, description, action, className }: EmptyStateProps) {
  return (
    <div className={cn('flex flex-col items-center justify-center px-6 py-14 text-center', className)}>
      {Icon ? (
        <span className="mb-4 grid size-10 place-items-center rounded-lg border bg-card text-muted-foreground shadow-xs">
          <Icon aria-hidden className="size-5" strokeWidth={1.75} />
        </span>
      ) : null}
      <p className="font-medium text-base">{title}</p>
      {description ? <div className="mt-1 max-w-sm text-balance text-muted-foreground text-sm">{description}</div> : null}
      {action ? <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  )
}
