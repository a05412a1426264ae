'use client'
import { QueryErrorResetBoundary } from '@tanstack/react-query'
import { Component, type ReactNode, Suspense } from 'react'
import { ErrorState } from './error-state'
import { failureOf } from './failure'

interface QueryBoundaryProps {
  /** The skeleton. */
  fallback: ReactNode
  /** What is shown here, for the error's title. */
  what: string
  children: ReactNode
}

/** A part of a page that loads and fails by itself: its skeleton, its error with a way to try again. */
export function QueryBoundary({ fallback, what, children }: QueryBoundaryProps) {
  return (
    <QueryErrorResetBoundary>
      {({ reset }) => (
        <Catch what={what} onReset={reset}>
          <Suspense fallback={fallback}>{children}</Suspense>
        </Catch>
      )}
    </QueryErrorResetBoundary>
  )
}

interface CatchProps {
  what: string
  onReset: () => void
  children: ReactNode
}

class Catch extends Component<CatchProps, { error: unknown }> {
  override state: { error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render() {
    const { error } = this.state
    if (error === null) return this.props.children
    return (
      <ErrorState
        title={`${this.props.what} could not be loaded`}
        message={failureOf(error).message}
        className="rounded-lg border bg-card"
        onRetry={() => {
          this.props.onReset()
          this.setState({ error: null })
        }}
      />
    )
  }
}
