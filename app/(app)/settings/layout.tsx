import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { SettingsNav } from '@/components/settings/settings-nav'
import { Page, PageHeader } from '@/components/shell/page'
import { requireSession } from '@/server/auth/session'
import { currentDesk } from '@/server/trpc/server'

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const [{ isAdmin }, desk] = await Promise.all([requireSession(), currentDesk()])
  return (
    <Page narrow>
      <PageHeader title={<Trans>Settings</Trans>} />
      <SettingsNav isAdmin={isAdmin} shared={!desk.isPersonal} />
      {children}
    </Page>
  )
}
