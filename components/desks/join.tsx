'use client'
import { Select, Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { useLinkCode } from '../auth/use-link-code'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { failureOf } from '../ui/failure'
import { Notice } from '../ui/notice'
import { Skeleton } from '../ui/skeleton'
import { ROLE_WORDS } from './role-words'

/** Of this tab alone: whoever signs in on the way comes back to what they were invited to. */
const KEPT = 'ballast.join'

function keep(code: string | null): void {
  try {
    if (code === null) window.sessionStorage.removeItem(KEPT)
    else window.sessionStorage.setItem(KEPT, code)
  } catch {
    // Where nothing can be kept, the link is opened once more.
  }
}

function kept(): string {
  try {
    return window.sessionStorage.getItem(KEPT) ?? ''
  } catch {
    return ''
  }
}

/** The link's code, or that of the link with which somebody came before they signed in. Null until it is known; '' for none. */
function useInvitation(): string | null {
  const opened = useLinkCode()
  const [before, setBefore] = useState<string | null>(null)
  useEffect(() => {
    if (opened) keep(opened)
    else if (opened === '') setBefore(kept())
  }, [opened])
  return opened || before
}

/** What one is invited to, and the way in. @param email of whoever is signed in; null: nobody */
export function Join({ email }: { email: string | null }) {
  const { t } = useLingui()
  const code = useInvitation()
  if (code === '') {
    return (
      <Notice tone="warning" title={t`This link is not whole`}>
        <Trans>Open it straight from the message, or ask for a new one.</Trans>
      </Notice>
    )
  }
  if (email === null) return <SignInFirst />
  return code === null ? <Skeleton className="h-24" /> : <Invited key={code} code={code} email={email} />
}

function SignInFirst() {
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted-foreground">
        <Trans>Sign in to see what you are invited to. You come back here afterwards.</Trans>
      </p>
      <Button asChild variant="primary" size="lg">
        <Link href="/sign-in?from=/join">
          <Trans>Sign in</Trans>
        </Link>
      </Button>
      <Button asChild size="lg">
        <Link href="/sign-up?from=/join">
          <Trans>Create an account</Trans>
        </Link>
      </Button>
    </div>
  )
}

function Invited({ code, email }: { code: string; email: string }) {
  const trpc = useTRPC()
  const look = useMutation(trpc.desks.lookAtInvitation.mutationOptions())
  const accept = useMutation(
    trpc.desks.accept.mutationOptions({
      onSuccess: ({ deskId }) => {
        keep(null)
        window.location.assign(`/desk/${deskId}/overview`)
      },
    }),
  )
  const { mutate } = look
  useEffect(() => mutate({ code }), [mutate, code])
  if (look.error) {
    return (
      <div className="flex flex-col gap-4">
        <Notice tone="error">{failureOf(look.error).message}</Notice>
        <Button asChild size="lg">
          <Link href="/overview">
            <Trans>To your own desk</Trans>
          </Link>
        </Button>
      </div>
    )
  }
  if (!look.data) return <Skeleton className="h-24" />
  const { desk, by, role, tags } = look.data
  return (
    <div className="flex flex-col gap-4">
      <p>
        <Trans>
          <span className="break-words font-medium">{by}</span> invites you to the desk{' '}
          <span className="break-words font-medium">{desk}</span> as{' '}
          <Select value={role} _owner="an owner" _manager="a manager" _trader="a trader" other="a viewer" />.{' '}
          <RoleOf role={role} tags={tags} />
        </Trans>
      </p>
      <p className="text-muted-foreground text-xs">
        <Trans>
          You are signed in as <span className="break-all">{email}</span>. Others there see this address or your name. Accounts on
          your own desk stay yours alone.
        </Trans>
      </p>
      {accept.error ? <Notice tone="error">{failureOf(accept.error).message}</Notice> : null}
      <Button variant="primary" size="lg" loading={accept.isPending || accept.isSuccess} onClick={() => accept.mutate({ code })}>
        <Trans>Join</Trans>
      </Button>
    </div>
  )
}

function RoleOf({ role, tags }: { role: keyof typeof ROLE_WORDS; tags: readonly string[] | null }) {
  const { t } = useLingui()
  const named = tags?.map((tag) => t`“${tag}”`).join(', ')
  const seen =
    named === undefined
      ? null
      : named === ''
        ? t`You see the accounts of no tag yet alone.`
        : t`You see the accounts of ${named} alone.`
  return <span className="text-muted-foreground">{[t(ROLE_WORDS[role]), seen].filter(Boolean).join(' ')}</span>
}
