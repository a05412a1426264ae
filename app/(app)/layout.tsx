import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import type { ReactNode } from 'react'
import { CommandCenter } from '@/components/command/command-center'
import { DisplayProvider } from '@/components/format/display'
import { ExactFigures } from '@/components/format/exact-figures'
import { localeOf } from '@/components/format/locale'
import { LiveStatus } from '@/components/live/live-status'
import { AppShell } from '@/components/shell/app-shell'
import { currentSession } from '@/server/auth/session'

/** Only for people who are signed in; others come back here after they are. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const [session, request] = await Promise.all([currentSession(), headers()])
  if (!session) redirect(`/sign-in?from=${encodeURIComponent(request.get('x-path') ?? '/overview')}`)
  return (
    <DisplayProvider locale={localeOf(request.get('accept-language'))}>
      <NuqsAdapter>
        <AppShell user={{ name: session.name, email: session.email }} status={<LiveStatus />}>
          {children}
        </AppShell>
        <CommandCenter />
        <ExactFigures />
      </NuqsAdapter>
    </DisplayProvider>
  )
}
