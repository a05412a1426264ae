'use client'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Plus, Tag as TagIcon } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { TAG_KINDS, type TagKind } from '@/server/domain/tags/tag'
import type { TagSumsView, TagSumView } from '@/server/domain/views'
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
import { KIND_LABELS } from './words'

const TagDialog = lazyPart(() => import('./tag-dialog').then((file) => file.TagDialog))

const EQUITY_MEANING =
  'Whole accounts count with their equity, positions with their profit and the margin put up for them alone, coins with what they are worth without that'

/** All tags, kind by kind, with what belongs to each and what belongs to none. */
export function Tags() {
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.tags.sums.queryOptions())
  const [making, setMaking] = useState<boolean | null>(null)
  const kinds = TAG_KINDS.filter((kind) => data.tags.some(({ tag }) => tag.kind === kind))
  const make = (
    <Button variant={kinds.length === 0 ? 'primary' : 'secondary'} onClick={() => setMaking(true)}>
      <Plus aria-hidden />
      New tag
    </Button>
  )
  return (
    <>
      {kinds.length === 0 ? (
        <Card>
          <EmptyState
            icon={TagIcon}
            title="What belongs together?"
            description="A tag is a strategy, a fund or a person: whole accounts, or coins and positions on any exchange, with an equity, an exposure and a return of their own."
            action={make}
          />
        </Card>
      ) : (
        <>
          {kinds.map((kind) => (
            <KindCard key={kind} kind={kind} sums={data} />
          ))}
          <div>{make}</div>
        </>
      )}
      {making === null ? null : <TagDialog tag={null} open={making} onOpenChange={setMaking} />}
    </>
  )
}

function KindCard({ kind, sums }: { kind: TagKind; sums: TagSumsView }) {
  const own = sums.tags.filter(({ tag }) => tag.kind === kind)
  const names = new Map(sums.tags.map(({ tag }) => [tag.id, tag.name]))
  const untagged = sums.untagged.find((each) => each.kind === kind)
  const { one, many } = KIND_LABELS[kind]
  return (
    <Card aria-labelledby={`tags-${kind}`}>
      <CardHeader>
        <CardTitle id={`tags-${kind}`}>{many}</CardTitle>
      </CardHeader>
      <Table aria-labelledby={`tags-${kind}`} className="border-t">
        <TableHeader>
          <TableRow className="hover:bg-transparent">
            <TableHead>{one}</TableHead>
            <TableHead className="text-right">
              <Meaning text={EQUITY_MEANING}>Equity</Meaning>
            </TableHead>
            <TableHead className="text-right max-md:hidden">Unrealised profit</TableHead>
            <TableHead className="text-right max-sm:hidden">Net exposure</TableHead>
            <TableHead className="text-right max-lg:hidden">Gross exposure</TableHead>
            <TableHead className="text-right max-lg:hidden">Accounts</TableHead>
            <TableHead className="text-right max-lg:hidden">Positions</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {own.map((row) => (
            <Row key={row.tag.id} row={row} names={names} />
          ))}
          {untagged ? (
            <TableRow className="text-muted-foreground">
              <TableCell className="h-10">In no {one.toLowerCase()}</TableCell>
              <TableCell className="text-right">
                <Money
                  value={untagged.equity ?? '0'}
                  bound={untagged.bound}
                  because="Not all of these accounts could be read or valued"
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
  const because = doubtWords(figures)
  const others = figures.shared.flatMap(({ tagId }) => names.get(tagId) ?? [])
  return (
    <TableRow>
      <TableCell className="h-12 max-w-0 w-[38%]">
        <Link href={`/tags/${tag.id}`} className="font-medium hover:underline">
          <TagName tag={tag} className="max-w-full" />
        </Link>
        {others.length > 0 ? (
          <span className="block truncate text-warning text-xs" title={`Counts in both: ${others.join(', ')}`}>
            Some of it is in {others.join(', ')} too
          </span>
        ) : null}
      </TableCell>
      <TableCell className="text-right font-medium">
        <TagEquity figures={figures} />
      </TableCell>
      <TableCell className="text-right max-md:hidden">
        <Money value={figures.profit} tone="signed" sign="always" unknown="no positions" />
      </TableCell>
      <TableCell className="text-right max-sm:hidden">
        <Money value={figures.net} bound={figures.exposureBounds.net} because={because} unknown="nothing moves with a market" />
      </TableCell>
      <TableCell className="text-right max-lg:hidden">
        <Money
          value={figures.gross}
          bound={figures.exposureBounds.gross}
          because={because}
          unknown="nothing moves with a market"
        />
      </TableCell>
      <TableCell className="figures text-right max-lg:hidden">{figures.accounts}</TableCell>
      <TableCell className="figures text-right max-lg:hidden">{figures.positions}</TableCell>
    </TableRow>
  )
}
