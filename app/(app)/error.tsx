'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { ErrorState } from '@/components/ui/error-state'

interface ErrorPageProps {
  error: Error & { digest?: string }
  reset: () => void
}

/** A page that broke: the navigation around it stays. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const { t } = useLingui()
  const { digest } = error
  return (
    <ErrorState
      title={t`This page broke`}
      message={
        digest ? (
          <Trans>
            It has been logged. Try again; if it stays, tell whoever runs this server the number{' '}
            <code className="font-mono">{digest}</code>.
          </Trans>
        ) : (
          <Trans>It has been logged. Try again; if it stays, tell whoever runs this server.</Trans>
        )
      }
      onRetry={reset}
      className="min-h-[60vh]"
    />
  )
}
