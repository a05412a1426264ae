'use client'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Plus, Tag as TagIcon } from 'lucide-react'
import { useState } from 'react'
import { TAG_KINDS, type TagKind } from '@/server/domain/tags/tag'
import type { TagSumsView, TagSumView } from '@/server/domain/views'
import { RowWalk } from '../command/row-walk'
import { Link } from '../desk/link'
import { ForRole } from '../desks/desk-role'
import { Money } from '../format/money'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { Card, CardHeader, CardTitle } from '../ui/card'
import { EmptyState } from '../ui/empty-state'
import { lazyPart } from '../ui/lazy-part'
import { Meaning } from '../ui/meaning'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { doubtWords, TagEquity } from './tag-equity'
import { TagName } from './tag-name'
import { KIND_LABELS, restOf } from './words'

const TagDialog = lazyPart(() => import('./tag-dialog').then((file) => file.TagDialog))

const EQUITY_MEANING = msg`Whole accounts count with their equity, positions with their profit and the margin put up for them alone, coins with what they are worth without that`

/** All tags, kind by kind, with what belongs to each and what belongs to none. */
export function Tags() {
  const { t } = useLingui()
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.tags.sums.queryOptions())
  const [making, setMaking] = useState<boolean | null>(null)
  const kinds = TAG_KINDS.filter((kind) => data.tags.some(({ tag }) => tag.kind === kind))
  const make = (
    <ForRole least="manager">
      <Button variant={kinds.length === 0 ? 'primary' : 'secondary'} onClick={() => setMaking(true)}>
        <Plus aria-hidden />
        <Trans>New tag</Trans>
      </Button>
    </ForRole>
  )
  return (
    <>
      {kinds.length === 0 ? (
        <Card>
          <EmptyState
            icon={TagIcon}
            title={t`What belongs together?`}
            description={t`A tag is a strategy, a fund or a person: whole accounts, or coins and positions on any exchange, with an equity, an exposure and a return of their own.`}
            action={make}
          />
        </Card>
      ) : (
        <>
          <RowWalk>
            {kinds.map((kind) => (
              <KindCard key={kind} kind={kind} sums={data} />
            ))}
          </RowWalk>
          <div>{make}</div>
        </>
      )}
      {making === null ? null : <TagDialog tag={null} open={making} onOpenChange={setMaking} />}
    </>
  )
}

function KindCard({ kind, sums }: { kind: TagKind; sums: TagSumsView }) {
  const { t } = useLingui()
  const own = sums.tags.filter(({ tag }) => tag.kind === kind)
  const names = new Map(sums.tags.map(({ tag }) => [tag.id, tag.name]))
  const untagged = sums.untagged.find((each) => each.kind === kind)
  const { one, many, none } = KIND_LABELS[kind]
  return (
    <Card aria-labelledby={`tags-${kind}`}>
      <CardHeader>
        <CardTitle id={`tags-${kind}`}>{t(many)}</CardTitle>
      </CardHeader>
      <Table aria-labelledby={`tags-${kind}`} className="border-t">
        <TableHeader>
          <TableRow className="hover:bg-transparent">
            <TableHead>{t(one)}</TableHead>
            <TableHead className="text-right">
              <Meaning text={t(EQUITY_MEANING)}>
                <Trans>Equity</Trans>
              </Meaning>
            </TableHead>
            <TableHead className="text-right max-md:hidden">
              <Trans>Unrealised profit</Trans>
            </TableHead>
            <TableHead className="text-right max-sm:hidden">
              <Trans>Net exposure</Trans>
            </TableHead>
            <TableHead className="text-right max-lg:hidden">
              <Trans>Gross exposure</Trans>
            </TableHead>
            <TableHead className="text-right max-lg:hidden">
              <Trans>Accounts</Trans>
            </TableHead>
            <TableHead className="text-right max-lg:hidden">
              <Trans>Positions</Trans>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {own.map((row) => (
            <Row key={row.tag.id} row={row} names={names} />
          ))}
          {untagged ? (
            <TableRow className="text-muted-foreground">
              <TableCell className="h-10">{t(none)}</TableCell>
              <TableCell className="text-right">
                <Money
                  value={restOf(untagged)}
                  bound={untagged.bound}
                  because={t`Not all of these accounts could be read or valued`}
                />
              </TableCell>
              <TableCell className="max-md:hidden" />
              <TableCell className="max-sm:hidden" />
              <TableCell className="max-lg:hidden" />
              <TableCell className="max-lg:hidden" />
              <TableCell className="max-lg:hidden" />
            </TableRow>
          ) : null}
        </TableBody>
      </Table>
    </Card>
  )
}

function Row({ row: { tag, figures }, names }: { row: TagSumView; names: ReadonlyMap<string, string> }) {
  const { i18n, t } = useLingui()
  const because = doubtWords(figures, i18n)
  const others = figures.shared.flatMap(({ tagId }) => names.get(tagId) ?? []).join(', ')
  return (
    <TableRow>
      <TableCell className="h-12 w-full max-w-0 sm:w-[38%]">
        <Link href={`/tags/${tag.id}`} className="touch-cell font-medium hover:underline">
          <TagName tag={tag} className="max-w-full" />
        </Link>
        {others !== '' ? (
          <span className="block truncate text-warning text-xs" title={t`Counts in both: ${others}`}>
            <Trans>Some of it is in {others} too</Trans>
          </span>
        ) : null}
      </TableCell>
      <TableCell className="text-right font-medium">
        <TagEquity figures={figures} />
      </TableCell>
      <TableCell className="text-right max-md:hidden">
        <Money value={figures.profit} tone="signed" sign="always" unknown={t`no positions`} />
      </TableCell>
      <TableCell className="text-right max-sm:hidden">
        <Money
          value={figures.net}
          bound={figures.exposureBounds.net}
          because={because}
          unknown={t`nothing moves with a market`}
        />
      </TableCell>
      <TableCell className="text-right max-lg:hidden">
        <Money
          value={figures.gross}
          bound={figures.exposureBounds.gross}
          because={because}
          unknown={t`nothing moves with a market`}
        />
      </TableCell>
      <TableCell className="figures text-right max-lg:hidden">{figures.accounts}</TableCell>
      <TableCell className="figures text-right max-lg:hidden">{figures.positions}</TableCell>
    </TableRow>
  )
}
