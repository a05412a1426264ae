'use client'
import { cn } from '../ui/cn'
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

/** All fields of a position. */
export const POSITION_FIELDS: readonly AssetColumnId[] = [
  'symbol',
  'size',
  'notional',
  'share',
  'entry',
  'mark',
  'liquidation',
  'distance',
  'profit',
  'profitShare',
  'initialMargin',
  'maintMargin',
  'marginBalance',
  'leverage',
  'marginMode',
  'market',
  'wallet',
]

interface AssetTableProps {
  rows: readonly AssetRow[]
  fields: readonly AssetColumnId[]
  /** For assistive technology. */
  label: string
  onOpen?: (row: AssetRow) => void
}

/** The assets of one account, with all their fields; wider than most screens, so it scrolls sideways behind its first column. */
export function AssetTable({ rows, fields, label, onOpen }: AssetTableProps) {
  const columns = columnsOf(fields)
  return (
    <Table aria-label={label} className="text-sm">
      <TableHeader>
        <TableRow className="hover:bg-transparent">
          {columns.map((column, index) => (
            <TableHead
              key={column.id}
              title={column.hint}
              className={cn(column.numeric && 'text-right', index === 0 && 'sticky left-0 z-10 bg-card')}
            >
              {column.label}
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
                  column.numeric && 'text-right',
                  index === 0 && 'sticky left-0 z-10 bg-card group-hover:bg-[color-mix(in_oklab,var(--muted)_60%,var(--card))]',
                )}
              >
                {index === 0 && onOpen ? (
                  <button
                    type="button"
                    onClick={() => onOpen(row)}
                    className="rounded-sm text-left underline-offset-4 hover:underline"
                    aria-haspopup="dialog"
                  >
                    {column.cell(row)}
                  </button>
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
