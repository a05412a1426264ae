import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Decimal } from '@/server/domain/decimal'
import type { ExplainView, PerformanceView } from '@/server/domain/views'
import { RowWalk } from '../command/row-walk'
import { Percent } from '../format/amount'
import { Money } from '../format/money'
import { Card, CardHeader, CardTitle } from '../ui/card'
import { cn } from '../ui/cn'
import { IntentLink } from '../ui/intent-link'
import { Meaning } from '../ui/meaning'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { type Scope, scopeHref } from './scope'
import { NOTE_WORDS } from './words'

export const RETURNS_BY = ['account', 'exchange', 'coin'] as const
export type ReturnsBy = (typeof RETURNS_BY)[number]
const LABELS = { account: msg`Accounts`, exchange: msg`Exchanges`, coin: msg`Coins` } as const
const TITLES = { account: msg`By account`, exchange: msg`By exchange`, coin: msg`By coin` } as const

interface ByProps {
  scope: Scope
  by: ReturnsBy
  performance: PerformanceView
  explained: ExplainView
}

/** The same gain by account, exchange or coin. */
export function By({ scope, by, performance, explained }: ByProps) {
  const { t } = useLingui()
  return (
    <Card id="by" className="scroll-mt-16 overflow-hidden">
      <CardHeader>
        <CardTitle>{t(TITLES[by])}</CardTitle>
        <nav aria-label={t`By`} className="inline-flex h-8 items-center rounded-md border bg-muted p-0.5 pointer-coarse:h-11">
          {RETURNS_BY.map((each) => (
            <IntentLink
              key={each}
              href={`${scopeHref('/performance', scope, { by: each })}#by`}
              scroll={false}
              aria-current={each === by ? 'true' : undefined}
              className={cn(
                'touch-target inline-flex h-full items-center justify-center rounded-sm px-2.5 font-medium text-muted-foreground text-xs hover:text-foreground',
                'aria-[current]:bg-card aria-[current]:text-foreground aria-[current]:shadow-xs dark:aria-[current]:bg-accent',
              )}
            >
              {t(LABELS[each])}
            </IntentLink>
          ))}
        </nav>
      </CardHeader>
      <RowWalk>
        {by === 'coin' ? (
          <ByCoin explained={explained} scope={scope} />
        ) : (
          <Groups groups={performance.groups} named={by === 'account' ? 'Account' : 'Exchange'} scope={scope} />
        )}
      </RowWalk>
    </Card>
  )
}

function Groups({ groups, named, scope }: { groups: PerformanceView['groups']; named: 'Account' | 'Exchange'; scope: Scope }) {
  const { t } = useLingui()
  return (
    <Table>
      <TableHeader>
        <TableRow>
          <TableHead>{named === 'Account' ? <Trans>Account</Trans> : <Trans>Exchange</Trans>}</TableHead>
          <TableHead className="text-right">
            <Trans>Gain</Trans>
          </TableHead>
          <TableHead className="text-right">TWR</TableHead>
          <TableHead className="text-right">XIRR</TableHead>
          <TableHead className="text-right">
            <Trans>Came and went</Trans>
          </TableHead>
          <TableHead className="text-right">
            <Trans>Equity</Trans>
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {groups.map((group) => (
          <TableRow key={group.key}>
            <TableCell className="max-w-60 truncate">
              {named === 'Account' ? (
                <IntentLink
                  href={scopeHref('/performance', { ...scope, account: group.key })}
                  className="touch-cell hover:underline"
                >
                  {group.label}
                </IntentLink>
              ) : (
                group.label
              )}
              {group.notes[0] ? (
                <span className="block truncate text-muted-foreground text-xs">{t(NOTE_WORDS[group.notes[0]])}</span>
              ) : null}
            </TableCell>
            <TableCell className="text-right">
              <Money value={group.gain} sign="always" tone="signed" live={false} />
            </TableCell>
            <TableCell className="text-right">
              <Percent value={group.twr} sign="always" live={false} />
            </TableCell>
            <TableCell className="text-right">
              <Percent value={group.xirr} sign="always" live={false} />
            </TableCell>
            <TableCell className="text-right">
              <Money value={group.flows} sign="always" live={false} />
            </TableCell>
            <TableCell className="text-right">
              <Money value={group.end} live={false} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

/** A coin's gain: its change without what came and went of it, and without what trades brought and took. */
function ByCoin({ explained: { coins, parts }, scope }: { explained: ExplainView; scope: Scope }) {
  const { t } = useLingui()
  const rows = coins.map(({ coin, change, trades, parts: own, unpriced }) => {
    const income = Decimal.sum(own.funding, own.interest, own.rewards, own.realized, own.fees)
    return {
      ...{ coin, unpriced, flows: own.flows, unexplained: own.unexplained },
      gain: new Decimal(change).minus(trades).minus(own.flows).toFixed(),
      prices: new Decimal(own.prices).minus(trades).toFixed(),
      income: income.toFixed(),
    }
  })
  return (
    <Table>
      <TableHeader>
        <TableRow>
          <TableHead>
            <Trans>Coin</Trans>
          </TableHead>
          <TableHead className="text-right">
            <Trans>Gain</Trans>
          </TableHead>
          <TableHead className="text-right">
            <Trans>Prices</Trans>
          </TableHead>
          <TableHead className="text-right">
            <Meaning text={t`Funding, interest, rewards and realised profit, less fees`} figure="change">
              <Trans>Income, costs</Trans>
            </Meaning>
          </TableHead>
          <TableHead className="text-right">
            <Trans>Unexplained</Trans>
          </TableHead>
          <TableHead className="text-right">
            <Trans>Came and went</Trans>
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.coin}>
            <TableCell className="max-w-60 truncate">
              <IntentLink
                href={scopeHref('/performance/flows', scope, { coin: row.coin })}
                className="touch-cell hover:underline"
              >
                {row.coin}
              </IntentLink>
              {row.unpriced ? (
                <span className="block text-muted-foreground text-xs">
                  <Trans>had no price for a time</Trans>
                </span>
              ) : null}
            </TableCell>
            <TableCell className="text-right">
              <Money value={row.gain} sign="always" tone="signed" live={false} />
            </TableCell>
            {(['prices', 'income', 'unexplained', 'flows'] as const).map((part) => (
              <TableCell key={part} className="text-right">
                <Money value={row[part]} sign="always" live={false} />
              </TableCell>
            ))}
          </TableRow>
        ))}
        <TableRow>
          <TableCell title={t`Profit of open positions, which is in no coin yet`}>
            <Trans>Open profit</Trans>
          </TableCell>
          <TableCell className="text-right">
            <Money value={parts?.unrealized ?? null} sign="always" tone="signed" live={false} />
          </TableCell>
          <TableCell colSpan={4} />
        </TableRow>
      </TableBody>
    </Table>
  )
}
