'use client'
import { Trans } from '@lingui/react/macro'
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useSaid } from '../language/said'
import { Button } from './button'
import { cn } from './cn'

interface ErrorStateProps {
  title?: ReactNode
  /** What went wrong, in the server's plain words. */
  message: ReactNode
  onRetry?: () => void
  retrying?: boolean
  className?: string
}

/** Stands where the content would: what failed, and a way to try again. */
export function ErrorState({ title, message, onRetry, retrying = false, className }: ErrorStateProps) {
  const said = useSaid()
  return (
    <div role="alert" className={cn('flex flex-col items-center justify-center px-6 py-12 text-center', className)}>
      <span className="mb-4 grid size-10 place-items-center rounded-lg border bg-card text-warning shadow-xs">
        <TriangleAlert aria-hidden className="size-5" strokeWidth={1.75} />
      </span>
      <p className="font-medium text-base">{title ?? <Trans>This could not be loaded</Trans>}</p>
      <p className="mt-1 max-w-md text-balance text-muted-foreground text-sm">
        {typeof message === 'string' ? said(message) : message}
      </p>
      {onRetry ? (
        <Button className="mt-5" onClick={onRetry} loading={retrying}>
          <Trans>Try again</Trans>
        </Button>
      ) : null}
    </div>
  )
}
