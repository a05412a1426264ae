'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import Link from 'next/link'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { failureOf } from '../ui/failure'
import { Notice } from '../ui/notice'

/** Keeps quiet what a message told, with a click: programs that open links to look at them change nothing. */
export function SnoozeByLink({ token }: { token: string }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const snooze = useMutation(trpc.alerts.snoozeByLink.mutationOptions())
  if (snooze.isSuccess) {
    const { data } = snooze
    return (
      <div className="flex flex-col gap-4">
        <Notice role="status" title={data.used ? t`This link was used before` : t`It is quiet now`}>
          {data.used
            ? t`A link works once. Open Ballast to keep it quiet for longer.`
            : data.quiet === 0
              ? t`What the message told does not fire any more.`
              : t`You hear nothing of it for 4 hours, unless it gets worse.`}
        </Notice>
        <Button asChild size="lg">
          <Link href="/alerts">
            <Trans>Open Ballast</Trans>
          </Link>
        </Button>
      </div>
    )
  }
  return (
    <div className="flex flex-col gap-4">
      {snooze.error ? <Notice tone="error">{failureOf(snooze.error).message}</Notice> : null}
      <p className="text-muted-foreground">
        <Trans>What the message told stays quiet for 4 hours. What gets worse is told all the same.</Trans>
      </p>
      <Button variant="primary" size="lg" loading={snooze.isPending} onClick={() => snooze.mutate({ token })}>
        <Trans>Keep it quiet</Trans>
      </Button>
    </div>
  )
}
