import { cva, type VariantProps } from 'class-variance-authority'
import type { ReactNode } from 'react'
import { cn } from './cn'

const dot = cva('relative inline-block size-2 shrink-0 rounded-full', {
  variants: {
    tone: {
      ok: 'bg-profit',
      busy: 'animate-pulse bg-brand',
      warning: 'bg-warning',
      error: 'bg-destructive',
      off: 'border border-input bg-transparent',
    },
  },
  defaultVariants: { tone: 'ok' },
})

export type StatusTone = NonNullable<VariantProps<typeof dot>['tone']>

/** A coloured dot with the words it stands for; colour is never alone. */
export function StatusDot({ tone, children, className }: { tone: StatusTone; children: ReactNode; className?: string }) {
  return (
    <span className={cn('inline-flex items-center gap-1.5 whitespace-nowrap text-sm', className)}>
      <span aria-hidden className={dot({ tone })} />
      {children}
    </span>
  )
}
