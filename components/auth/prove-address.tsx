'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import Link from 'next/link'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { failureOf } from '../ui/failure'
import { Notice } from '../ui/notice'
import { useLinkCode } from './use-link-code'

/**
 * Takes the address as proven with the code of a link, for whoever is signed in and says so with a click: a mail program
 * that opens links to look at them proves nothing.
 */
export function ProveAddress({ email }: { email: string | null }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const prove = useMutation(trpc.security.proveAddress.mutationOptions())
  const code = useLinkCode()

  if (prove.isSuccess) {
    return (
      <div className="flex flex-col gap-4">
        <Notice role="status" title={t`Your address is proven`}>
          <Trans>{prove.data.email} is yours. You can make API tokens now.</Trans>
        </Notice>
        <Button asChild variant="primary" size="lg">
          <Link href="/settings/tokens">
            <Trans>Go to API tokens</Trans>
          </Link>
        </Button>
      </div>
    )
  }
  if (email === null) {
    return (
      <Notice tone="warning" title={t`Sign in first`}>
        <Trans>
          Only whoever signed up can prove the address: sign in in this browser, then open the link from the message again. If you
          never signed up here, close this page.
          <span className="mt-2 block">
            <Link href="/sign-in" className="text-brand underline underline-offset-4">
              Sign in
            </Link>
          </span>
        </Trans>
      </Notice>
    )
  }
  if (code === '') {
    return (
      <Notice tone="warning" title={t`This link is not whole`}>
        <Trans>
          Open it straight from the message, or ask for a new one under{' '}
          <Link href="/settings/tokens" className="text-brand underline underline-offset-4">
            Settings, API tokens
          </Link>
          .
        </Trans>
      </Notice>
    )
  }
  return (
    <div className="flex flex-col gap-4">
      {prove.error ? <Notice tone="error">{failureOf(prove.error).message}</Notice> : null}
      <p className="text-muted-foreground">
        <Trans>
          You are signed in as <span className="break-all font-medium text-foreground">{email}</span>.
        </Trans>
      </p>
      <Button
        variant="primary"
        size="lg"
        disabled={code === null}
        loading={prove.isPending}
        onClick={() => prove.mutate({ code: code ?? '' })}
      >
        <Trans>This address is mine</Trans>
      </Button>
    </div>
  )
}
