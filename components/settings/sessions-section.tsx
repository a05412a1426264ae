'use client'
import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Monitor, Smartphone } from 'lucide-react'
import { useId, useState } from 'react'
import type { SessionView } from '@/server/domain/views'
import { Age } from '../format/age'
import { useTRPC } from '../trpc-provider'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { Checkbox } from '../ui/checkbox'
import { toast } from '../ui/toast'
import { deviceName } from './device-name'
import { ProofDialog } from './proof-dialog'
import { SettingsSection } from './section'
import { tokensThatGoOn, whatBecomesOfTokens } from './token-words'

/** Browsers in which this person is signed in, each with a way to end it. */
export function SessionsSection() {
  const { i18n, t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { data: sessions } = useSuspenseQuery(trpc.sessions.list.queryOptions())
  const { data: security } = useSuspenseQuery(trpc.security.get.queryOptions())
  const revoke = useMutation(trpc.sessions.revoke.mutationOptions())
  const [asking, setAsking] = useState<SessionView | 'all' | null>(null)
  const { hasPassword, liveTokens } = security
  const others = sessions.filter(({ current }) => !current).length
  const close = (open: boolean) => !open && setAsking(null)
  const one = asking === 'all' ? null : asking
  const browser = one && deviceName(one.userAgent, i18n).name

  return (
    <SettingsSection
      title={t`Sessions`}
      description={t`Where you are signed in.`}
      action={
        others > 0 || liveTokens.length > 0 ? (
          <Button variant="destructive-quiet" onClick={() => setAsking('all')}>
            <Trans>Sign out all others</Trans>
          </Button>
        ) : undefined
      }
      flush
    >
      <ul aria-label={t`Sessions`} className="divide-y">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} onEnd={() => setAsking(session)} />
        ))}
      </ul>
      <SignOutEverywhere
        open={asking === 'all'}
        onOpenChange={close}
        others={others}
        hasPassword={hasPassword}
        liveTokens={liveTokens}
      />
      <ProofDialog
        open={one !== null}
        onOpenChange={close}
        title={browser === null ? t`Sign out this browser?` : t`Sign out ${browser}?`}
        description={t`It is signed out at once, and whatever it is reading breaks off.`}
        hasPassword={hasPassword}
        confirm={t`Sign out`}
        tone="destructive"
        onConfirm={async (proof) => {
          if (!one) return
          await revoke.mutateAsync({ ...proof, id: one.id })
          await queryClient.invalidateQueries(trpc.sessions.pathFilter())
          setAsking(null)
        }}
      />
    </SettingsSection>
  )
}

interface SignOutEverywhereProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  others: number
  hasPassword: boolean
  liveTokens: readonly string[]
}

/** Ends all other sessions and, where that is chosen, the API tokens; says which of them go on. */
function SignOutEverywhere({ open, onOpenChange, others, hasPassword, liveTokens }: SignOutEverywhereProps) {
  const { i18n, t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const id = useId()
  const [tokensToo, setTokensToo] = useState(false)
  const revokeAll = useMutation(trpc.sessions.revokeAll.mutationOptions())
  const browsers =
    others === 0
      ? t`No other browser is signed in.`
      : t`${plural(others, { one: 'One other browser is signed out at once. This one stays.', other: '# other browsers are signed out at once. This one stays.' })}`
  return (
    <ProofDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t`Sign out everywhere else?`}
      description={browsers}
      hasPassword={hasPassword}
      confirm={tokensToo ? t`Sign out, revoke tokens` : t`Sign out all others`}
      tone="destructive"
      onConfirm={async (proof) => {
        const { tokensLeft } = await revokeAll.mutateAsync({ ...proof, revokeTokens: tokensToo })
        await Promise.all([
          queryClient.invalidateQueries(trpc.sessions.pathFilter()),
          queryClient.invalidateQueries(trpc.security.pathFilter()),
          queryClient.invalidateQueries(trpc.tokens.pathFilter()),
        ])
        onOpenChange(false)
        setTokensToo(false)
        toast.success(t`All other sessions are signed out`, { description: tokensThatGoOn(tokensLeft, i18n) ?? undefined })
      }}
    >
      {liveTokens.length > 0 ? (
        <div className="flex items-start gap-2.5">
          <Checkbox
            id={id}
            className="mt-0.5"
            checked={tokensToo}
            onCheckedChange={(checked) => setTokensToo(checked === true)}
          />
          <label htmlFor={id} className="min-w-0 select-none">
            <span className="block">
              <Trans>Revoke API tokens too</Trans>
            </span>
            <span className="block break-words text-muted-foreground text-xs">
              {whatBecomesOfTokens(liveTokens, tokensToo, i18n)}
            </span>
          </label>
        </div>
      ) : null}
    </ProofDialog>
  )
}

function SessionRow({ session, onEnd }: { session: SessionView; onEnd: () => void }) {
  const { i18n, t } = useLingui()
  const { name, mobile } = deviceName(session.userAgent, i18n)
  const Icon = mobile ? Smartphone : Monitor
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <Icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-1.5">
          <span className="font-medium">{name}</span>
          {session.current ? (
            <Badge tone="brand">
              <Trans>This browser</Trans>
            </Badge>
          ) : null}
        </p>
        <p className="flex flex-wrap gap-x-3 text-muted-foreground text-xs">
          {session.ipAddress ? <span className="figures">{session.ipAddress}</span> : null}
          <span>
            <Trans>
              Used <Age date={session.lastUsedAt} />
            </Trans>
          </span>
          <span>
            <Trans>
              Signed in <Age date={session.createdAt} />
            </Trans>
          </span>
        </p>
      </div>
      {session.current ? null : (
        <Button size="sm" variant="destructive-quiet" onClick={onEnd} aria-label={t`Sign out ${name}`}>
          <Trans>Sign out</Trans>
        </Button>
      )}
    </li>
  )
}
