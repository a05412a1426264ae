'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import type { TokenView } from '@/server/domain/views'
import { Link } from '../desk/link'
import { Age } from '../format/age'
import { useDisplay } from '../format/display'
import { day } from '../format/time'
import { useTRPC } from '../trpc-provider'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { AddressProof } from './address-proof'
import { CreateTokenDialog } from './create-token-dialog'
import { RevokeTokenDialog } from './revoke-token-dialog'
import { SettingsSection } from './section'
import { accountsOf, SCOPES } from './token-scopes'

/** Tokens that still work; what ended is not shown. */
export function TokensSection() {
  const { t } = useLingui()
  const trpc = useTRPC()
  const { data: tokens } = useSuspenseQuery(trpc.tokens.list.queryOptions())
  const { data: terms } = useSuspenseQuery(trpc.tokens.terms.queryOptions())
  const { unprovenAddress } = terms
  const [creating, setCreating] = useState(false)
  const [revoking, setRevoking] = useState<TokenView | null>(null)
  // What programs were allowed stands on the page of agents.
  const live = tokens.filter(({ revokedAt, byProgram }) => revokedAt === null && !byProgram)
  const create = (
    <Button variant="primary" disabled={unprovenAddress !== null} onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      <Trans>New token</Trans>
    </Button>
  )

  return (
    <>
      {unprovenAddress === null ? null : (
        <AddressProof
          address={unprovenAddress}
          title={t`Prove your address first`}
          why={t`Anybody can sign up with anybody’s address. Before you make tokens, show that ${unprovenAddress} is yours by a link that is sent there.`}
        />
      )}
      <SettingsSection
        title={t`API tokens`}
        description={
          <Trans>
            For scripts that read balances over REST. See the{' '}
            <a href="/api/docs" className="text-brand underline underline-offset-4">
              API reference
            </a>
            .
          </Trans>
        }
        action={live.length > 0 ? create : undefined}
        flush
      >
        {live.length === 0 ? (
          <EmptyState
            icon={KeyRound}
            title={t`No tokens yet`}
            description={t`A token lets a script act for you, with just the rights that you give it.`}
            action={create}
          />
        ) : (
          <ul aria-label={t`API tokens`} className="divide-y">
            {live.map((token) => (
              <TokenRow key={token.id} token={token} onRevoke={() => setRevoking(token)} />
            ))}
          </ul>
        )}
      </SettingsSection>
      <CreateTokenDialog open={creating} onOpenChange={setCreating} terms={terms} />
      <RevokeTokenDialog token={revoking} onClose={() => setRevoking(null)} />
    </>
  )
}

function TokenRow({ token, onRevoke }: { token: TokenView; onRevoke: () => void }) {
  const { t } = useLingui()
  const display = useDisplay()
  const until = token.expiresAt ? day(token.expiresAt, display) : ''
  const addresses = token.ipAllowList?.join(', ')
  const expired = token.expiresAt !== null && token.expiresAt.getTime() <= Date.now()
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-40 flex-1">
        <p className="flex flex-wrap items-center gap-1.5">
          <Link
            href={`/settings/tokens/${token.id}`}
            className="touch-text truncate font-medium underline-offset-4 hover:underline"
          >
            {token.name}
          </Link>
          {token.scopes.map((scope) => (
            <Badge key={scope}>{t(SCOPES[scope].label)}</Badge>
          ))}
          {token.accountIds === null ? null : <Badge>{t(accountsOf(token.accountIds.length))}</Badge>}
          {token.tools.length > 0 ? (
            <Badge>
              <Trans>Agents too</Trans>
            </Badge>
          ) : null}
          {expired ? (
            <Badge tone="warning">
              <Trans>Expired</Trans>
            </Badge>
          ) : null}
          {token.expiresAt === null ? (
            <Badge tone="warning">
              <Trans>Never expires</Trans>
            </Badge>
          ) : null}
        </p>
        <p className="mt-0.5 flex flex-wrap gap-x-3 text-muted-foreground text-xs">
          <code className="font-mono">{token.prefix}…</code>
          <span>
            {token.lastUsedAt ? (
              <Trans>
                Used <Age date={token.lastUsedAt} />
              </Trans>
            ) : (
              t`Never used`
            )}
          </span>
          {token.expiresAt ? <span suppressHydrationWarning>{expired ? t`Expired ${until}` : t`Expires ${until}`}</span> : null}
          {addresses === undefined ? null : (
            <span>
              <Trans>From {addresses}</Trans>
            </span>
          )}
        </p>
      </div>
      <Button variant="destructive-quiet" size="sm" onClick={onRevoke} aria-label={t`Revoke ${token.name}`}>
        <Trans>Revoke</Trans>
      </Button>
    </li>
  )
}
