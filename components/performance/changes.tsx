import { Trans, useLingui } from '@lingui/react/macro'
import { Decimal, ZERO } from '@/server/domain/decimal'
import { PARTS, type Part as PartName } from '@/server/domain/performance/attribution'
import type { ExplainView, PartEntries } from '@/server/domain/views'
import { Moment } from '../format/moment'
import { Money } from '../format/money'
import { Card, CardHeader, CardTitle } from '../ui/card'
import { cn } from '../ui/cn'
import { IntentLink } from '../ui/intent-link'
import { Notice } from '../ui/notice'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { type Scope, scopeHref } from './scope'
import { Tile, Tiles } from './tile'
import { PART_LABELS, widthWords } from './words'

/** What a change is made of: a waterfall whose bars lead to their rows, then by coin and account. */
export function Changes({ explained, scope }: { explained: ExplainView; scope: Scope }) {
  const { t } = useLingui()
  const { change, parts, coins, accounts, leftOut, widthSeconds, rows } = explained
  const until = endOf(explained)
  const width = t(widthWords(widthSeconds))
  const unpriced = leftOut.join(', ')
  return (
    <>
      {change === null || parts === null ? (
        <Notice tone="warning" title={t`It cannot be told what changed`}>
          <Trans>What was held at one of the ends of this period is not known.</Trans>
        </Notice>
      ) : null}
      {leftOut.length > 0 ? (
        <Notice>
          <Trans>Without a price, and left out: {unpriced}.</Trans>
        </Notice>
      ) : null}
      <Tiles>
        <Tile
          label={t`Change of equity`}
          figure="change"
          meaning={t`Equity at the end less equity at the beginning, what came and went included.`}
        >
          <Money value={change} sign="always" tone="signed" live={false} />
        </Tile>
        <Tile label={t`Unexplained`} figure="change" meaning={t`What no price, trade or entry of a ledger explains.`}>
          <Money value={parts?.unexplained ?? null} sign="always" live={false} />
        </Tile>
      </Tiles>
      {parts ? (
        <Card>
          <CardHeader>
            <CardTitle>
              <Trans>Made of</Trans>
            </CardTitle>
            <span className="text-muted-foreground text-xs">
              {until ? (
                <Trans>
                  Prices from points {width} apart; to the reading of <Moment date={until} />
                </Trans>
              ) : (
                <Trans>Prices from points {width} apart</Trans>
              )}
            </span>
          </CardHeader>
          <Waterfall parts={parts} rows={rows} scope={scope} />
        </Card>
      ) : null}
      {coins.length > 0 ? (
        <PartsTable
          title={t`By coin`}
          named={t`Coin`}
          rows={coins.map(({ coin, change: of, parts: made, unpriced: without, entries }) => ({
            ...{ key: coin, name: coin, change: of, parts: made, entries },
            note: without ? t`had no price for a time` : null,
            href: (part) => scopeHref('/performance/flows', scope, { part, coin }),
          }))}
        />
      ) : null}
      <PartsTable
        title={t`By account`}
        named={t`Account`}
        rows={accounts.map(({ accountId, accountName, change: of, parts: made, entries }) => ({
          ...{ key: accountId, name: accountName, change: of, parts: made, entries, note: null },
          href: (part) => scopeHref('/performance/flows', { ...scope, account: accountId }, { part }),
        }))}
      />
    </>
  )
}

/** A difference that is worth words. */
const LATE_MS = 2 * 60_000

/**
 * When the first of the accounts ends, where that is well before the period does: with its last reading, or with the last one
 * up to which its ledgers have been looked at. Null: they end with it.
 */
function endOf({ accounts, to }: ExplainView): Date | null {
  if (accounts.length === 0) return null
  const end = Math.min(...accounts.map((account) => account.to.getTime()))
  return to.getTime() - end > LATE_MS ? new Date(end) : null
}

interface PartsRow {
  key: string
  name: string
  note: string | null
  change: string
  /** Null: not known. */
  parts: Parts | null
  entries: PartEntries
  /** Where the entries behind a part are. */
  href: (part: PartName) => string
}

/** A change for each row, and its parts beside it. */
function PartsTable({ title, named, rows }: { title: string; named: string; rows: readonly PartsRow[] }) {
  const { t } = useLingui()
  return (
    <Card>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
      </CardHeader>
      <Table aria-label={title}>
        <TableHeader>
          <TableRow>
            <TableHead>{named}</TableHead>
            <TableHead className="text-right">
              <Trans>Change</Trans>
            </TableHead>
            {PARTS.map((part) => (
              <TableHead key={part} className="text-right">
                {t(PART_LABELS[part].label)}
              </TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map(({ key, name, note, change, parts, entries, href }) => (
            <TableRow key={key}>
              <TableCell className="max-w-60 truncate">
                {name}
                {note ? <span className="block text-muted-foreground text-xs">{note}</span> : null}
              </TableCell>
              <TableCell className="text-right">
                <Money value={change} sign="always" tone="signed" live={false} />
              </TableCell>
              {PARTS.map((part) => (
                <TableCell key={part} className="text-right">
                  <Part value={parts?.[part] ?? null} href={entries[part] ? href(part) : null} />
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  )
}

/** Nothing at all is quiet: a table of zeros hides what is not. What has entries behind it leads to them. */
function Part({ value, href }: { value: string | null; href: string | null }) {
  const nothing = value !== null && new Decimal(value).isZero()
  const told = nothing ? <span className="text-subtle-foreground">0</span> : <Money value={value} sign="always" live={false} />
  if (href === null) return told
  return (
    <IntentLink href={href} className="touch-cell underline decoration-dotted underline-offset-4 hover:decoration-solid">
      {told}
    </IntentLink>
  )
}

type Parts = NonNullable<ExplainView['parts']>

/** Each part begins where the one before ended; a bar that has entries behind it leads to them. */
function Waterfall({ parts, rows, scope }: { parts: Parts; rows: ExplainView['rows']; scope: Scope }) {
  const { t } = useLingui()
  let at = ZERO
  const bars = PARTS.map((part) => {
    const begin = at
    at = at.plus(parts[part])
    return { part, begin, end: at }
  })
  const ends = bars.flatMap(({ begin, end }) => [begin, end])
  const [low, high] = [Decimal.min(ZERO, ...ends), Decimal.max(ZERO, ...ends)]
  const span = high.minus(low).isZero() ? new Decimal(1) : high.minus(low)
  const place = (value: Decimal) => value.minus(low).div(span).times(100).toDecimalPlaces(3).toNumber()
  return (
    <ol className="divide-y border-t">
      {bars.map(({ part, begin, end }) => {
        const label = t(PART_LABELS[part].label)
        const [from, to] = [place(Decimal.min(begin, end)), place(Decimal.max(begin, end))]
        const ids = rows[part]
        const body = (
          <>
            <span className="min-w-0 truncate">
              {label}
              {ids.length > 0 ? <span className="figures ml-2 text-muted-foreground text-xs">{ids.length}</span> : null}
            </span>
            <svg
              viewBox="0 0 100 8"
              preserveAspectRatio="none"
              aria-hidden="true"
              className="order-last col-span-2 h-2 w-full sm:order-none sm:col-span-1"
            >
              <line x1={place(ZERO)} x2={place(ZERO)} y1="0" y2="8" className="stroke-border" vectorEffect="non-scaling-stroke" />
              <rect
                x={from}
                width={Math.max(0.3, to - from)}
                y="1"
                height="6"
                className={end.gte(begin) ? 'fill-profit' : 'fill-loss'}
              />
            </svg>
            <span className="text-right">
              <Money value={parts[part]} sign="always" tone="signed" live={false} />
            </span>
          </>
        )
        const grid = 'grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1.5 px-4 py-2.5 sm:grid-cols-[14rem_1fr_9rem]'
        return (
          <li key={part}>
            {ids.length > 0 ? (
              <IntentLink
                href={scopeHref('/performance/flows', scope, { part })}
                className={cn(grid, 'hover:bg-muted/60 focus-visible:-outline-offset-2')}
              >
                {body}
              </IntentLink>
            ) : (
              <div className={grid}>{body}</div>
            )}
          </li>
        )
      })}
    </ol>
  )
}
