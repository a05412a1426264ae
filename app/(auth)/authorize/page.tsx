import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AuthFrame } from '@/components/auth/auth-frame'
import { Authorize } from '@/components/auth/authorize'
import { TrpcProvider } from '@/components/trpc-provider'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { isConfinedHere, requireSession } from '@/server/auth/session'
import { authorizeSchema } from '@/server/schemas/oauth'
import { caller } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'Connect a program', referrer: 'no-referrer' }

interface AuthorizePageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Days that it lasts, where the operator allows so many. */
const USUAL_DAYS = 90

/** Where a program sends its person's browser, to be allowed something (OAuth 2.1). */
export default async function AuthorizePage({ searchParams }: AuthorizePageProps) {
  const { email } = await requireSession()
  if (await isConfinedHere()) redirect('/settings/security')
  const request = authorizeSchema.safeParse(await searchParams)
  const asked = request.success
    ? await caller.oauth.describe(request.data)
    : ({ kind: 'unknown', why: 'The program that sent you here said something twice. Connect it anew there.' } as const)
  if (asked.kind !== 'asked' || !request.success) {
    return (
      <AuthFrame title="This can't be connected">
        <div className="flex flex-col gap-5">
          <Notice tone="error">{asked.kind === 'asked' ? null : asked.why}</Notice>
          {/* Anybody registers programs: a link of ours leads to an address of theirs by a person's own click alone (RFC 9700 §4.11.2). */}
          {asked.kind === 'refused' ? (
            <Button asChild size="lg">
              <a href={asked.location} rel="noreferrer">
                {asked.onThisDevice ? 'Back to the program' : `Back to ${asked.host}`}
              </a>
            </Button>
          ) : null}
        </div>
      </AuthFrame>
    )
  }
  const { hasPassword, longestDays, unprovenAddress } = await caller.tokens.terms()
  return (
    <AuthFrame title={`Connect ${asked.clientName}`} description={`You are signed in as ${email}.`}>
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
