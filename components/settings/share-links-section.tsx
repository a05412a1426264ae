'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Plus, Share2 } from 'lucide-react'
import { useState } from 'react'
import type { ShareLinkView } from '@/server/domain/views'
import { Age } from '../format/age'
import { useDisplay } from '../format/display'
import { day } from '../format/time'
import { useTRPC } from '../trpc-provider'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { AddressProof } from './address-proof'
import { CreateShareDialog } from './create-share-dialog'
import { RevokeShareDialog } from './revoke-share-dialog'
import { SettingsSection } from './section'
import { shareTerms, viewsText } from './share-words'
import { accountsOf } from './token-scopes'

/** Links by which others look at some figures without signing in; what was revoked is not shown. */
export function ShareLinksSection() {
  const { t } = useLingui()
  const trpc = useTRPC()
  const { data: links } = useSuspenseQuery(trpc.shares.list.queryOptions())
  const { data: terms } = useSuspenseQuery(trpc.tokens.terms.queryOptions())
  const { unprovenAddress } = terms
  const [creating, setCreating] = useState(false)
  const [revoking, setRevoking] = useState<ShareLinkView | null>(null)
  const create = (
    <Button variant="primary" disabled={unprovenAddress !== null} onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      <Trans>New link</Trans>
    </Button>
  )

  return (
    <>
      {unprovenAddress === null ? null : (
        <AddressProof
          address={unprovenAddress}
          title={t`Prove your address first`}
          why={t`Anybody can sign up with anybody’s address. Before you share, show that ${unprovenAddress} is yours by a link that is sent there.`}
        />
      )}
      <SettingsSection
        title={t`Share links`}
        description={t`Whoever has a link looks at what it shows, without signing in and without changing anything.`}
        action={links.length > 0 ? create : undefined}
        flush
      >
        {links.length === 0 ? (
          <EmptyState
            icon={Share2}
            title={t`Nothing is shared`}
            description={t`A link shows what you choose, as shares or amounts, until its end or until you take it back.`}
            action={create}
          />
        ) : (
          <ul aria-label={t`Share links`} className="divide-y">
            {links.map((link) => (
              <LinkRow key={link.id} link={link} onRevoke={() => setRevoking(link)} />
            ))}
          </ul>
        )}
      </SettingsSection>
      <CreateShareDialog open={creating} onOpenChange={setCreating} terms={terms} />
      <RevokeShareDialog link={revoking} onClose={() => setRevoking(null)} />
    </>
  )
}

function LinkRow({ link, onRevoke }: { link: ShareLinkView; onRevoke: () => void }) {
  const { t } = useLingui()
  const display = useDisplay()
  const until = day(link.expiresAt, display)
  const expired = link.expiresAt.getTime() <= Date.now()
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-40 flex-1">
        <p className="flex flex-wrap items-center gap-1.5">
          <span className="truncate font-medium">{link.title}</span>
          {shareTerms(link).map((term) => (
            <Badge key={term.id}>{t(term)}</Badge>
          ))}
          {link.tagId !== null ? (
            <Badge>
              <Trans>Of a tag</Trans>
            </Badge>
          ) : null}
          {link.accountIds === null || link.tagId !== null ? null : <Badge>{t(accountsOf(link.accountIds.length))}</Badge>}
          {expired ? (
            <Badge tone="warning">
              <Trans>Expired</Trans>
            </Badge>
          ) : null}
        </p>
        <p className="mt-0.5 flex flex-wrap gap-x-3 text-muted-foreground text-xs">
          {link.lastViewedAt ? (
            <>
              <span>{t(viewsText(link.views))}</span>
              <span>
                <Trans>
                  Last <Age date={link.lastViewedAt} />
                </Trans>
              </span>
            </>
          ) : (
            <span>
              <Trans context="of a link">Never seen</Trans>
            </span>
          )}
          <span suppressHydrationWarning>{expired ? t`Expired ${until}` : t`Expires ${until}`}</span>
        </p>
      </div>
      <Button variant="destructive-quiet" size="sm" onClick={onRevoke} aria-label={t`Revoke ${link.title}`}>
        <Trans>Revoke</Trans>
      </Button>
    </li>
  )
}
