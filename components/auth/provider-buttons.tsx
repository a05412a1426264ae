'use client'
import { signIn } from 'next-auth/react'
import { useState } from 'react'
import type { Provider } from '@/server/schemas/security'
import { Button } from '../ui/button'
import { GitHubMark, GoogleMark } from './provider-marks'

export const PROVIDER_NAMES: Record<Provider, string> = { github: 'GitHub', google: 'Google' }
const MARKS = { github: GitHubMark, google: GoogleMark }

/** Only those that this installation is configured for. */
export function ProviderButtons({ providers, returnTo }: { providers: readonly Provider[]; returnTo: string }) {
  const [leaving, setLeaving] = useState<Provider | null>(null)
  return providers.map((provider) => {
    const Mark = MARKS[provider]
    return (
      <Button
        key={provider}
        size="lg"
        loading={leaving === provider}
        disabled={leaving !== null}
        onClick={() => {
          setLeaving(provider)
          void signIn(provider, { callbackUrl: returnTo })
        }}
      >
        {leaving === provider ? null : <Mark />}
        Continue with {PROVIDER_NAMES[provider]}
      </Button>
    )
  })
}
