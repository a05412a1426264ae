'use client'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { KeyChange } from '@/server/domain/key-change'
import type { AccountView } from '@/server/domain/views'
import { AccountKey } from '../accounts/account-key'
import { PermissionChips } from '../accounts/permission-chips'
import { useDisplay } from '../format/display'
import { Unknown } from '../format/figure'
import { day } from '../format/time'
import { Badge } from '../ui/badge'
import { Card, CardHeader, CardTitle } from '../ui/card'
import { MarginModeSelect } from './margin-mode-select'
import { SubAccountsButton } from './sub-accounts-button'

const POSITION_MODES = { one_way: 'One-way', hedge: 'Hedge', pair_level: 'Per pair' } as const

/** The key, what it may do, and how the account is set up on the exchange. */
export function KeyCard({ account, listsSubAccounts = false }: { account: AccountView; listsSubAccounts?: boolean }) {
  const display = useDisplay()
  const markets = Object.entries(account.credentialOptions).flatMap(([market, enabled]) => (enabled ? [market] : []))
  return (
    <Card aria-labelledby="key">
      <CardHeader>
        <CardTitle id="key">Key and modes</CardTitle>
        {listsSubAccounts && !account.archived && account.subAccount === null ? <SubAccountsButton account={account} /> : null}
      </CardHeader>
      <dl className="border-t px-4 py-1.5">
        <Line label="Key">{account.archived ? 'Destroyed at archiving' : <AccountKey account={account} />}</Line>
        {account.parentId ? (
          <Line label={account.subAccount === null ? 'Sub-account of' : 'Read with the key of'}>
            <Link href={`/accounts/${account.parentId}`} className="underline underline-offset-4">
              Its main account
            </Link>
          </Line>
        ) : null}
        <Line label="Permissions">
          <PermissionChips permissions={account.permissions} />
        </Line>
        {account.keyChange ? <Line label="Since it was entered">{keyChanges(account.keyChange)}</Line> : null}
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
        {account.keyCheckedAt && !account.archived ? (
          <Line label="Permissions last asked">
            <span suppressHydrationWarning>{day(account.keyCheckedAt, display)}</span>
          </Line>
        ) : null}
        <Line label="Connected">
          <span suppressHydrationWarning>{day(account.createdAt, display)}</span>
        </Line>
      </dl>
    </Card>
  )
}

/** What the key may do other than when it was entered; becoming able to withdraw stands out. */
function keyChanges({ gained, lost }: KeyChange): ReactNode {
  return (
    <span className="inline-flex flex-wrap justify-end gap-1">
      {gained.map((permission) => (
        <Badge key={permission} tone={permission === 'withdraw' ? 'destructive' : 'neutral'}>
          May {permission} now
        </Badge>
      ))}
      {lost.map((permission) => (
        <Badge key={permission} tone="warning">
          May no longer {permission}
        </Badge>
      ))}
    </span>
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
