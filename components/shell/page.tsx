import type { ReactNode } from 'react'
import { cn } from '../ui/cn'

/** A page's frame: one width, one rhythm. `narrow` is for forms and settings. */
export function Page({ children, narrow = false, className }: { children: ReactNode; narrow?: boolean; className?: string }) {
  return (
    <div
      className={cn(
        'mx-auto flex w-full flex-col gap-4 px-4 py-4 md:px-6 md:py-5',
        narrow ? 'max-w-4xl' : 'max-w-[2560px]',
        className,
      )}
    >
      {children}
    </div>
  )
}

interface PageHeaderProps {
  title: ReactNode
  description?: ReactNode
  /** Buttons at the far end; wrap under the title on phones. */
  actions?: ReactNode
}

export function PageHeader({ title, description, actions }: PageHeaderProps) {
  return (
    <header className="flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div className="min-w-0">
        <h1 className="truncate font-semibold text-lg tracking-tight">{title}</h1>
        {description ? <p className="text-muted-foreground text-sm">{description}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  )
}
