'use client'
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button'
import { cn } from './cn'

interface ErrorStateProps {
  title?: string
  /** What went wrong, in the server's plain words. */
  message: ReactNode
  onRetry?: () => void
  retrying?: boolean
  className?: string
}

/** Stands where the content would: what failed, and a way to try again. */
export function ErrorState({
  title = 'This could not be loaded',
  message,
  onRetry,
  retrying = false,
  className,
}: ErrorStateProps) {
  return (
    <div role="alert" className={cn('flex flex-col items-center justify-center px-6 py-12 text-center', className)}>
      <span className="mb-4 grid size-10 place-items-center rounded-lg border bg-card text-warning shadow-xs">
        <TriangleAlert aria-hidden className="size-5" strokeWidth={1.75} />
      </span>
      <p className="font-medium text-base">{title}</p>
      <p className="mt-1 max-w-md text-balance text-muted-foreground text-sm">{message}</p>
      {onRetry ? (
        <Button className="mt-5" onClick={onRetry} loading={retrying}>
          Try again
        </Button>
      ) : null}
    </div>
  )
}
