import type { Metadata } from 'next'
import { BrowserSection } from '@/components/settings/browser-section'
import { ProfileForm } from '@/components/settings/profile-form'
import { SettingsSkeleton } from '@/components/settings/settings-skeleton'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'Profile' }

export default function ProfilePage() {
  prefetch(trpc.settings.get.queryOptions())
  return (
    <HydrateClient>
      <QueryBoundary what="Your settings" fallback={<SettingsSkeleton />}>
        <ProfileForm />
        <BrowserSection />
      </QueryBoundary>
    </HydrateClient>
  )
}
