'use client'
import { useMutation } from '@tanstack/react-query'
import Link from 'next/link'
import { useDisplay } from '../format/display'
import { day } from '../format/time'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { failureOf } from '../ui/failure'
import { Notice } from '../ui/notice'

/** Tells, on every page until it is read, that an administrator took this person's second factor off. */
export function FactorNotice({ at }: { at: Date }) {
  const trpc = useTRPC()
  const display = useDisplay()
  const read = useMutation(trpc.security.readFactorNotice.mutationOptions())
  if (read.isSuccess) return null
  return (
    <section aria-label="About your sign-in" className="px-4 pt-4 md:px-6">
      <Notice tone="warning" title="Your second factor was taken off">
        <p suppressHydrationWarning>
          An administrator did it on {day(at, display)}. If you did not ask for it, change your password and speak to them.
        </p>
        {read.error ? <p className="text-destructive">{failureOf(read.error).message}</p> : null}
        <div className="mt-2 flex flex-wrap gap-2">
          <Button asChild size="sm">
            <Link href="/settings/security">Set up a new one</Link>
          </Button>
          <Button size="sm" variant="ghost" loading={read.isPending} onClick={() => read.mutate()}>
            I have read this
          </Button>
        </div>
      </Notice>
    </section>
  )
}
