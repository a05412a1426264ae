'use client'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import type { Provider, ProviderChoice } from '@/server/schemas/security'
import { Button } from '../ui/button'
import { ProviderMark } from './provider-marks'
import { signInAway } from './sign-in'

/** Only those that this installation is configured for. */
export function ProviderButtons({ providers, returnTo }: { providers: readonly ProviderChoice[]; returnTo: string }) {
  const [leaving, setLeaving] = useState<Provider | null>(null)
  return providers.map(({ id, name }) => (
    <Button
      key={id}
      size="lg"
      loading={leaving === id}
      disabled={leaving !== null}
      onClick={() => {
        setLeaving(id)
        signInAway(id, { callbackUrl: returnTo }).catch(() => setLeaving(null))
      }}
    >
      {leaving === id ? null : <ProviderMark provider={id} />}
      <Trans>Continue with {name}</Trans>
    </Button>
  ))
}
