'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp, ChevronRight } from 'lucide-react'
import { type KeyboardEvent, memo, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { AssetGroup } from '@/server/domain/views'
import { PositionRowBell } from '../alerts/row-bells'
import { useWatched } from '../alerts/use-watched'
import { type AssetColumn, type AssetColumnId, columnsOf } from '../assets/columns'
import type { AssetRow } from '../assets/row'
import { stepOf } from '../command/row-walk'
import { useShortcutPreference } from '../command/shortcut-preference'
import { useHotkeys } from '../command/use-hotkeys'
import { Price } from '../format/amount'
import { Money } from '../format/money'
import { useScale } from '../shell/density'
import { cn } from '../ui/cn'
import { sidesOf } from './group-sides'
import type { AssetLines } from './use-asset-lines'
import { sighted, useTop } from './use-sight'
import { type AssetView, type AssetViewDefaults, sightClass } from './view-query'
import { whyOf } from './why-of'

const ROW_HEIGHT = 36

interface SeenColumn extends AssetColumn {
  /** Class that takes it away where there is no room. */
  seen: string | undefined
}

/** Every row is as wide as the head, and so are its cells: what is left over goes to each by its width. */
const widthOf = ({ width }: AssetColumn) => ({ width, flexGrow: width, flexShrink: 0 })

interface GridProps {
  lines: AssetLines
  view: AssetView
  defaults: AssetViewDefaults
  label: string
  onSort: (id: AssetColumnId) => void
  onOpen: (row: AssetRow) => void
}

/**
 * A table of any number of assets: only what is in sight is in the document, and little more is fetched. The head stays at
 * the top and the first column at the left; arrow keys, j and k, Page Up and Down, Home and End walk through the rows, Enter
 * opens one. From elsewhere on the page j leads to the first row.
 */
export function AssetGrid({ lines, view, defaults, label, onSort, onOpen }: GridProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const { total } = lines.window
  const rowHeight = ROW_HEIGHT * useScale()
  const isWatched = useWatched()
  // Rows are drawn anew only where their columns change.
  const columns = useMemo(
    () => columnsOf(view.columns).map((column): SeenColumn => ({ ...column, seen: sightClass(view, defaults, column.id) })),
    [view, defaults],
  )
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => lines.at(index)?.id ?? index,
    overscan: 12,
    initialRect: { width: 1200, height: 600 },
    onChange: sighted(lines),
  })
  const items = virtual.getVirtualItems()
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height stand elsewhere
  useEffect(() => virtual.measure(), [rowHeight])
  useTop(lines.view, () => scroller.current?.scrollTo({ top: 0 }))

  /** The row that the keyboard has gone to while it is on its way. */
  const awaited = useRef<number | null>(null)
  const focus = useCallback((to: number) => {
    const button = scroller.current?.querySelector<HTMLElement>(`[data-index="${to}"] button`)
    button?.focus()
    awaited.current = button ? null : to
  }, [])
  useEffect(() => {
    if (awaited.current !== null) focus(awaited.current)
  })
  const goTo = useRef<(to: number) => boolean>(() => false)
  goTo.current = (to) => {
    if (!(to >= 0 && to < total)) return false
    virtual.scrollToIndex(to)
    // At once where the row is in the document, since the next key may be on its way.
    focus(to)
    return true
  }
  const [single] = useShortcutPreference()
  useHotkeys({ j: () => void goTo.current(0) }, single)
  const onWalk = useCallback(
    (event: KeyboardEvent, from: number) => {
      const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2)
      const to = stepOf(event, { from, page, last: total - 1 })
      if (to !== null && (goTo.current(to) || event.key.length === 1)) event.preventDefault()
    },
    [total, rowHeight],
  )

  return (
    <div ref={scroller} className="thin-scroll max-h-[max(24rem,calc(100dvh-15.5rem))] overflow-auto">
      <table aria-label={label} aria-rowcount={total + 1} className="block w-full min-w-max">
        <thead className="sticky top-0 z-20 block border-b bg-card">
          <tr aria-rowindex={1} className="flex h-9 items-center">
            {columns.map((column, index) => (
              <Head key={column.id} column={column} first={index === 0} view={view} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody className="relative block" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const line = lines.at(item.index)
            const place = { index: item.index, top: item.start }
            if (line === null) {
              return <ComingLine key={item.index} columns={columns.length} index={item.index} top={item.start} />
            }
            if (line.kind === 'asset') {
              return (
                <Line
                  key={line.id}
                  row={line.row}
                  columns={columns}
                  {...place}
                  watched={isWatched(line.row.account.id, line.row.asset.symbol)}
                  indented={view.groupBy !== 'none'}
                  onOpen={onOpen}
                  onWalk={onWalk}
                />
              )
            }
            return (
              <GroupRow
                key={line.id}
                group={line.group}
                open={lines.isOpen(line.group.key)}
                columns={columns}
                {...place}
                onToggle={lines.toggle}
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
  column: SeenColumn
  first: boolean
  view: AssetView
  onSort: (id: AssetColumnId) => void
}

function Head({ column, first, view, onSort }: HeadProps) {
  const { t } = useLingui()
  const sorted = view.sort.id === column.id
  const Arrow = view.sort.desc ? ArrowDown : ArrowUp
  const id = view.columns.find((candidate) => candidate === column.id)
  return (
    <th
      scope="col"
      aria-sort={sorted ? (view.sort.desc ? 'descending' : 'ascending') : 'none'}
      className={cn(cellClass, column.numeric && 'justify-end', first && firstClass, column.seen)}
      style={widthOf(column)}
    >
      <button
        type="button"
        title={column.hint && t(column.hint)}
        onClick={() => id && onSort(id)}
        className={cn(
          'caption group inline-flex min-h-6 items-center gap-1 truncate rounded-sm hover:text-foreground',
          column.numeric && 'flex-row-reverse',
          sorted && 'text-foreground',
        )}
      >
        {t(column.label)}
        <Arrow aria-hidden className={cn('size-3 shrink-0', !sorted && 'invisible group-hover:visible group-hover:opacity-50')} />
      </button>
    </th>
  )
}

interface Place {
  index: number
  top: number
}

interface LineProps extends Place {
  row: AssetRow
  columns: readonly SeenColumn[]
  watched: boolean
  indented: boolean
  onOpen: (row: AssetRow) => void
  onWalk: (event: KeyboardEvent, from: number) => void
}

const rowClass = 'group absolute inset-x-0 top-0 flex h-9 items-center border-b hover:bg-muted'

const Line = memo(function Line({ row, columns, watched, indented, onOpen, onWalk, index, top }: LineProps) {
  // Rows come and go as somebody scrolls: what few of them are asked for comes to those that are pointed at or stepped on.
  const [pointedAt, setPointedAt] = useState(false)
  const point = () => setPointedAt(true)
  return (
    <tr
      onPointerEnter={point}
      onFocus={point}
      aria-rowindex={index + 2}
      data-index={index}
      className={rowClass}
      style={{ transform: `translateY(${top}px)` }}
    >
      {columns.map((column, at) => (
        <Cell key={column.id} column={column} first={at === 0}>
          {at === 0 ? (
            <>
              <button
                type="button"
                onClick={() => onOpen(row)}
                onKeyDown={(event) => onWalk(event, index)}
                aria-haspopup="dialog"
                className={cn('touch-text min-w-0 rounded-sm text-left underline-offset-4 hover:underline', indented && 'ml-5')}
              >
                {column.cell(row)}
              </button>
              {row.asset.assetType === 'position' && (watched || pointedAt) ? (
                <PositionRowBell row={row} watched={watched} className="ml-auto size-6" />
              ) : null}
            </>
          ) : (
            column.cell(row)
          )}
        </Cell>
      ))}
    </tr>
  )
})

function Cell({ column, first, children }: { column: SeenColumn; first: boolean; children: ReactNode }) {
  return (
    <td
      className={cn(cellClass, column.numeric && 'justify-end', first && cn(firstClass, 'group-hover:bg-muted'), column.seen)}
      style={widthOf(column)}
    >
      {children}
    </td>
  )
}

/** A line that is on its way: its place is kept, with as little as can be drawn while somebody scrolls by. */
function ComingLine({ columns, index, top }: Place & { columns: number }) {
  return (
    <tr
      aria-rowindex={index + 2}
      data-index={index}
      className="absolute inset-x-0 top-0 flex h-9 items-center border-b"
      style={{ transform: `translateY(${top}px)` }}
    >
      <td colSpan={columns} className="sticky left-0 px-4">
        <span className="sr-only">
          <Trans>Loading</Trans>
        </span>
        <span aria-hidden className="block h-3 w-24 rounded-sm bg-accent" />
      </td>
    </tr>
  )
}

interface GroupRowProps extends Place {
  group: AssetGroup
  open: boolean
  columns: readonly SeenColumn[]
  onToggle: (key: string) => void
  onWalk: (event: KeyboardEvent, from: number) => void
}

/** Two figures in a row's height. */
function Two({ first, second, right = false }: { first: ReactNode; second: ReactNode; right?: boolean }) {
  return (
    <span className={cn('block min-w-0 text-2xs text-muted-foreground leading-4', right && 'text-right')}>
      {first === null ? null : <span className="block truncate">{first}</span>}
      {second === null ? null : <span className="block truncate">{second}</span>}
    </span>
  )
}

const GroupRow = memo(function GroupRow({ group, open, columns, index, top, onToggle, onWalk }: GroupRowProps) {
  const { tokens, positions, gross, profit, bounds, entry } = group
  const { i18n } = useLingui()
  const because = whyOf(group, i18n)
  const sides = sidesOf(group)
  const cells: Partial<Record<string, ReactNode>> = {
    value:
      tokens === null ? null : <Money value={tokens} bound={bounds.tokens} because={because} plain className="font-medium" />,
    // Where a coin is grouped, its longs and shorts stand beside what they come to.
    account: sides ? (
      <Two
        first={
          <Trans>
            long <Money {...sides.long} because={because} plain compact="always" />
          </Trans>
        }
        second={
          <Trans>
            short <Money {...sides.short} because={because} plain compact="always" />
          </Trans>
        }
      />
    ) : null,
    notional:
      positions === null ? null : (
        <Two
          right
          first={
            <Money value={positions} bound={bounds.positions} because={because} plain className="font-medium text-foreground" />
          }
          second={
            <Trans>
              gross <Money value={gross} bound={bounds.gross} because={because} plain compact="always" />
            </Trans>
          }
        />
      ),
    entry:
      entry.long === null && entry.short === null ? null : (
        <Two
          right
          first={entry.long === null ? null : <Price value={entry.long} />}
          second={entry.short === null ? null : <Price value={entry.short} />}
        />
      ),
    profit: profit === null ? null : <Money value={profit} sign="always" tone="signed" className="font-medium" />,
  }
  return (
    <tr
      aria-rowindex={index + 2}
      data-index={index}
      className={cn(rowClass, 'bg-background')}
      style={{ transform: `translateY(${top}px)` }}
    >
      {columns.map((column, at) => (
        <td
          key={column.id}
          className={cn(
            cellClass,
            column.numeric && 'justify-end',
            at === 0 && 'sticky left-0 z-10 bg-background pl-2 group-hover:bg-muted',
            column.seen,
          )}
          style={widthOf(column)}
        >
          {at === 0 ? (
            <button
              type="button"
              aria-expanded={open}
              onClick={() => onToggle(group.key)}
              onKeyDown={(event) => onWalk(event, index)}
              className="inline-flex min-w-0 items-center gap-1.5 rounded-sm font-medium"
            >
              <ChevronRight
                aria-hidden
                className={cn('size-4 shrink-0 text-muted-foreground transition-transform', open && 'rotate-90')}
              />
              <span className="truncate">{group.label}</span>
              <span className="figures font-normal text-muted-foreground">{group.rows}</span>
            </button>
          ) : (
            (cells[column.id] ?? null)
          )}
        </td>
      ))}
    </tr>
  )
})
