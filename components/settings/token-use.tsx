'use client'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Activity, ChevronLeft } from 'lucide-react'
import { useState } from 'react'
import type { TokenCallView, TokenView } from '@/server/domain/views'
import { Link } from '../desk/link'
import { Age } from '../format/age'
import { useDisplay } from '../format/display'
import { listedWords } from '../format/listed'
import { day } from '../format/time'
import { useTRPC } from '../trpc-provider'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { Segmented } from '../ui/segmented'
import { RevokeTokenDialog } from './revoke-token-dialog'
import { SettingsSection } from './section'
import { SCOPES } from './token-scopes'

const SHOWN = [
  { value: 'all', label: msg`All` },
  { value: 'errors', label: msg`Errors` },
] as const

/** What one token may do, and what was last done with it. */
export function TokenUse({ id }: { id: string }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const { data: calls } = useSuspenseQuery(trpc.tokens.calls.queryOptions({ id }))
  const { data: tokens } = useSuspenseQuery(trpc.tokens.list.queryOptions())
  const [shown, setShown] = useState<'all' | 'errors'>('all')
  const token = tokens.find((each) => each.id === id)
  if (!token) return null
  const listed = shown === 'errors' ? calls.filter(isError) : calls
  const back = token.byProgram
    ? { href: '/settings/agents', label: t`Agents` }
    : { href: '/settings/tokens', label: t`API tokens` }
  return (
    <>
      <Link href={back.href} className="-mb-2 flex w-fit items-center gap-1 text-muted-foreground hover:text-foreground">
        <ChevronLeft aria-hidden className="size-4" />
        {back.label}
      </Link>
      <TokenCard token={token} />
      <SettingsSection
        title={t`Last calls`}
        description={t`Which operation, when and how it ended, also what was refused; nothing of what was asked or answered is kept.`}
        action={
          calls.length > 0 ? (
            <Segmented
              label={t`Calls shown`}
              options={SHOWN.map(({ value, label }) => ({ value, label: t(label) }))}
              value={shown}
              onValueChange={setShown}
            />
          ) : undefined
        }
        flush
      >
        {listed.length === 0 ? (
          <EmptyState
            icon={Activity}
            title={calls.length === 0 ? t`Not used yet` : t`No errors`}
            description={
              calls.length === 0 ? t`Calls stand here within seconds.` : t`None of the calls that are kept was refused or failed.`
            }
          />
        ) : (
          <ul aria-label={t`Last calls`} className="divide-y">
            {listed.map((call) => (
              <CallRow key={call.id} call={call} />
            ))}
          </ul>
        )}
      </SettingsSection>
    </>
  )
}

const isError = ({ status }: TokenCallView) => status >= 400

function TokenCard({ token }: { token: TokenView }) {
  const { t } = useLingui()
  const display = useDisplay()
  const [revoking, setRevoking] = useState<TokenView | null>(null)
  const tools = token.tools.join(', ')
  const made = day(token.createdAt, display)
  const until = token.expiresAt ? day(token.expiresAt, display) : ''
  const over = token.revokedAt !== null
  return (
    <SettingsSection
      title={token.name}
      description={
        <span suppressHydrationWarning>
          {over ? (
            <Trans>Revoked, made {made}</Trans>
          ) : token.expiresAt ? (
            <Trans>
              Until {until}, made {made}
            </Trans>
          ) : (
            <Trans>Never expires, made {made}</Trans>
          )}
        </span>
      }
      action={
        over ? (
          <Badge tone="warning">
            <Trans>Revoked</Trans>
          </Badge>
        ) : (
          <Button variant="destructive-quiet" onClick={() => setRevoking(token)}>
            {token.byProgram ? t`Switch off` : t`Revoke`}
          </Button>
        )
      }
    >
      <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
        <Fact name={t`May`}>
          {token.scopes.map((scope) => t(SCOPES[scope].label)).join(', ')}
          {token.tools.length > 0 ? t`; agents: ${tools}` : ''}
        </Fact>
        <Fact name={t`Sees`}>
          <AccountNames ids={token.accountIds} />
        </Fact>
        <Fact name={t`Used from`}>{token.ipAllowList?.join(', ') ?? t`Anywhere`}</Fact>
        <Fact name={t`Last used`}>{token.lastUsedAt ? <Age date={token.lastUsedAt} /> : t`Never`}</Fact>
      </dl>
      <RevokeTokenDialog token={revoking} onClose={() => setRevoking(null)} />
    </SettingsSection>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted-foreground text-xs">{name}</dt>
      <dd className="mt-0.5 break-words">{children}</dd>
    </div>
  )
}

/** Names that are given before the rest is counted. */
const NAMED = 8

function AccountNames({ ids }: { ids: readonly string[] | null }) {
  const { i18n, t } = useLingui()
  const trpc = useTRPC()
  const { data: accounts } = useSuspenseQuery(trpc.accounts.list.queryOptions({ includeArchived: true }))
  if (ids === null) return t`All accounts`
  const names = accounts.filter(({ id }) => ids.includes(id)).map(({ name }) => name)
  return listedWords(names, i18n, names.length, NAMED)
}

/** What the token's owner can mend, of refusals. */
const REFUSED: Readonly<Record<number, MessageDescriptor>> = {
  401: msg`Revoked or expired`,
  403: msg`Not allowed to this token, or not from this address`,
  429: msg`Too many calls`,
}

function CallRow({ call: { at, method, route, status, client, address } }: { call: TokenCallView }) {
  const { t } = useLingui()
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
      <div className="min-w-40 flex-1">
        <p className="flex min-w-0 items-baseline gap-2 font-mono text-xs">
          <span className="text-muted-foreground">{method}</span>
          <span className="break-all">{route}</span>
        </p>
        <p className="mt-0.5 flex flex-wrap gap-x-3 text-muted-foreground text-xs">
          <Age date={at} />
          {client ? <span className="break-all">{client}</span> : null}
          {address ? <span>{address}</span> : null}
          {REFUSED[status] ? <span className="text-destructive">{t(REFUSED[status])}</span> : null}
        </p>
      </div>
      <Badge tone={status >= 400 ? 'destructive' : 'neutral'}>{status}</Badge>
    </li>
  )
}
