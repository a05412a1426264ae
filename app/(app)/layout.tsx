import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import type { ReactNode } from 'react'
import { CommandCenter } from '@/components/command/command-center'
import { ExactFigures } from '@/components/format/exact-figures'
import { localeOf } from '@/components/format/locale'
import { LiveStatus } from '@/components/live/live-status'
import { PageOf } from '@/components/live/page-of'
import { PageTaker } from '@/components/offline/page-taker'
import { DeviceKeeper } from '@/components/push/device-keeper'
import { DisplayChoices } from '@/components/settings/display-choices'
import { FactorNotice } from '@/components/settings/factor-notice'
import { AppShell } from '@/components/shell/app-shell'
import { EarlyInputReplay } from '@/components/shell/early-input-replay'
import { EarlyInputScript } from '@/components/shell/early-input-script'
import { FiringNotice } from '@/components/shell/firing-notice'
import { InstallationNotices } from '@/components/shell/installation-notices'
import { PageKeeper } from '@/components/shell/page-keeper'
import { PullToRefresh } from '@/components/shell/pull-to-refresh'
import { TrpcProvider } from '@/components/trpc-provider'
import { isConfinedHere, requireSession } from '@/server/auth/session'
import { displayRate } from '@/server/trpc/server'

/** Only for people who are signed in; others come back here after they are. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const { userId, name, email, isAdmin, settings, secondFactorTakenOffAt } = await requireSession()
  const [rate, request, confined] = await Promise.all([displayRate(settings), headers(), isConfinedHere()])
  if (confined && !request.get('x-path')?.startsWith('/settings/security')) redirect('/settings/security')
  return (
    <TrpcProvider>
      <PageOf person={userId}>
        <DisplayChoices settings={settings} rate={rate} locale={localeOf(request.get('accept-language'))}>
          <EarlyInputScript nonce={request.get('x-nonce') ?? undefined} />
          {/* Pages keep their view in the URL. */}
          <NuqsAdapter>
            <AppShell user={{ name, email }} status={confined ? null : <LiveStatus person={userId} />}>
              {secondFactorTakenOffAt ? <FactorNotice at={secondFactorTakenOffAt} /> : null}
              {confined ? null : <InstallationNotices />}
              {children}
            </AppShell>
            <CommandCenter isAdmin={isAdmin} />
            <ExactFigures />
            <PageKeeper />
            {confined ? null : <PullToRefresh />}
            {confined ? null : <FiringNotice />}
            <EarlyInputReplay />
            {confined ? null : <DeviceKeeper />}
            {confined ? null : <PageTaker person={userId} />}
          </NuqsAdapter>
        </DisplayChoices>
      </PageOf>
    </TrpcProvider>
  )
}
