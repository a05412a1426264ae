'use client'
import { useLingui } from '@lingui/react/macro'
import { PositionRowBell, quietUntilPointedAt } from '../alerts/row-bells'
import { useWatched } from '../alerts/use-watched'
import { useHydrated } from '../format/use-hydrated'
import { cn } from '../ui/cn'
import { Meaning } from '../ui/meaning'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { type AssetColumnId, columnsOf } from './columns'
import type { AssetRow } from './row'

/** All fields of a token that can hold something. */
export const TOKEN_FIELDS: readonly AssetColumnId[] = [
  'symbol',
  'wallet',
  'size',
  'price',
  'value',
  'share',
  'profitCoins',
  'marginBalance',
  'initialMargin',
  'maintMargin',
  'available',
  'amount',
  'borrowed',
]

/** Those that matter most, first. */
const POSITION_FIELDS: readonly AssetColumnId[] = [
  'symbol',
  'size',
  'notional',
  'entry',
  'mark',
  'liquidation',
  'distance',
  'profit',
  'profitShare',
  'funding',
  'leverage',
  'initialMargin',
]

/** The rest, where a screen has room for it; the sheet that a row opens has all of them. */
const WIDE_POSITION_FIELDS: readonly AssetColumnId[] = ['maintMargin', 'marginBalance', 'share', 'wallet']
const WIDE_ONLY = 'max-[1679px]:hidden'
/** Words that begin where numbers end keep apart from them. */
const AFTER_NUMBERS = 'pl-8'

interface AssetTableProps {
  type: 'position' | 'token'
  /** All of that type. */
  rows: readonly AssetRow[]
  /** For assistive technology. */
  label: string
  onOpen?: (row: AssetRow) => void
}

/** The assets of one account with their fields; on screens that are narrower it scrolls sideways behind its first column. */
export function AssetTable({ type, rows, label, onOpen }: AssetTableProps) {
  const { t } = useLingui()
  const alive = useHydrated()
  const isWatched = useWatched()
  const columns =
    type === 'token'
      ? columnsOf(TOKEN_FIELDS)
      : [...columnsOf(POSITION_FIELDS), ...columnsOf(WIDE_POSITION_FIELDS).map((column) => ({ ...column, wide: true }))]
  return (
    <Table aria-label={label} className="text-sm">
      <TableHeader>
        <TableRow className="hover:bg-transparent">
          {columns.map((column, index) => (
            <TableHead
              key={column.id}
              className={cn(
                column.numeric ? 'text-right' : columns[index - 1]?.numeric && AFTER_NUMBERS,
                'wide' in column && WIDE_ONLY,
                index === 0 && 'sticky left-0 z-10 bg-card',
              )}
            >
              {column.hint ? <Meaning text={t(column.hint)}>{t(column.label)}</Meaning> : t(column.label)}
            </TableHead>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.id} className="group">
            {columns.map((column, index) => (
              <TableCell
                key={column.id}
                className={cn(
                  'h-9 whitespace-nowrap',
                  column.numeric ? 'text-right' : columns[index - 1]?.numeric && AFTER_NUMBERS,
                  'wide' in column && WIDE_ONLY,
                  index === 0 && 'sticky left-0 z-10 bg-card group-hover:bg-[color-mix(in_oklab,var(--muted)_60%,var(--card))]',
                )}
              >
                {index === 0 && onOpen ? (
                  <span className="flex items-center gap-1">
                    <button
                      type="button"
                      onClick={() => onOpen(row)}
                      className="touch-text rounded-sm text-left underline-offset-4 hover:underline"
                      aria-haspopup="dialog"
                    >
                      {column.cell(row)}
                    </button>
                    {type === 'position' ? (
                      <span className="ml-auto inline-flex size-7">
                        {alive ? <QuietBell row={row} watched={isWatched(row.account.id, row.asset.symbol)} /> : null}
                      </span>
                    ) : null}
                  </span>
                ) : (
                  column.cell(row)
                )}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

/** Only where somebody points at its row. */
function QuietBell({ row, watched }: { row: AssetRow; watched: boolean }) {
  return <PositionRowBell row={row} watched={watched} className={quietUntilPointedAt(watched)} />
}
