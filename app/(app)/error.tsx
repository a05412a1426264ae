'use client'
import { ErrorState } from '@/components/ui/error-state'

interface ErrorPageProps {
  error: Error & { digest?: string }
  reset: () => void
}

/** A page that broke: the navigation around it stays. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <ErrorState
      title="This page broke"
      message={
        <>
          It has been logged. Try again; if it stays, tell whoever runs this server
          {error.digest ? (
            <>
              {' '}
              the number <code className="font-mono">{error.digest}</code>
            </>
          ) : null}
          .
        </>
      }
      onRetry={reset}
      className="min-h-[60vh]"
    />
  )
}
