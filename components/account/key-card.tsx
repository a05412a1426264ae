'use client'
import type { ReactNode } from 'react'
import type { AccountView } from '@/server/domain/views'
import { AccountKey } from '../accounts/account-key'
import { PermissionChips } from '../accounts/permission-chips'
import { useDisplay } from '../format/display'
import { Unknown } from '../format/figure'
import { day } from '../format/time'
import { Card, CardHeader, CardTitle } from '../ui/card'
import { MarginModeSelect } from './margin-mode-select'

const POSITION_MODES = { one_way: 'One-way', hedge: 'Hedge', pair_level: 'Per pair' } as const

/** The key, what it may do, and how the account is set up on the exchange. */
export function KeyCard({ account }: { account: AccountView }) {
  const display = useDisplay()
  const markets = Object.entries(account.credentialOptions).flatMap(([market, enabled]) => (enabled ? [market] : []))
  return (
    <Card aria-labelledby="key">
      <CardHeader>
        <CardTitle id="key">Key and modes</CardTitle>
      </CardHeader>
      <dl className="border-t px-4 py-1.5">
        <Line label="Key">{account.archived ? 'Destroyed at archiving' : <AccountKey account={account} />}</Line>
        <Line label="Permissions">
          <PermissionChips permissions={account.permissions} />
        </Line>
        <Line label="Allowed addresses">
          {account.keyIpList === null ? (
            <Unknown why="the exchange does not tell" />
          ) : account.keyIpList.length === 0 ? (
            'Any'
          ) : (
            <span className="break-words">{account.keyIpList.join(', ')}</span>
          )}
        </Line>
        <Line label="Position mode">{account.positionMode ? POSITION_MODES[account.positionMode] : <Unknown />}</Line>
        <Line label="Margin mode">
          <MarginModeSelect account={account} />
        </Line>
        <Line label="Markets">
          {account.credentialOptions.default || markets.length === 0 ? (
            'All'
          ) : (
            <span className="capitalize">{markets.join(', ')}</span>
          )}
        </Line>
        <Line label="Connected">
          <span suppressHydrationWarning>{day(account.createdAt, display)}</span>
        </Line>
      </dl>
    </Card>
  )
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-h-9 items-center justify-between gap-4 border-b py-1.5 last:border-0">
      <dt className="shrink-0 text-muted-foreground">{label}</dt>
      <dd className="min-w-0 text-right">{children}</dd>
    </div>
  )
}
