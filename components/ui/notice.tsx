import { cva, type VariantProps } from 'class-variance-authority'
import { CircleAlert, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn'

const noticeVariants = cva('flex items-start gap-2.5 rounded-md border px-3 py-2.5 text-sm', {
  variants: {
    tone: {
      info: 'bg-muted text-foreground',
      warning: 'border-warning/25 bg-warning-soft text-foreground [&>svg]:text-warning',
      error: 'appears border-destructive/25 bg-destructive-soft text-foreground [&>svg]:text-destructive',
    },
  },
  defaultVariants: { tone: 'info' },
})

const ICONS: Record<'info' | 'warning' | 'error', LucideIcon> = { info: Info, warning: TriangleAlert, error: CircleAlert }

interface NoticeProps extends Omit<ComponentProps<'div'>, 'title'>, VariantProps<typeof noticeVariants> {
  title?: ReactNode
}

/** A message in the flow of a page or form. Errors announce themselves. */
export function Notice({ tone, title, className, children, ...props }: NoticeProps) {
  const Icon = ICONS[tone ?? 'info']
  return (
    <div role={tone === 'error' ? 'alert' : undefined} className={cn(noticeVariants({ tone }), className)} {...props}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
      <div className="min-w-0 flex-1">
        {title ? <p className="font-medium">{title}</p> : null}
        {children}
      </div>
    </div>
  )
}
