import type { Metadata } from 'next'
import { AuthFrame } from '@/components/auth/auth-frame'
import { ProveAddress } from '@/components/auth/prove-address'
import { TrpcProvider } from '@/components/trpc-provider'
import { currentSession } from '@/server/auth/session'

export const metadata: Metadata = { title: 'Your address' }

export default async function ProveAddressPage() {
  const session = await currentSession()
  return (
    <AuthFrame title="Prove your address">
      <TrpcProvider>
        <ProveAddress email={session?.email ?? null} />
      </TrpcProvider>
    </AuthFrame>
  )
}
