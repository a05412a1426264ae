'use client'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { KeyChange } from '@/server/domain/key-change'
import type { AccountView } from '@/server/domain/views'
import { AccountKey } from '../accounts/account-key'
import { PermissionChips } from '../accounts/permission-chips'
import { Link } from '../desk/link'
import { useDisplay } from '../format/display'
import { Unknown } from '../format/figure'
import { day } from '../format/time'
import { Badge } from '../ui/badge'
import { Card, CardHeader, CardTitle } from '../ui/card'
import { MarginModeSelect } from './margin-mode-select'
import { SubAccountsButton } from './sub-accounts-button'

const POSITION_MODES = { one_way: msg`One-way`, hedge: msg`Hedge`, pair_level: msg`Per pair` } as const

type Permission = KeyChange['gained'][number]

const MAY_NOW: Record<Permission, MessageDescriptor> = {
  read: msg`May read now`,
  trade: msg`May trade now`,
  transfer: msg`May transfer now`,
  withdraw: msg`May withdraw now`,
}
const MAY_NO_LONGER: Record<Permission, MessageDescriptor> = {
  read: msg`May no longer read`,
  trade: msg`May no longer trade`,
  transfer: msg`May no longer transfer`,
  withdraw: msg`May no longer withdraw`,
}

/** The key, what it may do, and how the account is set up on the exchange. */
export function KeyCard({ account, listsSubAccounts = false }: { account: AccountView; listsSubAccounts?: boolean }) {
  const { t } = useLingui()
  const display = useDisplay()
  const markets = Object.entries(account.credentialOptions).flatMap(([market, enabled]) => (enabled ? [market] : []))
  return (
    <Card aria-labelledby="key">
      <CardHeader>
        <CardTitle id="key">
          <Trans>Key and modes</Trans>
        </CardTitle>
        {listsSubAccounts && !account.archived && account.subAccount === null ? <SubAccountsButton account={account} /> : null}
      </CardHeader>
      <dl className="border-t px-4 py-1.5">
        <Line label={t`Key`}>{account.archived ? t`Destroyed at archiving` : <AccountKey account={account} />}</Line>
        {account.parentId ? (
          <Line label={account.subAccount === null ? t`Sub-account of` : t`Read with the key of`}>
            <Link href={`/accounts/${account.parentId}`} className="underline underline-offset-4">
              <Trans>Its main account</Trans>
            </Link>
          </Line>
        ) : null}
        <Line label={t`Permissions`}>
          <PermissionChips permissions={account.permissions} />
        </Line>
        {account.keyChange ? (
          <Line label={t`Since it was entered`}>
            <KeyChanges of={account.keyChange} />
          </Line>
        ) : null}
        <Line label={t`Allowed addresses`}>
          {account.keyIpList === null ? (
            <Unknown why={t`the exchange does not tell`} />
          ) : account.keyIpList.length === 0 ? (
            t`Any`
          ) : (
            <span className="break-words">{account.keyIpList.join(', ')}</span>
          )}
        </Line>
        <Line label={t`Position mode`}>{account.positionMode ? t(POSITION_MODES[account.positionMode]) : <Unknown />}</Line>
        <Line label={t`Margin mode`}>
          <MarginModeSelect account={account} />
        </Line>
        <Line label={t`Markets`}>
          {account.credentialOptions.default || markets.length === 0 ? (
            t`All`
          ) : (
            <span className="capitalize">{markets.join(', ')}</span>
          )}
        </Line>
        {account.keyCheckedAt && !account.archived ? (
          <Line label={t`Permissions last asked`}>
            <span suppressHydrationWarning>{day(account.keyCheckedAt, display)}</span>
          </Line>
        ) : null}
        <Line label={t`Connected`}>
          <span suppressHydrationWarning>{day(account.createdAt, display)}</span>
        </Line>
      </dl>
    </Card>
  )
}

/** What the key may do other than when it was entered; becoming able to withdraw stands out. */
function KeyChanges({ of: { gained, lost } }: { of: KeyChange }) {
  const { t } = useLingui()
  return (
    <span className="inline-flex flex-wrap justify-end gap-1">
      {gained.map((permission) => (
        <Badge key={permission} tone={permission === 'withdraw' ? 'destructive' : 'neutral'}>
          {t(MAY_NOW[permission])}
        </Badge>
      ))}
      {lost.map((permission) => (
        <Badge key={permission} tone="warning">
          {t(MAY_NO_LONGER[permission])}
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
