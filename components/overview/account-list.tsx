'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { ChevronRight } from 'lucide-react'
import { Fragment, memo } from 'react'
import type { AccountChanges } from '@/server/domain/views'
import { withGroups } from '../accounts/account-groups'
import { statusOf } from '../accounts/account-status'
import { ExchangeMonogram } from '../accounts/exchange-monogram'
import { GroupItem, SumItem } from '../accounts/sum-rows'
import { AccountRowBell } from '../alerts/row-bells'
import { useWatched } from '../alerts/use-watched'
import { Age } from '../format/age'
import { Percent } from '../format/amount'
import { useSaid } from '../language/said'
import { cn } from '../ui/cn'
import { IntentLink } from '../ui/intent-link'
import { OnceAlive } from '../ui/once-alive'
import { StatusDot } from '../ui/status-dot'
import { AccountEquity } from './account-equity'
import { FailureNote, hasFailure } from './failure-note'
import { healthTone } from './health-meter'
import type { ChangesByAccount, ChosenLine, ChosenTable } from './use-account-lines'

interface AccountListProps {
  rows: readonly ChosenLine[]
  changes: ChangesByAccount
  table: ChosenTable
}

/** Accounts on phones: equity, gain of the day, state; the rest on the account's page. */
export function AccountList({ rows, changes, table }: AccountListProps) {
  const { t } = useLingui()
  const isWatched = useWatched()
  return (
    <ul aria-label={t`Accounts`} className="divide-y border-t">
      {withGroups(rows, table.groups).map(({ row, begins }) => (
        <Fragment key={row.account.id}>
          {begins ? <GroupItem group={begins} /> : null}
          <AccountItem line={row} change={changes.get(row.account.id)?.day} watched={isWatched(row.account.id, null)} />
        </Fragment>
      ))}
      <SumItem table={table} />
    </ul>
  )
}

interface AccountItemProps {
  line: ChosenLine
  /** Undefined while it is read. */
  change: AccountChanges['day'] | undefined
  watched: boolean
}

/** Drawn anew only where its account has changed: the list is whenever one of them has. */
const AccountItem = memo(function AccountItem({ line: { account, figures }, change, watched }: AccountItemProps) {
  const said = useSaid()
  const stale = figures?.stale ?? null
  const { tone, label } = statusOf(account, stale)
  const healthy = figures?.health ?? null
  return (
    <li>
      <div className="flex items-center">
        <IntentLink
          href={`/accounts/${account.id}`}
          className="flex min-w-0 flex-1 items-center gap-2.5 py-3 pl-4 hover:bg-muted/60 focus-visible:-outline-offset-2"
        >
          <ExchangeMonogram exchange={account.exchange} name={account.exchangeName} />
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">{account.name}</span>
            <span className="flex flex-wrap items-center gap-x-1.5 whitespace-nowrap text-muted-foreground text-xs">
              <StatusDot tone={tone} className="text-xs">
                {label === 'Up to date' && figures ? (
                  <span className="figures">
                    <Age date={figures.asOf} />
                  </span>
                ) : (
                  said(label)
                )}
              </StatusDot>
              {healthy !== null ? (
                <span className="max-[379px]:hidden">
                  <Trans>
                    · health{' '}
                    <span className={cn('figures', healthTone(healthy, figures?.marginUse ?? null).text)}>{healthy}</span>
                  </Trans>
                </span>
              ) : null}
            </span>
          </span>
          <span className="shrink-0 text-right">
            <span className="block font-medium">
              <AccountEquity of={figures} plain />
            </span>
            <span className="block text-xs">
              {change?.aside ? (
                <span className="mr-1 text-warning">
                  <Trans>without {change.aside.names}</Trans>
                </span>
              ) : null}
              {change && change.gain === null && change.change !== null ? (
                <span className="text-muted-foreground">
                  <Trans>
                    equity <Percent value={change.changeRatio} sign="always" unknown={/*i18n*/ 'no history yet'} />
                  </Trans>
                </span>
              ) : (
                <Percent value={change?.gainRatio ?? null} sign="always" tone="signed" unknown={/*i18n*/ 'no history yet'} />
              )}
            </span>
          </span>
          <ChevronRight aria-hidden className="size-4 shrink-0 text-subtle-foreground" />
        </IntentLink>
        {/* Its place is kept until it can be used. */}
        <span className="flex h-11 w-11 shrink-0 items-center justify-center">
          <OnceAlive>
            <AccountRowBell account={account} watched={watched} />
          </OnceAlive>
        </span>
      </div>
      {hasFailure(account, stale) ? (
        <div className="px-4 pb-3">
          <FailureNote account={account} stale={stale} />
        </div>
      ) : null}
    </li>
  )
})
