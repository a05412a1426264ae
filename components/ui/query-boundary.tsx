'use client'
import { Trans } from '@lingui/react/macro'
import { QueryErrorResetBoundary } from '@tanstack/react-query'
import { Component, type ReactNode, Suspense, useEffect, useRef } from 'react'
import { awaitPart } from './arrivals'
import { ErrorState } from './error-state'
import { failureOf } from './failure'

interface QueryBoundaryProps {
  /** The skeleton. */
  fallback: ReactNode
  /** What is shown here, for the error's title. */
  what: ReactNode
  children: ReactNode
}

/**
 * A part within another that comes alive by itself: what is new is not brought into the page beneath it before it has.
 * `fallback` stands there meanwhile.
 */
export function Part({ fallback, children }: Omit<QueryBoundaryProps, 'what'>) {
  const arrived = useArrival()
  return (
    <Suspense fallback={fallback}>
      <Mounted onMounted={arrived} />
      {children}
    </Suspense>
  )
}

/** A part of a page that loads and fails by itself: its skeleton, its error with a way to try again. */
export function QueryBoundary({ fallback, what, children }: QueryBoundaryProps) {
  const arrived = useArrival()
  return (
    <QueryErrorResetBoundary>
      {({ reset }) => (
        <Catch what={what} onReset={reset} onError={arrived}>
          <Suspense fallback={fallback}>
            <Mounted onMounted={arrived} />
            {children}
          </Suspense>
        </Catch>
      )}
    </QueryErrorResetBoundary>
  )
}

/** Has the page wait for this part. @returns what to call when it is alive, or never will be */
function useArrival(): () => void {
  const done = useRef<(() => void) | 'there' | null>(null)
  useEffect(() => {
    // What was there with its first drawing is not waited for.
    if (done.current === 'there') return
    const arrive = awaitPart()
    done.current = arrive
    return arrive
  }, [])
  return () => {
    if (typeof done.current === 'function') done.current()
    else done.current = 'there'
  }
}

function Mounted({ onMounted }: { onMounted: () => void }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once.
  useEffect(onMounted, [])
  return null
}

interface CatchProps {
  what: ReactNode
  onReset: () => void
  onError: () => void
  children: ReactNode
}

class Catch extends Component<CatchProps, { error: unknown }> {
  override state: { error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override componentDidCatch() {
    this.props.onError()
  }

  override render() {
    const { error } = this.state
    if (error === null) return this.props.children
    return (
      <ErrorState
        title={<Trans>{this.props.what} could not be loaded</Trans>}
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
