'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { signIn } from 'next-auth/react'
import { useState } from 'react'
import type { SecurityView } from '@/server/domain/views'
import type { Provider } from '@/server/schemas/security'
import { PROVIDER_NAMES } from '../auth/provider-buttons'
import { GitHubMark, GoogleMark } from '../auth/provider-marks'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { toast } from '../ui/toast'
import { ProofDialog } from './proof-dialog'
import { SettingsSection } from './section'

const MARKS = { github: GitHubMark, google: GoogleMark }

/** Accounts at GitHub and Google that sign this person in; only where this installation knows such a provider. */
export function IdentitiesSection({ security: { hasPassword, identities, providers } }: { security: SecurityView }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const startLink = useMutation(trpc.security.startLink.mutationOptions())
  const unlink = useMutation(trpc.security.unlink.mutationOptions())
  const [asking, setAsking] = useState<{ provider: Provider; linked: boolean } | null>(null)
  const shown = [...new Set([...providers, ...identities.map(({ provider }) => provider)])]
  if (shown.length === 0) return null
  const name = asking ? PROVIDER_NAMES[asking.provider] : ''

  return (
    <SettingsSection title="Linked accounts" description="Other ways to sign in." flush>
      <ul aria-label="Linked accounts" className="divide-y">
        {shown.map((provider) => {
          const linked = identities.find((identity) => identity.provider === provider)
          const Mark = MARKS[provider]
          return (
            <li key={provider} className="flex items-center gap-3 px-4 py-3">
              <Mark />
              <div className="min-w-0 flex-1">
                <p className="font-medium">{PROVIDER_NAMES[provider]}</p>
                <p className="truncate text-muted-foreground text-xs">{linked ? (linked.label ?? 'Linked') : 'Not linked'}</p>
              </div>
              <Button
                size="sm"
                variant={linked ? 'destructive-quiet' : 'secondary'}
                onClick={() => setAsking({ provider, linked: linked !== undefined })}
                aria-label={`${linked ? 'Unlink' : 'Link'} ${PROVIDER_NAMES[provider]}`}
              >
                {linked ? 'Unlink' : 'Link'}
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
        title={asking?.linked ? `Unlink ${name}?` : `Link ${name}`}
        description={asking?.linked ? `${name} then signs you in no more.` : `You go to ${name} next, and come back here.`}
        hasPassword={hasPassword}
        confirm={asking?.linked ? 'Unlink' : 'Continue'}
        tone={asking?.linked ? 'destructive' : 'primary'}
        onConfirm={async (proof) => {
          if (!asking) return
          if (!asking.linked) {
            await startLink.mutateAsync({ ...proof, provider: asking.provider })
            await signIn(asking.provider, { callbackUrl: '/settings/security' })
            return
          }
          await unlink.mutateAsync({ ...proof, provider: asking.provider })
          await queryClient.invalidateQueries(trpc.security.pathFilter())
          toast.success(`${name} is unlinked`)
          setAsking(null)
        }}
      />
    </SettingsSection>
  )
}
