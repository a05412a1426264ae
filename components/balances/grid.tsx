'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp, ChevronRight } from 'lucide-react'
import { type KeyboardEvent, memo, type ReactNode, useCallback, useMemo, useRef } from 'react'
import { type AssetColumn, type AssetColumnId, columnsOf } from '../assets/columns'
import type { AssetRow } from '../assets/row'
import { Money } from '../format/money'
import { cn } from '../ui/cn'
import type { ModelRow } from './asset-rows-model'
import { groupOf, sumRows, whyOf } from './select-rows'
import type { AssetView } from './view-state'

const ROW_HEIGHT = 36

interface GridProps {
  rows: readonly ModelRow[]
  view: AssetView
  label: string
  onSort: (id: AssetColumnId) => void
  onOpen: (row: AssetRow) => void
}

/**
 * A table of any number of assets: only what is in sight is in the document. The head stays at the top and the first
 * column at the left; arrow keys walk through the rows.
 */
export function AssetGrid({ rows, view, label, onSort, onOpen }: GridProps) {
  const scroller = useRef<HTMLDivElement>(null)
  // Rows are drawn anew only where their columns change.
  const columns = useMemo(() => columnsOf(view.columns), [view.columns])
  const template = columns.map(({ width }) => `minmax(${width}px, ${width}fr)`).join(' ')
  const width = columns.reduce((sum, column) => sum + column.width, 0)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 12,
    initialRect: { width: 1200, height: 600 },
  })

  const goTo = useRef<(to: number) => boolean>(() => false)
  goTo.current = (to) => {
    if (!(to >= 0 && to < rows.length)) return false
    virtual.scrollToIndex(to)
    const focus = () => {
      const button = scroller.current?.querySelector<HTMLElement>(`[data-index="${to}"] button`)
      button?.focus()
      return button !== undefined && button !== null
    }
    // At once where the row is in the document, since the next key may be on its way.
    if (!focus()) requestAnimationFrame(focus)
    return true
  }
  const onWalk = useCallback((event: KeyboardEvent, from: number) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && goTo.current(from + step)) event.preventDefault()
  }, [])

  return (
    <div ref={scroller} className="thin-scroll max-h-[max(24rem,calc(100dvh-15.5rem))] overflow-auto">
      <table aria-label={label} aria-rowcount={rows.length + 1} className="block" style={{ minWidth: width }}>
        <thead className="sticky top-0 z-20 block border-b bg-card">
          <tr aria-rowindex={1} className="grid h-9 items-center" style={{ gridTemplateColumns: template }}>
            {columns.map((column, index) => (
              <Head key={column.id} column={column} first={index === 0} view={view} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody className="relative block" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index]
            if (!row) return null
            const place = { index: item.index, top: item.start, template }
            return row.getIsGrouped() ? (
              <GroupRow key={row.id} row={row} columns={columns} place={place} view={view} onWalk={onWalk} />
            ) : (
              <Line
                key={row.id}
                row={row.original}
                columns={columns}
                {...place}
                indented={row.depth > 0}
                onOpen={onOpen}
                onWalk={onWalk}
              />
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

const cellClass = 'flex h-full min-w-0 items-center px-2 last:pr-4'
const firstClass = 'sticky left-0 z-10 bg-card pl-4'

interface HeadProps {
  column: AssetColumn
  first: boolean
  view: AssetView
  onSort: (id: AssetColumnId) => void
}

function Head({ column, first, view, onSort }: HeadProps) {
  const sorted = view.sort.id === column.id
  const Arrow = view.sort.desc ? ArrowDown : ArrowUp
  const id = view.columns.find((candidate) => candidate === column.id)
  return (
    <th
      scope="col"
      aria-sort={sorted ? (view.sort.desc ? 'descending' : 'ascending') : 'none'}
      className={cn(cellClass, column.numeric && 'justify-end', first && firstClass)}
    >
      <button
        type="button"
        title={column.hint}
        onClick={() => id && onSort(id)}
        className={cn(
          'caption group inline-flex min-h-6 items-center gap-1 truncate rounded-sm hover:text-foreground',
          column.numeric && 'flex-row-reverse',
          sorted && 'text-foreground',
        )}
      >
        {column.label}
        <Arrow aria-hidden className={cn('size-3 shrink-0', !sorted && 'invisible group-hover:visible group-hover:opacity-50')} />
      </button>
    </th>
  )
}

interface Place {
  index: number
  top: number
  template: string
}

interface LineProps extends Place {
  row: AssetRow
  columns: readonly AssetColumn[]
  indented: boolean
  onOpen: (row: AssetRow) => void
  onWalk: (event: KeyboardEvent, from: number) => void
}

const rowClass = 'group absolute inset-x-0 top-0 grid h-9 items-center border-b hover:bg-muted'

const Line = memo(function Line({ row, columns, index, top, template, indented, onOpen, onWalk }: LineProps) {
  return (
    <tr
      aria-rowindex={index + 2}
      data-index={index}
      className={rowClass}
      style={{ transform: `translateY(${top}px)`, gridTemplateColumns: template }}
    >
      {columns.map((column, at) => (
        <Cell key={column.id} column={column} first={at === 0}>
          {at === 0 ? (
            <button
              type="button"
              onClick={() => onOpen(row)}
              onKeyDown={(event) => onWalk(event, index)}
              aria-haspopup="dialog"
              className={cn('min-w-0 rounded-sm text-left underline-offset-4 hover:underline', indented && 'ml-5')}
            >
              {column.cell(row)}
            </button>
          ) : (
            column.cell(row)
          )}
        </Cell>
      ))}
    </tr>
  )
})

function Cell({ column, first, children }: { column: AssetColumn; first: boolean; children: ReactNode }) {
  return (
    <td className={cn(cellClass, column.numeric && 'justify-end', first && cn(firstClass, 'group-hover:bg-muted'))}>
      {children}
    </td>
  )
}

interface GroupRowProps {
  row: ModelRow
  columns: readonly AssetColumn[]
  place: Place
  view: AssetView
  onWalk: (event: KeyboardEvent, from: number) => void
}

function GroupRow({ row, columns, place, view, onWalk }: GroupRowProps) {
  const leaves = row.getLeafRows().flatMap((leaf) => (leaf.getIsGrouped() ? [] : [leaf.original]))
  const sums = sumRows(leaves)
  const open = row.getIsExpanded()
  const label = view.groupBy === 'none' || !leaves[0] ? '' : groupOf(leaves[0], view.groupBy).label
  const cells: Partial<Record<string, ReactNode>> = {
    value:
      sums.tokens === null ? null : (
        <Money value={sums.tokens} bound={sums.bounds.tokens} because={whyOf(sums)} className="font-medium" />
      ),
    notional:
      sums.positions === null ? null : (
        <Money value={sums.positions} bound={sums.bounds.positions} because={whyOf(sums)} className="font-medium" />
      ),
    profit: sums.profit === null ? null : <Money value={sums.profit} sign="always" tone="signed" className="font-medium" />,
  }
  return (
    <tr
      aria-rowindex={place.index + 2}
      data-index={place.index}
      className={cn(rowClass, 'bg-background')}
      style={{ transform: `translateY(${place.top}px)`, gridTemplateColumns: place.template }}
    >
      {columns.map((column, at) => (
        <td
          key={column.id}
          className={cn(
            cellClass,
            column.numeric && 'justify-end',
            at === 0 && 'sticky left-0 z-10 bg-background pl-2 group-hover:bg-muted',
          )}
        >
          {at === 0 ? (
            <button
              type="button"
              aria-expanded={open}
              onClick={row.getToggleExpandedHandler()}
              onKeyDown={(event) => onWalk(event, place.index)}
              className="inline-flex min-w-0 items-center gap-1.5 rounded-sm font-medium"
            >
              <ChevronRight
                aria-hidden
                className={cn('size-4 shrink-0 text-muted-foreground transition-transform', open && 'rotate-90')}
              />
              <span className="truncate">{label}</span>
              <span className="figures font-normal text-muted-foreground">{sums.rows}</span>
            </button>
          ) : (
            (cells[column.id] ?? null)
          )}
        </td>
      ))}
    </tr>
  )
}
