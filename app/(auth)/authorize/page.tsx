import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { redirect } from 'next/navigation'
import { AuthFrame } from '@/components/auth/auth-frame'
import { Authorize } from '@/components/auth/authorize'
import { pageTitle } from '@/components/language/page-title'
import { wordsOfRequest } from '@/components/language/words-of-request'
import { TrpcProvider } from '@/components/trpc-provider'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { isConfinedHere, requireSession } from '@/server/auth/session'
import { authorizeSchema } from '@/server/schemas/oauth'
import { caller } from '@/server/trpc/server'

export const generateMetadata = pageTitle(msg`Connect a program`, { referrer: 'no-referrer' })

interface AuthorizePageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const TWICE = msg`The program that sent you here said something twice. Connect it anew there.`
/** Days that it lasts, where the operator allows so many. */
const USUAL_DAYS = 90

/** Where a program sends its person's browser, to be allowed something (OAuth 2.1). */
export default async function AuthorizePage({ searchParams }: AuthorizePageProps) {
  const { email } = await requireSession()
  if (await isConfinedHere()) redirect('/settings/security')
  const request = authorizeSchema.safeParse(await searchParams)
  const asked = request.success
    ? await caller.oauth.describe(request.data)
    : ({ kind: 'unknown', why: (await wordsOfRequest())._(TWICE) } as const)
  if (asked.kind !== 'asked' || !request.success) {
    return (
      <AuthFrame title={<Trans>This can't be connected</Trans>}>
        <div className="flex flex-col gap-5">
          <Notice tone="error">{asked.kind === 'asked' ? null : asked.why}</Notice>
          {/* Anybody registers programs: a link of ours leads to an address of theirs by a person's own click alone (RFC 9700 §4.11.2). */}
          {asked.kind === 'refused' ? (
            <Button asChild size="lg">
              <a href={asked.location} rel="noreferrer">
                {asked.onThisDevice ? <Trans>Back to the program</Trans> : <Trans>Back to {asked.host}</Trans>}
              </a>
            </Button>
          ) : null}
        </div>
      </AuthFrame>
    )
  }
  const { hasPassword, longestDays, unprovenAddress } = await caller.tokens.terms()
  return (
    <AuthFrame title={<Trans>Connect {asked.clientName}</Trans>} description={<Trans>You are signed in as {email}.</Trans>}>
      <TrpcProvider>
        <Authorize
          request={request.data}
          asked={asked}
          hasPassword={hasPassword}
          days={Math.min(USUAL_DAYS, longestDays ?? USUAL_DAYS)}
          unprovenAddress={unprovenAddress}
        />
      </TrpcProvider>
    </AuthFrame>
  )
}
