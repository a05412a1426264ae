'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { Link } from '../desk/link'
import { useDisplay } from '../format/display'
import { day } from '../format/time'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { failureOf } from '../ui/failure'
import { Notice } from '../ui/notice'

/** Tells, on every page until it is read, that an administrator took this person's second factor off. */
export function FactorNotice({ at }: { at: Date }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const display = useDisplay()
  const read = useMutation(trpc.security.readFactorNotice.mutationOptions())
  if (read.isSuccess) return null
  return (
    <section aria-label={t`About your sign-in`} className="px-4 pt-4 md:px-6">
      <Notice tone="warning" title={t`Your second factor was taken off`}>
        <p suppressHydrationWarning>
          <Trans>
            An administrator did it on {day(at, display)}. If you did not ask for it, change your password and speak to them.
          </Trans>
        </p>
        {read.error ? <p className="text-destructive">{failureOf(read.error).message}</p> : null}
        <div className="mt-2 flex flex-wrap gap-2">
          <Button asChild size="sm">
            <Link href="/settings/security">
              <Trans>Set up a new one</Trans>
            </Link>
          </Button>
          <Button size="sm" variant="ghost" loading={read.isPending} onClick={() => read.mutate()}>
            <Trans>I have read this</Trans>
          </Button>
        </div>
      </Notice>
    </section>
  )
}
