import type { ComponentProps } from 'react'
import { cn } from './cn'

/** What every text control looks like. 16 px on phones, so that iOS does not zoom into it. */
export const controlClass = cn(
  'h-10 pointer-coarse:h-11 w-full min-w-0 rounded-md border border-input bg-card px-3 text-foreground text-lg shadow-xs transition-[border-color] duration-100 md:h-8 md:px-2.5 md:text-sm',
  'hover:border-foreground/60 focus-visible:border-brand focus-visible:outline-2 focus-visible:outline-brand/35 focus-visible:outline-offset-0',
  'disabled:cursor-not-allowed disabled:opacity-50 [&[readonly]]:bg-muted aria-invalid:border-destructive aria-invalid:outline-destructive/35',
)

export function Input({ className, type = 'text', ...props }: ComponentProps<'input'>) {
  return <input type={type} className={cn(controlClass, className)} {...props} />
}

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea className={cn(controlClass, 'h-auto pointer-coarse:h-auto min-h-16 py-1.5 md:h-auto', className)} {...props} />
}
