import { Trans, useLingui } from '@lingui/react/macro'
import { ArrowLeftRight } from 'lucide-react'
import type { FlowCoverageView, FlowsView, FlowView } from '@/server/domain/views'
import { useWalletLabel } from '../assets/wallet-label'
import { RowWalk } from '../command/row-walk'
import { Amount } from '../format/amount'
import { Moment } from '../format/moment'
import { Money } from '../format/money'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { Card } from '../ui/card'
import { EmptyState } from '../ui/empty-state'
import { IntentLink } from '../ui/intent-link'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { type FlowSearch, flowHref } from './flow-filter'
import { FlowMenu } from './flow-menu'
import type { HandledFlow } from './handled-flow'
import type { Scope } from './scope'
import { KIND_LABELS, KIND_NOUNS } from './words'

interface FlowTableProps {
  page: FlowsView
  scope: Scope
  search: FlowSearch
  coverage: readonly FlowCoverageView[]
}

/** Entries, a hundred a page, and what of the ledgers is not read. */
export function FlowTable({ page: { flows, next }, scope, search, coverage }: FlowTableProps) {
  const { t } = useLingui()
  return (
    <>
      <Card className="overflow-hidden">
        {flows.length === 0 ? (
          <EmptyState
            icon={ArrowLeftRight}
            title={t`No entries`}
            description={t`Ledgers are read in the background, the newest first. What is read by now has nothing like this.`}
          />
        ) : (
          <RowWalk>
            <Table>
              <TableHeader>
                <TableRow>
                  <TableHead className="max-sm:hidden">
                    <Trans>When</Trans>
                  </TableHead>
                  <TableHead className="max-md:hidden">
                    <Trans>Account</Trans>
                  </TableHead>
                  <TableHead>
                    <Trans>Kind</Trans>
                  </TableHead>
                  <TableHead className="text-right">
                    <Trans>Amount</Trans>
                  </TableHead>
                  <TableHead className="text-right max-sm:hidden">
                    <Trans>Value then</Trans>
                  </TableHead>
                  <TableHead className="max-md:hidden">
                    <Trans>From, to</Trans>
                  </TableHead>
                  <TableHead>
                    <span className="sr-only">
                      <Trans>Change</Trans>
                    </span>
                  </TableHead>
                </TableRow>
              </TableHeader>
              <TableBody>
                {flows.map((flow) => (
                  <FlowRow key={flow.id} flow={flow} />
                ))}
              </TableBody>
            </Table>
          </RowWalk>
        )}
        {next || search.after ? (
          <div className="flex justify-between border-t px-4 py-3">
            <Button asChild size="sm">
              <IntentLink href={flowHref(scope, search)}>
                <Trans>Newest</Trans>
              </IntentLink>
            </Button>
            {next ? (
              <Button asChild size="sm">
                <IntentLink href={flowHref(scope, search, next)}>
                  <Trans>Older</Trans>
                </IntentLink>
              </Button>
            ) : null}
          </div>
        ) : null}
      </Card>
      <Coverage coverage={coverage} />
    </>
  )
}

/** What the menu needs, and no more of it twice in the page. */
function handled({
  id,
  accountName,
  at,
  coin,
  amount,
  kind,
  exchangeKind,
  state,
  note,
  byHand,
  pairedWith,
}: FlowView): HandledFlow {
  return { id, accountName, at, coin, amount, kind, exchangeKind, state, note, byHand, pairedWith }
}

function FlowRow({ flow }: { flow: FlowView }) {
  const { t } = useLingui()
  const label = useWalletLabel()
  const { at, accountName, exchangeName, kind, exchangeKind, word, state, coin, amount, price, value, pair, note } = flow
  const { priceSource, priceRoute } = flow
  const formerKind = exchangeKind && t(KIND_NOUNS[exchangeKind])
  return (
    <TableRow>
      <TableCell className="whitespace-nowrap max-sm:hidden">
        <Moment date={at} />
      </TableCell>
      <TableCell className="max-w-48 max-md:hidden">
        <span className="block truncate">{accountName}</span>
        <span className="block truncate text-muted-foreground text-xs">{exchangeName}</span>
      </TableCell>
      <TableCell>
        <span className="flex flex-wrap items-center gap-1.5">
          {t(KIND_LABELS[kind])}
          {flow.pairedWith ? (
            <Badge tone="outline">
              <Trans>between own accounts</Trans>
            </Badge>
          ) : null}
          {state === 'pending' ? (
            <Badge tone="warning">
              <Trans>pending</Trans>
            </Badge>
          ) : null}
          {state === 'failed' ? (
            <Badge>
              <Trans>failed</Trans>
            </Badge>
          ) : null}
          {flow.byHand ? (
            <Badge tone="brand">
              <Trans>by hand</Trans>
            </Badge>
          ) : null}
          {formerKind ? (
            <Badge tone="brand">
              <Trans>was {formerKind}</Trans>
            </Badge>
          ) : null}
        </span>
        <span className="block text-muted-foreground text-xs sm:hidden">
          <Moment date={at} />
        </span>
        <span className="block max-w-40 truncate text-muted-foreground text-xs md:hidden">{accountName}</span>
        <span className="block max-w-40 truncate text-muted-foreground text-xs md:max-w-60">
          {[pair, word, note].filter(Boolean).join(' · ')}
        </span>
      </TableCell>
      <TableCell className="whitespace-nowrap text-right">
        <Amount value={amount} price={price} unit={coin} sign="always" tone={state === 'done' ? 'signed' : 'plain'} /> {coin}
      </TableCell>
      <TableCell className="whitespace-nowrap text-right max-sm:hidden">
        <Money value={value} sign="always" live={false} unknown={priceRoute ?? t`the coin had no price then`} />
        {priceSource === 'candle' ? (
          <span className="block text-muted-foreground text-xs" title={priceRoute ?? undefined}>
            <Trans>by candle</Trans>
          </span>
        ) : null}
      </TableCell>
      <TableCell className="max-w-52 max-md:hidden">
        <span className="block truncate text-xs">
          {[flow.otherAccount, flow.otherWallet && label(flow.otherWallet), flow.chain].filter(Boolean).join(' · ') ||
            (flow.wallet && label(flow.wallet))}
        </span>
        {flow.address ? <span className="block truncate font-mono text-muted-foreground text-xs">{flow.address}</span> : null}
      </TableCell>
      <TableCell className="w-10 text-right">
        <FlowMenu flow={handled(flow)} />
      </TableCell>
    </TableRow>
  )
}

/** How far each ledger is read, and what is not known. */
function Coverage({ coverage }: { coverage: readonly FlowCoverageView[] }) {
  const { t } = useLingui()
  const behind = coverage.filter(
    ({ ledgers, gaps }) => gaps.length > 0 || ledgers.some(({ progress, error }) => progress < 1 || error),
  )
  if (behind.length === 0) return null
  return (
    <Card>
      <h2 className="px-4 py-3 font-medium text-base">
        <Trans>Not known</Trans>
      </h2>
      <ul className="divide-y border-t">
        {behind.map(({ accountId, accountName, ledgers, gaps }) => (
          <li key={accountId} className="px-4 py-3">
            <p className="font-medium">{accountName}</p>
            <ul className="mt-1 flex flex-col gap-1 text-muted-foreground text-xs">
              {ledgers
                .filter(({ progress, error }) => progress < 1 || error)
                .map(({ id, name, progress, readFrom, error }) => (
                  <li key={id} className="flex flex-wrap items-center gap-x-2">
                    <span>{name}</span>
                    <progress value={progress} max={1} className="h-1.5 w-24" aria-label={t`${name}, read`} />
                    <span className="figures">{Math.floor(progress * 100)} %</span>
                    {readFrom ? (
                      <span>
                        <Trans>
                          back to <Moment date={readFrom} />
                        </Trans>
                      </span>
                    ) : null}
                    {error ? <span className="text-destructive">{error.message}</span> : null}
                  </li>
                ))}
              {gaps.map(({ words, reason }) => (
                <li key={`${reason} ${words}`}>{words}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Card>
  )
}
