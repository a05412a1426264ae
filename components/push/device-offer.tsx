'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { Smartphone } from 'lucide-react'
import { Button } from '../ui/button'
import { SUPPORT_WORDS } from './support'
import type { ThisDevice } from './use-this-device'

/** Offers to tell this browser, or says what stands in the way. @param anew it had a subscription, which takes nothing any more */
export function DeviceOffer({ here, anew = false }: { here: ThisDevice; anew?: boolean }) {
  const { t } = useLingui()
  const { support, turnOn, pending, problem } = here
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3">
      <span className="grid size-9 shrink-0 place-items-center rounded-lg border bg-card text-muted-foreground">
        <Smartphone aria-hidden className="size-4" />
      </span>
      <div className="min-w-48 flex-1">
        <p className="font-medium">
          <Trans>This device</Trans>
        </p>
        <p className="mt-0.5 text-muted-foreground text-xs">
          {support === undefined || support === 'ready'
            ? t`A message on its screen, also while Ballast is closed; nobody on the way can read it.`
            : t(SUPPORT_WORDS[support])}
        </p>
        {problem ? (
          <p role="alert" className="mt-1 text-destructive text-xs">
            {problem}
          </p>
        ) : null}
      </div>
      {support === undefined || support === 'ready' ? (
        <Button variant="primary" disabled={support === undefined} loading={pending} onClick={() => turnOn({ anew })}>
          <Trans>Tell this device</Trans>
        </Button>
      ) : null}
    </div>
  )
}
