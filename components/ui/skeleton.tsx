import type { ComponentProps } from 'react'
import { cn } from './cn'

/** A grey place of the true size. Hidden from assistive technology: name what loads on the region around it. */
export function Skeleton({ className, ...props }: ComponentProps<'div'>) {
  return <div aria-hidden className={cn('animate-pulse rounded-sm bg-accent', className)} {...props} />
}
