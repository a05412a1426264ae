'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { ShockedAccount, ShockedBookOf } from '@/server/domain/risk/book'
import type { Death } from '@/server/domain/risk/deaths'
import type { RiskAccount } from '@/server/domain/risk/types'
import { MARGIN_CRITICAL, MARGIN_HIGH } from '@/server/domain/risk-limits'
import type { EquityBound } from '@/server/domain/types'
import { ExchangeMonogram } from '../accounts/exchange-monogram'
import { Age } from '../format/age'
import { Percent, Price } from '../format/amount'
import { Bounded } from '../format/bounded'
import { Unknown } from '../format/figure'
import { Money } from '../format/money'
import { Badge } from '../ui/badge'
import { Card, CardHeader, CardTitle } from '../ui/card'
import { cn } from '../ui/cn'
import { IntentLink } from '../ui/intent-link'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { maintenanceWords, notKnown, percentWords, shareOf } from './words'

/** Rows that stand on the page; the others come when they are asked for. */
const FIRST = 12

interface RiskAccountsProps {
  accounts: readonly RiskAccount[]
  book: ShockedBookOf
  now: readonly ShockedAccount[]
  shocked: readonly ShockedAccount[]
  percent: number
}

/** Each account now and at the shock, those that die first at the top. Rows keep their places while the slider moves. */
export function RiskAccounts({ accounts, book, now, shocked, percent }: RiskAccountsProps) {
  const { t } = useLingui()
  const [all, setAll] = useState(false)
  const move = percentWords(percent)
  const rows = accounts
    .map((account, at) => ({ account, now: now[at], after: shocked[at], death: nearest(book.deaths(account.accountId)) }))
    .sort((a, b) => urgency(a) - urgency(b) || Number(b.account.equity ?? 0) - Number(a.account.equity ?? 0))
  const more = rows.length - FIRST
  const shortOf = (account: RiskAccount) => {
    const told = notKnown(account)
    return told && t(told.short)
  }
  const maintenanceOf = ({ maintenance }: RiskAccount) => {
    const words = maintenanceWords(maintenance)
    return words ? t(words) : undefined
  }
  const shown = all ? rows : rows.slice(0, FIRST)
  return (
    <Card className="flex flex-col overflow-hidden" aria-labelledby="risk-accounts">
      <CardHeader>
        <CardTitle id="risk-accounts">
          <Trans>Accounts at {move}</Trans>
        </CardTitle>
        <span className="text-muted-foreground text-xs">
          <Trans>Nearest liquidation first</Trans>
        </span>
      </CardHeader>
      <Table aria-labelledby="risk-accounts">
        <TableHeader>
          <TableRow>
            <TableHead>
              <Trans>Account</Trans>
            </TableHead>
            <TableHead className="text-right max-md:hidden">
              <Trans>Equity now</Trans>
            </TableHead>
            <TableHead className="text-right">
              <Trans>At {move}</Trans>
            </TableHead>
            <TableHead className="text-right max-sm:hidden">
              <Trans>Margin ratio</Trans>
            </TableHead>
            <TableHead className="text-right max-lg:hidden">
              <Trans>Dies first</Trans>
            </TableHead>
            <TableHead className="text-right">
              <Trans>Liquidation</Trans>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {shown.map(({ account, now: before, after, death }) => (
            <TableRow key={account.accountId}>
              <TableCell className="max-w-56">
                <span className="flex min-w-0 items-center gap-2.5">
                  <ExchangeMonogram exchange={account.exchange} name={account.exchangeName} />
                  <span className="min-w-0">
                    <IntentLink
                      href={`/accounts/${account.accountId}`}
                      className="touch-text block truncate rounded-sm font-medium underline-offset-4 hover:underline"
                    >
                      {account.accountName}
                    </IntentLink>
                    {notKnown(account) ? (
                      <span className="block truncate text-warning text-xs" title={notKnown(account)?.why}>
                        {shortOf(account)}
                      </span>
                    ) : (
                      <span className="block truncate text-muted-foreground text-xs" title={maintenanceOf(account)}>
                        {[account.exchangeName, maintenanceOf(account)].filter(Boolean).join(' · ')}
                      </span>
                    )}
                    {account.stale && account.asOf ? (
                      <span className="block truncate text-warning text-xs">
                        <Trans>
                          Old: read <Age date={account.asOf} />
                        </Trans>
                      </span>
                    ) : null}
                  </span>
                </span>
              </TableCell>
              <TableCell className="text-right max-md:hidden">
                <Money value={account.equity} bound={account.bound} live={false} compact="phone" />
              </TableCell>
              <TableCell className="text-right">
                <Money value={after?.equity ?? null} bound={after?.bound ?? account.bound} live={false} compact="phone" />
                {after && after.liquidated.length > 0 ? (
                  <span className="block">
                    <Badge tone="loss" title={after.liquidated.map(({ symbol }) => symbol).join(', ')}>
                      <Trans>Liquidated</Trans>
                    </Badge>
                  </span>
                ) : null}
              </TableCell>
              <TableCell className="text-right max-sm:hidden">
                <Ratios before={before?.marginRatio ?? null} after={after?.marginRatio ?? null} bound={account.marginBound} />
              </TableCell>
              <TableCell className="max-w-48 truncate text-right max-lg:hidden">
                {death ? death.symbol : <Unknown why={notKnown(account)?.why ?? t`nothing on the whole path`} />}
              </TableCell>
              <TableCell className="text-right">
                <Liquidation death={death} account={account} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {rows.length > FIRST ? (
        <button
          type="button"
          onClick={() => setAll(!all)}
          aria-expanded={all}
          className="mt-auto rounded-b-lg border-t px-4 py-2 text-left font-medium text-muted-foreground text-xs hover:bg-muted/60 hover:text-foreground focus-visible:-outline-offset-2 pointer-coarse:min-h-11"
        >
          {all ? t`Fewer` : t`${more} more`}
        </button>
      ) : null}
    </Card>
  )
}

function Ratios({ before, after, bound }: { before: string | null; after: string | null; bound: EquityBound }) {
  if (before === null && after === null) return <Ratio value={null} bound={bound} />
  return (
    <>
      <Ratio value={before} bound={bound} muted />
      <span aria-hidden className="text-subtle-foreground">
        {' → '}
      </span>
      <span className="sr-only">
        <Trans>, then</Trans>{' '}
      </span>
      <Ratio value={after} bound={bound} />
    </>
  )
}

function Ratio({ value, bound, muted = false }: { value: string | null; bound: EquityBound; muted?: boolean }) {
  const { t } = useLingui()
  if (value === null) return <Unknown why={t`nothing is margined, or it is not known`} />
  const tone = muted || MARGIN_HIGH.gt(value) ? '' : MARGIN_CRITICAL.gt(value) ? 'text-warning' : 'text-loss'
  return (
    <Bounded bound={bound} because={t`it rests on a margin balance of which not all is known`}>
      <Percent value={value} decimals={1} live={false} className={cn(muted ? 'text-muted-foreground' : tone)} />
    </Bounded>
  )
}

function Liquidation({ death, account }: { death: Death | null; account: RiskAccount }) {
  const unknown = notKnown(account)
  if (death === null)
    return unknown ? (
      <Unknown why={unknown.why} />
    ) : (
      <span className="text-muted-foreground">
        <Trans>None</Trans>
      </span>
    )
  return (
    <>
      <Percent value={shareOf(death.shock)} sign="always" decimals={1} live={false} />
      {death.price === null ? null : (
        <span className="block text-muted-foreground text-xs">
          <Trans>
            at <Price value={death.price} />
          </Trans>
        </span>
      )}
    </>
  )
}

/** The nearer of both ways; null: neither. */
function nearest({ down, up }: { down: Death | null; up: Death | null }): Death | null {
  if (down === null || up === null) return down ?? up
  return Math.abs(up.shock) < Math.abs(down.shock) ? up : down
}

/** What dies soon is first, then what nobody knows of, then all that does not. */
function urgency({ death, account }: { death: Death | null; account: RiskAccount }): number {
  if (death !== null) return Math.abs(death.shock)
  return notKnown(account) ? 10 : 20
}
