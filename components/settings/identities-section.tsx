'use client'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { signIn } from 'next-auth/react'
import { useState } from 'react'
import type { SecurityView } from '@/server/domain/views'
import type { Provider, ProviderChoice } from '@/server/schemas/security'
import { ProviderMark } from '../auth/provider-marks'
import { useDeskHref } from '../desk/navigation'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { toast } from '../ui/toast'
import { ProofDialog } from './proof-dialog'
import { SettingsSection } from './section'

/** Of a provider that this installation knows no more, and somebody is still linked to. */
const FORMER_NAMES: Record<Provider, MessageDescriptor> = { github: msg`GitHub`, google: msg`Google`, oidc: msg`Single sign-on` }

/** Accounts at other providers that sign this person in; only where this installation knows such a provider. */
export function IdentitiesSection({ security: { hasPassword, identities, providers } }: { security: SecurityView }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const to = useDeskHref()
  const queryClient = useQueryClient()
  const startLink = useMutation(trpc.security.startLink.mutationOptions())
  const unlink = useMutation(trpc.security.unlink.mutationOptions())
  const [asking, setAsking] = useState<(ProviderChoice & { linked: boolean }) | null>(null)
  const former = identities.filter(({ provider }) => providers.every(({ id }) => id !== provider))
  const shown = [...providers, ...former.map(({ provider }) => ({ id: provider, name: t(FORMER_NAMES[provider]) }))]
  if (shown.length === 0) return null
  const name = asking?.name ?? ''

  return (
    <SettingsSection title={t`Linked accounts`} description={t`Other ways to sign in.`} flush>
      <ul aria-label={t`Linked accounts`} className="divide-y">
        {shown.map(({ id, name }) => {
          const linked = identities.find((identity) => identity.provider === id)
          return (
            <li key={id} className="flex items-center gap-3 px-4 py-3">
              <ProviderMark provider={id} />
              <div className="min-w-0 flex-1">
                <p className="font-medium">{name}</p>
                <p className="truncate text-muted-foreground text-xs">{linked ? (linked.label ?? t`Linked`) : t`Not linked`}</p>
              </div>
              <Button
                size="sm"
                variant={linked ? 'destructive-quiet' : 'secondary'}
                onClick={() => setAsking({ id, name, linked: linked !== undefined })}
                aria-label={linked ? t`Unlink ${name}` : t`Link ${name}`}
              >
                {linked ? t`Unlink` : t`Link`}
              </Button>
            </li>
          )
        })}
      </ul>
      <ProofDialog
        open={asking !== null}
        onOpenChange={(open) => {
          if (!open) setAsking(null)
        }}
        title={asking?.linked ? t`Unlink ${name}?` : t`Link ${name}`}
        description={asking?.linked ? t`${name} then signs you in no more.` : t`You go to ${name} next, and come back here.`}
        hasPassword={hasPassword}
        confirm={asking?.linked ? t`Unlink` : t`Continue`}
        tone={asking?.linked ? 'destructive' : 'primary'}
        onConfirm={async (proof) => {
          if (!asking) return
          if (!asking.linked) {
            await startLink.mutateAsync({ ...proof, provider: asking.id })
            await signIn(asking.id, { callbackUrl: to('/settings/security') })
            return
          }
          await unlink.mutateAsync({ ...proof, provider: asking.id })
          await queryClient.invalidateQueries(trpc.security.pathFilter())
          toast.success(t`${name} is unlinked`)
          setAsking(null)
        }}
      />
    </SettingsSection>
  )
}
