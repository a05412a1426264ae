'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Bot } from 'lucide-react'
import { useState } from 'react'
import type { TokenView } from '@/server/domain/views'
import { Link } from '../desk/link'
import { Age } from '../format/age'
import { useDisplay } from '../format/display'
import { day } from '../format/time'
import { useTRPC } from '../trpc-provider'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { CopyButton } from '../ui/copy-button'
import { EmptyState } from '../ui/empty-state'
import { Segmented } from '../ui/segmented'
import { agentConfigs } from './agent-configs'
import { RevokeTokenDialog } from './revoke-token-dialog'
import { SettingsSection } from './section'
import { accountsOf, SCOPES } from './token-scopes'

/** How an agent connects, what it may see, and which are connected. */
export function AgentsSection() {
  const { t } = useLingui()
  const trpc = useTRPC()
  const { data: tokens } = useSuspenseQuery(trpc.tokens.list.queryOptions())
  const [ending, setEnding] = useState<TokenView | null>(null)
  const live = tokens.filter(({ revokedAt, byProgram }) => revokedAt === null && byProgram)
  return (
    <>
      <HowToConnect />
      <SettingsSection
        title={t`Connected agents`}
        description={t`Programs that you allowed in a browser. Switched off, one is refused from its next request on.`}
        flush
      >
        {live.length === 0 ? (
          <EmptyState
            icon={Bot}
            title={t`No agent is connected`}
            description={t`One that you allow stands here, with what it may see.`}
          />
        ) : (
          <ul aria-label={t`Connected agents`} className="divide-y">
            {live.map((token) => (
              <AgentRow key={token.id} token={token} onEnd={() => setEnding(token)} />
            ))}
          </ul>
        )}
      </SettingsSection>
      <RevokeTokenDialog token={ending} onClose={() => setEnding(null)} />
    </>
  )
}

function HowToConnect() {
  const { i18n, t } = useLingui()
  const trpc = useTRPC()
  const { data: address } = useSuspenseQuery(trpc.oauth.address.queryOptions())
  const configs = agentConfigs(address.url, i18n)
  const [chosen, setChosen] = useState('address')
  const config = configs.find(({ id }) => id === chosen)
  return (
    <SettingsSection
      title={t`Connect an agent`}
      description={t`An assistant on your desktop can read your accounts over MCP: balances, positions, exposure, history, returns, alerts.`}
    >
      <div className="flex flex-col gap-4">
        <div className="thin-scroll -mx-1 overflow-x-auto px-1">
          <Segmented
            label={t`How it is set up`}
            className="w-max [&_button]:whitespace-nowrap"
            options={configs.map(({ id, name }) => ({ value: id, label: name }))}
            value={chosen}
            onValueChange={setChosen}
          />
        </div>
        {config ? (
          <div>
            <p className="mb-2 text-muted-foreground text-xs">{config.where}</p>
            <div className="flex items-start gap-2">
              <pre className="thin-scroll min-w-0 flex-1 select-all overflow-x-auto rounded-md border bg-muted px-3 py-2 font-mono text-xs leading-relaxed">
                {config.text}
              </pre>
              <CopyButton value={config.text} what={config.id === 'address' ? t`address` : t`configuration`} size="icon" />
            </div>
            {config.token ? (
              <p className="mt-2 text-xs">
                <Trans>
                  <Link href="/settings/tokens" className="text-brand underline underline-offset-4">
                    Make a token
                  </Link>{' '}
                  that may only read, limited to the accounts that it is for.
                </Trans>
              </p>
            ) : null}
          </div>
        ) : null}
        <ul className="flex list-disc flex-col gap-1 pl-4 text-muted-foreground text-xs">
          <li>
            <Trans>You choose what it may do and which accounts it sees; it sees no keys and can move no money.</Trans>
          </li>
          <li>
            <Trans>What it reads goes to whoever runs its model. Allow it what you would show them.</Trans>
          </li>
          <li>
            <Trans>Each answer says of when it is and what is missing, so that unknown is not taken for zero.</Trans>
          </li>
        </ul>
      </div>
    </SettingsSection>
  )
}

function AgentRow({ token, onEnd }: { token: TokenView; onEnd: () => void }) {
  const { t } = useLingui()
  const display = useDisplay()
  const until = token.expiresAt ? day(token.expiresAt, display) : ''
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
          <Badge>{token.accountIds === null ? t`All accounts` : t(accountsOf(token.accountIds.length))}</Badge>
          {expired ? (
            <Badge tone="warning">
              <Trans>Expired</Trans>
            </Badge>
          ) : null}
        </p>
        <p className="mt-0.5 flex flex-wrap gap-x-3 text-muted-foreground text-xs">
          <span>
            {token.lastUsedAt ? (
              <Trans>
                Used <Age date={token.lastUsedAt} />
              </Trans>
            ) : (
              t`Never used`
            )}
          </span>
          {token.expiresAt ? <span suppressHydrationWarning>{expired ? t`Expired ${until}` : t`Until ${until}`}</span> : null}
        </p>
      </div>
      <Button variant="destructive-quiet" size="sm" onClick={onEnd} aria-label={t`Switch off ${token.name}`}>
        <Trans>Switch off</Trans>
      </Button>
    </li>
  )
}
