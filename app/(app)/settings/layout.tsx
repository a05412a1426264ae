import type { ReactNode } from 'react'
import { SettingsNav } from '@/components/settings/settings-nav'
import { Page, PageHeader } from '@/components/shell/page'
import { requireSession } from '@/server/auth/session'

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const { isAdmin } = await requireSession()
  return (
    <Page narrow>
      <PageHeader title="Settings" />
      <SettingsNav isAdmin={isAdmin} />
      {children}
    </Page>
  )
}
