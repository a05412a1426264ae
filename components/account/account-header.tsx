'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { ChevronLeft, Gauge, RefreshCw } from 'lucide-react'
import { isUnproven } from '@/server/domain/left-out'
import type { AccountView, BalanceView } from '@/server/domain/views'
import { AccountActions, type AccountDialogName } from '../accounts/account-actions'
import { statusOf } from '../accounts/account-status'
import { ExchangeMonogram } from '../accounts/exchange-monogram'
import { AccountBell } from '../alerts/account-bell'
import { Link } from '../desk/link'
import { ForRole } from '../desks/desk-role'
import { Age } from '../format/age'
import { useSaid } from '../language/said'
import { useIsRefreshing } from '../live/refresh-store'
import { useRefresh } from '../shell/use-refresh'
import { TagChoice } from '../tags/tag-choice'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { cn } from '../ui/cn'
import { StatusDot } from '../ui/status-dot'

interface AccountHeaderProps {
  account: AccountView
  balance: BalanceView | null
  /** Not given where the exchange takes no leverage. */
  onSetLeverage?: (() => void) | undefined
  /** The dialog that is open, where somebody else than the menu opens it. */
  dialog?: AccountDialogName | null
  onDialog?: (dialog: AccountDialogName | null) => void
}

/** Which account this is, how it is, and what can be done with it. */
export function AccountHeader({ account, balance, onSetLeverage, dialog, onDialog }: AccountHeaderProps) {
  const { t } = useLingui()
  const said = useSaid()
  const { tone, label } = statusOf(account, balance?.stale ?? null)
  return (
    <header className="flex flex-col gap-2">
      <Link
        href="/accounts"
        className="touch-target -ml-0.5 inline-flex w-fit items-center gap-1 rounded-sm text-muted-foreground text-sm hover:text-foreground"
      >
        <ChevronLeft aria-hidden className="size-4" />
        <Trans>Accounts</Trans>
      </Link>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <div className="flex min-w-0 items-center gap-3">
          <ExchangeMonogram exchange={account.exchange} name={account.exchangeName} className="size-10" />
          <div className="min-w-0">
            <h1 className="flex items-center gap-2 font-semibold text-lg tracking-tight">
              <span className="truncate">{account.name}</span>
              {account.sandbox ? (
                <Badge tone="outline">
                  <Trans>Test network</Trans>
                </Badge>
              ) : null}
              {balance && isUnproven(balance) ? (
                <Badge tone="warning" title={t`Compare its equity and positions with what ${account.exchangeName} shows.`}>
                  <Trans>Not proven for this exchange</Trans>
                </Badge>
              ) : null}
            </h1>
            <p className="flex flex-wrap items-center gap-x-2 text-muted-foreground text-sm">
              <span>
                {account.exchangeName}
                {account.exchangeLabel ? ` · ${account.exchangeLabel}` : ''}
              </span>
              <span aria-hidden>·</span>
              <StatusDot tone={tone}>{said(label)}</StatusDot>
              {balance ? (
                <span className="figures">
                  <Age date={balance.asOf} />
                </span>
              ) : null}
            </p>
          </div>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {account.archived ? null : (
            <ForRole least="trader" of="accounts">
              <Refresh account={account} />
            </ForRole>
          )}
          {account.archived ? null : (
            <ForRole least="manager">
              <TagChoice rule={{ accountId: account.id, coin: null, market: null }} what={account.name} />
            </ForRole>
          )}
          {balance ? (
            <ForRole least="manager">
              <AccountBell account={account} balance={balance} />
            </ForRole>
          ) : null}
          {onSetLeverage ? (
            <ForRole least="trader" of="accounts">
              <Button onClick={onSetLeverage}>
                <Gauge aria-hidden />
                <Trans>Set leverage</Trans>
              </Button>
            </ForRole>
          ) : null}
          <AccountActions account={account} dialog={dialog} onDialog={onDialog} />
        </div>
      </div>
    </header>
  )
}

function Refresh({ account }: { account: AccountView }) {
  const { t } = useLingui()
  const { refresh } = useRefresh()
  const busy = useIsRefreshing(account.id)
  return (
    <>
      <Button onClick={() => refresh([account])} aria-busy={busy || undefined} aria-disabled={busy || undefined}>
        <RefreshCw aria-hidden className={cn(busy && 'animate-spin')} />
        {busy ? t`Refreshing` : t`Refresh`}
      </Button>
      <span role="status" className="sr-only">
        {busy ? t`Refreshing ${account.name}` : ''}
      </span>
    </>
  )
}
