'use client'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { ChevronRight } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { AssetListItem } from '../assets/asset-list'
import type { AssetRow } from '../assets/row'
import { Money } from '../format/money'
import { cn } from '../ui/cn'
import type { ModelRow } from './asset-rows-model'
import { groupOf, sumRows, whyOf } from './select-rows'
import type { AssetView } from './view-state'

const ITEM_HEIGHT = 65
const GROUP_HEIGHT = 49

interface ListProps {
  rows: readonly ModelRow[]
  view: AssetView
  label: string
  onOpen: (row: AssetRow) => void
}

/** The same rows on phones: they scroll with the page. */
export function AssetVirtualList({ rows, view, label, onOpen }: ListProps) {
  const list = useRef<HTMLUListElement>(null)
  const [margin, setMargin] = useState(0)
  // What stands above the list may change its height (a filter, a notice): measured after each render.
  useEffect(() => {
    const top = list.current ? Math.round(list.current.getBoundingClientRect().top + scrollY) : 0
    setMargin((before) => (before === top ? before : top))
  })
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) => (rows[index]?.getIsGrouped() ? GROUP_HEIGHT : ITEM_HEIGHT),
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
    scrollMargin: margin,
    initialRect: { width: 390, height: 844 },
  })
  return (
    <ul ref={list} aria-label={label} className="relative" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map((item) => {
        const row = rows[item.index]
        if (!row) return null
        return (
          <li
            key={row.id}
            className="absolute inset-x-0 top-0 border-b"
            style={{ transform: `translateY(${item.start - margin}px)`, height: item.size }}
          >
            {row.getIsGrouped() ? (
              <GroupItem row={row} view={view} />
            ) : (
              <AssetListItem row={row.original} withAccount={view.groupBy !== 'account'} onOpen={onOpen} />
            )}
          </li>
        )
      })}
    </ul>
  )
}

function GroupItem({ row, view }: { row: ModelRow; view: AssetView }) {
  const leaves = row.getLeafRows().flatMap((leaf) => (leaf.getIsGrouped() ? [] : [leaf.original]))
  const sums = sumRows(leaves)
  const open = row.getIsExpanded()
  const label = view.groupBy === 'none' || !leaves[0] ? '' : groupOf(leaves[0], view.groupBy).label
  return (
    <button
      type="button"
      aria-expanded={open}
      onClick={row.getToggleExpandedHandler()}
      className="flex h-12 w-full items-center gap-2 bg-background px-3 text-left focus-visible:-outline-offset-2"
    >
      <ChevronRight
        aria-hidden
        className={cn('size-4 shrink-0 text-muted-foreground transition-transform', open && 'rotate-90')}
      />
      <span className="min-w-0 flex-1 truncate font-medium">
        {label} <span className="figures font-normal text-muted-foreground">{sums.rows}</span>
      </span>
      <span className="shrink-0 pr-1 text-right text-xs">
        {sums.tokens === null ? null : (
          <span className="block font-medium">
            <Money value={sums.tokens} bound={sums.bounds.tokens} because={whyOf(sums)} />
          </span>
        )}
        {sums.positions === null ? null : (
          <span className="block text-muted-foreground">
            positions <Money value={sums.positions} bound={sums.bounds.positions} because={whyOf(sums)} compact="always" />
          </span>
        )}
      </span>
    </button>
  )
}
