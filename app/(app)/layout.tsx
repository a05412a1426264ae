import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import type { ReactNode } from 'react'
import { CommandCenter } from '@/components/command/command-center'
import { DeskOfPage } from '@/components/desk/desk-of-page'
import { DeskRoleOf } from '@/components/desks/desk-role'
import { ExactFigures } from '@/components/format/exact-figures'
import { localeOfRequest } from '@/components/format/locale-of-request'
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
import { inDesk, splitDesk } from '@/server/schemas/desk-path'
import { deskOfRequest } from '@/server/trpc/desk-of-request'
import { currentDesk, displayRate, myDesks, pageHasDesk } from '@/server/trpc/server'

/** Only for people who are signed in; others come back here after they are. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const { userId, name, email, isAdmin, settings, secondFactorTakenOffAt } = await requireSession()
  const request = await headers()
  const desk = deskOfRequest(request)
  if (!(await pageHasDesk())) notFound()
  const [rate, confined, onDesk, desks, locale] = await Promise.all([
    displayRate(settings),
    isConfinedHere(),
    currentDesk(),
    myDesks(),
    localeOfRequest(),
  ])
  if (confined && !splitDesk(request.get('x-path') ?? '')?.path.startsWith('/settings/security')) {
    redirect(inDesk(desk, '/settings/security'))
  }
  return (
    <DeskOfPage desk={desk}>
      <TrpcProvider>
        <PageOf person={userId}>
          <DeskRoleOf role={onDesk.role} limited={onDesk.limited}>
            <DisplayChoices settings={settings} rate={rate} locale={locale}>
              <EarlyInputScript nonce={request.get('x-nonce') ?? undefined} />
              {/* Pages keep their view in the URL. */}
              <NuqsAdapter>
                <AppShell user={{ name, email }} desks={desks} status={confined ? null : <LiveStatus person={userId} />}>
                  {secondFactorTakenOffAt ? <FactorNotice at={secondFactorTakenOffAt} /> : null}
                  {confined ? null : <InstallationNotices />}
                  {children}
                </AppShell>
                <CommandCenter isAdmin={isAdmin} desks={desks} />
                <ExactFigures />
                <PageKeeper />
                {confined ? null : <PullToRefresh />}
                {confined ? null : <FiringNotice />}
                <EarlyInputReplay />
                {confined ? null : <DeviceKeeper />}
                {confined ? null : <PageTaker person={userId} />}
              </NuqsAdapter>
            </DisplayChoices>
          </DeskRoleOf>
        </PageOf>
      </TrpcProvider>
    </DeskOfPage>
  )
}
