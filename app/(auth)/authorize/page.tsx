import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AuthFrame } from '@/components/auth/auth-frame'
import { Authorize } from '@/components/auth/authorize'
import { TrpcProvider } from '@/components/trpc-provider'
import { Notice } from '@/components/ui/notice'
import { requireSession } from '@/server/auth/session'
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
  const request = authorizeSchema.safeParse(await searchParams)
  const asked = request.success
    ? await caller.oauth.describe(request.data)
    : ({ kind: 'unknown', why: 'The program that sent you here said something twice. Connect it anew there.' } as const)
  if (asked.kind === 'refused') redirect(asked.location)
  if (asked.kind === 'unknown' || !request.success) {
    return (
      <AuthFrame title="This can't be connected">
        <Notice tone="error">{asked.kind === 'unknown' ? asked.why : null}</Notice>
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
