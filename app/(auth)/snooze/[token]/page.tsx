import type { Metadata } from 'next'
import { SnoozeByLink } from '@/components/alerts/snooze-by-link'
import { AuthFrame } from '@/components/auth/auth-frame'
import { TrpcProvider } from '@/components/trpc-provider'

export const metadata: Metadata = { title: 'Quiet for 4 hours', referrer: 'no-referrer' }

export default async function SnoozePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  return (
    <AuthFrame title="Quiet for 4 hours">
      <TrpcProvider>
        <SnoozeByLink token={token} />
      </TrpcProvider>
    </AuthFrame>
  )
}
