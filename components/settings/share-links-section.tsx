'use client'
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
  const trpc = useTRPC()
  const { data: links } = useSuspenseQuery(trpc.shares.list.queryOptions())
  const { data: terms } = useSuspenseQuery(trpc.tokens.terms.queryOptions())
  const { unprovenAddress } = terms
  const [creating, setCreating] = useState(false)
  const [revoking, setRevoking] = useState<ShareLinkView | null>(null)
  const create = (
    <Button variant="primary" disabled={unprovenAddress !== null} onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      New link
    </Button>
  )

  return (
    <>
      {unprovenAddress === null ? null : (
        <AddressProof
          address={unprovenAddress}
          title="Prove your address first"
          why={`Anybody can sign up with anybody’s address. Before you share, show that ${unprovenAddress} is yours by a link that is sent there.`}
        />
      )}
      <SettingsSection
        title="Share links"
        description="Whoever has a link looks at what it shows, without signing in and without changing anything."
        action={links.length > 0 ? create : undefined}
        flush
      >
        {links.length === 0 ? (
          <EmptyState
            icon={Share2}
            title="Nothing is shared"
            description="A link shows what you choose, as shares or amounts, until its end or until you take it back."
            action={create}
          />
        ) : (
          <ul aria-label="Share links" className="divide-y">
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
  const display = useDisplay()
  const expired = link.expiresAt.getTime() <= Date.now()
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-40 flex-1">
        <p className="flex flex-wrap items-center gap-1.5">
          <span className="truncate font-medium">{link.title}</span>
          {shareTerms(link).map((term) => (
            <Badge key={term}>{term}</Badge>
          ))}
          {link.accountIds === null ? null : <Badge>{accountsOf(link.accountIds.length)}</Badge>}
          {expired ? <Badge tone="warning">Expired</Badge> : null}
        </p>
        <p className="mt-0.5 flex flex-wrap gap-x-3 text-muted-foreground text-xs">
          {link.lastViewedAt ? (
            <>
              <span>{viewsText(link.views)}</span>
              <span>
                Last <Age date={link.lastViewedAt} />
              </span>
            </>
          ) : (
            <span>Never seen</span>
          )}
          <span suppressHydrationWarning>{`${expired ? 'Expired' : 'Expires'} ${day(link.expiresAt, display)}`}</span>
        </p>
      </div>
      <Button variant="destructive-quiet" size="sm" onClick={onRevoke} aria-label={`Revoke ${link.title}`}>
        Revoke
      </Button>
    </li>
  )
}
