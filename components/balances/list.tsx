'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { ChevronRight } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { AssetGroup } from '@/server/domain/views'
import { useWatched } from '../alerts/use-watched'
import { AssetListItem } from '../assets/asset-list'
import type { AssetRow } from '../assets/row'
import { Money } from '../format/money'
import { useScale } from '../shell/density'
import { cn } from '../ui/cn'
import type { AssetLines } from './use-asset-lines'
import { sighted, useTop } from './use-sight'
import type { AssetView } from './view-query'
import { whyOf } from './why-of'

/** Heads of groups are as tall as assets: what a line is need not be known to keep its place. Below each is a line. */
const ITEM_HEIGHT = 64
const LINE = 1

interface ListProps {
  lines: AssetLines
  view: AssetView
  label: string
  onOpen: (row: AssetRow) => void
}

/** The same rows on phones: they scroll with the page. */
export function AssetVirtualList({ lines, view, label, onOpen }: ListProps) {
  const list = useRef<HTMLUListElement>(null)
  const isWatched = useWatched()
  const itemHeight = ITEM_HEIGHT * useScale() + LINE
  const [margin, setMargin] = useState(0)
  // What stands above the list may change its height (a filter, a notice): measured after each render.
  useEffect(() => {
    const top = list.current ? Math.round(list.current.getBoundingClientRect().top + scrollY) : 0
    setMargin((before) => (before === top ? before : top))
  })
  const virtual = useWindowVirtualizer({
    count: lines.window.total,
    estimateSize: () => itemHeight,
    getItemKey: (index) => lines.at(index)?.id ?? index,
    overscan: 8,
    scrollMargin: margin,
    initialRect: { width: 390, height: 844 },
    onChange: sighted(lines),
  })
  const items = virtual.getVirtualItems()
  // biome-ignore lint/correctness/useExhaustiveDependencies: lines of another height stand elsewhere
  useEffect(() => virtual.measure(), [itemHeight])
  useTop(lines.view, () => {
    // No further than to the list's own beginning, and never down to it.
    const above = list.current?.getBoundingClientRect().top ?? 0
    if (above < 0) scrollBy({ top: above })
  })
  return (
    <ul ref={list} aria-label={label} className="relative" style={{ height: virtual.getTotalSize() }}>
      {items.map((item) => {
        const line = lines.at(item.index)
        return (
          <li
            key={line?.id ?? item.index}
            aria-setsize={lines.window.total}
            aria-posinset={item.index + 1}
            className="absolute inset-x-0 top-0 border-b"
            style={{ transform: `translateY(${item.start - margin}px)`, height: item.size }}
          >
            {line === null ? (
              <ComingItem />
            ) : line.kind === 'group' ? (
              <GroupItem group={line.group} open={lines.isOpen(line.group.key)} onToggle={lines.toggle} />
            ) : (
              <AssetListItem
                row={line.row}
                watched={isWatched(line.row.account.id, line.row.asset.symbol)}
                withAccount={view.groupBy !== 'account'}
                onOpen={onOpen}
              />
            )}
          </li>
        )
      })}
    </ul>
  )
}

function ComingItem() {
  return (
    <div className="flex h-16 items-center justify-between px-4">
      <span className="sr-only">
        <Trans>Loading</Trans>
      </span>
      <span aria-hidden className="h-3.5 w-28 rounded-sm bg-accent" />
      <span aria-hidden className="h-3.5 w-20 rounded-sm bg-accent" />
    </div>
  )
}

interface GroupItemProps {
  group: AssetGroup
  open: boolean
  onToggle: (key: string) => void
}

function GroupItem({ group, open, onToggle }: GroupItemProps) {
  const { key, label, rows, tokens, positions, bounds } = group
  const { i18n } = useLingui()
  const because = whyOf(group, i18n)
  return (
    <button
      type="button"
      aria-expanded={open}
      onClick={() => onToggle(key)}
      className="flex h-16 w-full items-center gap-2 bg-background px-3 text-left focus-visible:-outline-offset-2"
    >
      <ChevronRight
        aria-hidden
        className={cn('size-4 shrink-0 text-muted-foreground transition-transform', open && 'rotate-90')}
      />
      <span className="min-w-0 flex-1 truncate font-medium">
        {label} <span className="figures font-normal text-muted-foreground">{rows}</span>
      </span>
      <span className="shrink-0 pr-1 text-right text-xs">
        {tokens === null ? null : (
          <span className="block font-medium">
            <Money value={tokens} bound={bounds.tokens} because={because} plain />
          </span>
        )}
        {positions === null ? null : (
          <span className="block text-muted-foreground">
            <Trans>
              positions <Money value={positions} bound={bounds.positions} because={because} plain compact="always" />
            </Trans>
          </span>
        )}
      </span>
    </button>
  )
}
