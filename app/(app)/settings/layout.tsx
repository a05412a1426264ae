import type { ReactNode } from 'react'
import { SettingsNav } from '@/components/settings/settings-nav'
import { Page, PageHeader } from '@/components/shell/page'

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <Page narrow>
      <PageHeader title="Settings" />
      <SettingsNav />
      {children}
    </Page>
  )
}
