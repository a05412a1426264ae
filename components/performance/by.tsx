import { Decimal } from '@/server/domain/decimal'
import type { ExplainView, PerformanceView } from '@/server/domain/views'
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
const LABELS = { account: 'Accounts', exchange: 'Exchanges', coin: 'Coins' } as const

interface ByProps {
  scope: Scope
  by: ReturnsBy
  performance: PerformanceView
  explained: ExplainView
}

/** The same gain by account, exchange or coin. */
export function By({ scope, by, performance, explained }: ByProps) {
  return (
    <Card id="by" className="scroll-mt-16 overflow-hidden">
      <CardHeader>
        <CardTitle>By {by}</CardTitle>
        <nav aria-label="By" className="inline-flex h-8 items-center rounded-md border bg-muted p-0.5">
          {RETURNS_BY.map((each) => (
            <IntentLink
              key={each}
              href={`${scopeHref('/performance', scope, { by: each })}#by`}
              scroll={false}
              aria-current={each === by ? 'true' : undefined}
              className={cn(
                'inline-flex h-full items-center rounded-sm px-2.5 font-medium text-muted-foreground text-xs hover:text-foreground',
                'aria-[current]:bg-card aria-[current]:text-foreground aria-[current]:shadow-xs dark:aria-[current]:bg-accent',
              )}
            >
              {LABELS[each]}
            </IntentLink>
          ))}
        </nav>
      </CardHeader>
      {by === 'coin' ? (
        <ByCoin explained={explained} scope={scope} />
      ) : (
        <Groups groups={performance.groups} named={by === 'account' ? 'Account' : 'Exchange'} scope={scope} />
      )}
    </Card>
  )
}

function Groups({ groups, named, scope }: { groups: PerformanceView['groups']; named: 'Account' | 'Exchange'; scope: Scope }) {
  return (
    <Table>
      <TableHeader>
        <TableRow>
          <TableHead>{named}</TableHead>
          <TableHead className="text-right">Gain</TableHead>
          <TableHead className="text-right">TWR</TableHead>
          <TableHead className="text-right">XIRR</TableHead>
          <TableHead className="text-right">Came and went</TableHead>
          <TableHead className="text-right">Equity</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {groups.map((group) => (
          <TableRow key={group.key}>
            <TableCell className="max-w-60 truncate">
              {named === 'Account' ? (
                <IntentLink href={scopeHref('/performance', { ...scope, account: group.key })} className="hover:underline">
                  {group.label}
                </IntentLink>
              ) : (
                group.label
              )}
              {group.notes[0] ? (
                <span className="block truncate text-muted-foreground text-xs">{NOTE_WORDS[group.notes[0]]}</span>
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
          <TableHead>Coin</TableHead>
          <TableHead className="text-right">Gain</TableHead>
          <TableHead className="text-right">Prices</TableHead>
          <TableHead className="text-right">
            <Meaning text="Funding, interest, rewards and realised profit, less fees" figure="change">
              Income, costs
            </Meaning>
          </TableHead>
          <TableHead className="text-right">Unexplained</TableHead>
          <TableHead className="text-right">Came and went</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.coin}>
            <TableCell className="max-w-60 truncate">
              <IntentLink href={scopeHref('/performance/flows', scope, { coin: row.coin })} className="hover:underline">
                {row.coin}
              </IntentLink>
              {row.unpriced ? <span className="block text-muted-foreground text-xs">had no price for a time</span> : null}
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
          <TableCell title="Profit of open positions, which is in no coin yet">Open profit</TableCell>
          <TableCell className="text-right">
            <Money value={parts?.unrealized ?? null} sign="always" tone="signed" live={false} />
          </TableCell>
          <TableCell colSpan={4} />
        </TableRow>
      </TableBody>
    </Table>
  )
}
