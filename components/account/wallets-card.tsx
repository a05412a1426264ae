'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { boundOfWallet, inverted } from '@/server/domain/bound'
import { Decimal } from '@/server/domain/decimal'
import { MARGIN_CRITICAL, MARGIN_HIGH } from '@/server/domain/risk-limits'
import type { EquityBound, WalletEquity } from '@/server/domain/types'
import type { BalanceView } from '@/server/domain/views'
import { useWalletLabel } from '../assets/wallet-label'
import { Percent } from '../format/amount'
import { Bounded } from '../format/bounded'
import { Money } from '../format/money'
import { Card, CardHeader, CardTitle } from '../ui/card'
import { cn } from '../ui/cn'
import { Meaning } from '../ui/meaning'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'

/** Each wallet's equity and margin, in USD. */
export function WalletsCard({ balance }: { balance: BalanceView }) {
  const { t } = useLingui()
  const label = useWalletLabel()
  const { equities } = balance
  const bound = (wallet: WalletEquity) => boundOfWallet(balance, wallet.walletType)
  if (equities.length === 0) return null
  const used = equities.filter((wallet) => !isEmpty(wallet))
  const shown = used.length > 0 ? used : equities
  const empty = equities.filter((wallet) => !shown.includes(wallet))
  const reported = shown.some(({ reportedEquity }) => reportedEquity !== null)
  return (
    <Card aria-labelledby="wallets" className="overflow-hidden">
      <CardHeader>
        <CardTitle id="wallets">
          <Trans>Wallets</Trans>
        </CardTitle>
      </CardHeader>
      <div className="border-t max-md:hidden">
        <Table aria-labelledby="wallets">
          <TableHeader>
            <TableRow className="hover:bg-transparent">
              <TableHead>
                <Trans>Wallet</Trans>
              </TableHead>
              <TableHead className="text-right">
                <Trans>Equity</Trans>
              </TableHead>
              <TableHead className="text-right">
                <Trans>Margin balance</Trans>
              </TableHead>
              <TableHead className="text-right">
                <Trans>Initial margin</Trans>
              </TableHead>
              <TableHead className="text-right">
                <Trans>Maint. margin</Trans>
              </TableHead>
              <TableHead className="text-right">
                <Trans>Available</Trans>
              </TableHead>
              <TableHead className="text-right">
                <Trans>Unrealised</Trans>
              </TableHead>
              <TableHead className="text-right">
                <Meaning text={t`Maintenance margin ÷ margin balance; 100 % is liquidation`} figure="margin-ratio">
                  <Trans>Margin ratio</Trans>
                </Meaning>
              </TableHead>
              {reported ? (
                <TableHead className="text-right">
                  <Meaning text={t`The exchange's own figure, where it sends one`}>
                    <Trans>Reported</Trans>
                  </Meaning>
                </TableHead>
              ) : null}
            </TableRow>
          </TableHeader>
          <TableBody>
            {shown.map((wallet) => (
              <TableRow key={wallet.walletType}>
                <TableCell className="font-medium">{label(wallet.walletType)}</TableCell>
                <TableCell className="text-right font-medium">
                  <Money value={wallet.totalEquity} bound={bound(wallet)} />
                </TableCell>
                <TableCell className="text-right">
                  <Money value={wallet.marginBalance} bound={bound(wallet)} />
                </TableCell>
                <TableCell className="text-right">
                  <Money value={wallet.initialMargin} />
                </TableCell>
                <TableCell className="text-right">
                  <Money value={wallet.maintMargin} />
                </TableCell>
                <TableCell className="text-right">
                  <Money value={wallet.availableMargin} />
                </TableCell>
                <TableCell className="text-right">
                  <Money value={wallet.unrealizedProfit} sign="always" tone="signed" />
                </TableCell>
                <TableCell className="text-right">
                  <MarginRatio value={wallet.marginRatio} bound={inverted(bound(wallet))} />
                </TableCell>
                {reported ? (
                  <TableCell className="text-right">
                    <Money value={wallet.reportedEquity} tone="muted" unknown={/*i18n*/ 'the exchange reports none'} />
                  </TableCell>
                ) : null}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      <ul className="divide-y border-t md:hidden" aria-labelledby="wallets">
        {shown.map((wallet) => (
          <li key={wallet.walletType} className="flex items-center justify-between gap-3 px-4 py-2.5">
            <span>
              <span className="block font-medium">{label(wallet.walletType)}</span>
              <span className="block text-muted-foreground text-xs">
                <Trans>
                  available <Money value={wallet.availableMargin} compact="always" />
                </Trans>
              </span>
            </span>
            <span className="text-right">
              <span className="block font-medium">
                <Money value={wallet.totalEquity} bound={bound(wallet)} />
              </span>
              <span className="block text-muted-foreground text-xs">
                <Trans>
                  margin ratio <MarginRatio value={wallet.marginRatio} bound={inverted(bound(wallet))} />
                </Trans>
              </span>
            </span>
          </li>
        ))}
      </ul>
      {empty.length > 0 ? (
        <p className="border-t px-4 py-2.5 text-muted-foreground text-xs">
          <Trans>Empty: {empty.map(({ walletType }) => label(walletType)).join(', ')}</Trans>
        </p>
      ) : null}
    </Card>
  )
}

/** Nothing is in it, and nothing is margined by it. */
function isEmpty({ totalEquity, marginBalance, initialMargin }: WalletEquity): boolean {
  const nothing = (value: string | null) => value === null || new Decimal(value).isZero()
  return totalEquity !== null && nothing(totalEquity) && nothing(marginBalance) && nothing(initialMargin)
}

export function MarginRatio({ value, bound }: { value: WalletEquity['marginRatio']; bound: EquityBound }) {
  const { t } = useLingui()
  const high = value !== null && new Decimal(value).gte(MARGIN_HIGH)
  const critical = value !== null && new Decimal(value).gte(MARGIN_CRITICAL)
  return (
    <Bounded bound={value === null ? 'exact' : bound} because={t`margin balance is not known whole`}>
      <Percent
        value={value}
        decimals={1}
        unknown={/*i18n*/ 'nothing is margined'}
        className={cn(high && 'font-medium text-warning', critical && 'text-destructive')}
      />
    </Bounded>
  )
}
