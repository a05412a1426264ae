'use client'
import { ChevronRight } from 'lucide-react'
import { health } from '@/server/domain/margin'
import { statusOf } from '../accounts/account-status'
import { ExchangeMonogram } from '../accounts/exchange-monogram'
import { Age } from '../format/age'
import { Percent } from '../format/amount'
import { cn } from '../ui/cn'
import { IntentLink } from '../ui/intent-link'
import { StatusDot } from '../ui/status-dot'
import { AccountEquity } from './account-equity'
import type { AccountState } from './account-state'
import { FailureNote, hasFailure } from './failure-note'
import { healthTone } from './health-meter'
import { useChanges } from './use-changes'

/** Accounts on phones: equity, change of the day, state; the rest on the account's page. */
export function AccountList({ rows }: { rows: readonly AccountState[] }) {
  const { day } = useChanges()
  return (
    <ul aria-label="Accounts" className="divide-y border-t">
      {rows.map((row) => {
        const { account, balance } = row
        const { tone, label } = statusOf(account, balance?.stale ?? null)
        const change = day.get(account.id)
        const healthy = balance ? health(balance.equities, balance.assets) : null
        return (
          <li key={account.id}>
            <IntentLink
              href={`/accounts/${account.id}`}
              className="flex items-center gap-2.5 px-4 py-3 hover:bg-muted/60 focus-visible:-outline-offset-2"
            >
              <ExchangeMonogram exchange={account.exchange} name={account.exchangeName} />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{account.name}</span>
                <span className="flex items-center gap-1.5 text-muted-foreground text-xs">
                  <StatusDot tone={tone} className="text-xs">
                    {label === 'Up to date' && balance ? (
                      <span className="figures">
                        <Age date={balance.asOf} />
                      </span>
                    ) : (
                      label
                    )}
                  </StatusDot>
                  {healthy !== null ? (
                    <span className="max-[379px]:hidden">
                      · health <span className={cn('figures', healthTone(healthy).text)}>{healthy}</span>
                    </span>
                  ) : null}
                </span>
              </span>
              <span className="shrink-0 text-right">
                <span className="block font-medium">
                  <AccountEquity balance={balance} />
                </span>
                <span className="block text-xs">
                  {change?.aside ? <span className="mr-1 text-warning">without {change.aside.names}</span> : null}
                  <Percent value={change?.changeRatio ?? null} sign="always" tone="signed" unknown="no history yet" />
                </span>
              </span>
              <ChevronRight aria-hidden className="size-4 shrink-0 text-subtle-foreground" />
            </IntentLink>
            {hasFailure(row) ? (
              <div className="px-4 pb-3">
                <FailureNote {...row} />
              </div>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}
