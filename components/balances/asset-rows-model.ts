'use client'
import {
  columnGroupingFeature,
  columnVisibilityFeature,
  constructAggregationFn,
  createColumnHelper,
  createExpandedRowModel,
  createGroupedRowModel,
  createSortedRowModel,
  type ExpandedState,
  type Row,
  rowAggregationFeature,
  rowExpandingFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo, useState } from 'react'
import { ASSET_COLUMNS, type AssetColumn } from '../assets/columns'
import type { AssetRow } from '../assets/row'
import { groupOf } from './select-rows'
import type { AssetView, Grouping } from './view-state'

const features = tableFeatures({
  columnVisibilityFeature,
  columnGroupingFeature,
  rowExpandingFeature,
  rowAggregationFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  groupedRowModel: createGroupedRowModel(),
  expandedRowModel: createExpandedRowModel(),
})

export type ModelRow = Row<typeof features, AssetRow>

const GROUP = 'group'
const helper = createColumnHelper<typeof features, AssetRow>()
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** What a row sorts by: a float is enough to put rows in order, and nothing else is done with it. */
type SortKey = number | string | undefined

function sortKey(column: AssetColumn, row: AssetRow): SortKey {
  const value = column.value(row)
  if (value === null) return undefined
  if (!column.numeric || column.id === 'updated') return value
  // What is owed or short is as large as what is held or long.
  return column.id === 'value' || column.id === 'notional' ? Math.abs(Number(value)) : Number(value)
}

/** A group goes by the sum of its numbers, or by the name that its rows share. */
const groupKey = constructAggregationFn({
  aggregate: ({ rows, getValue }): SortKey => {
    let sum: number | undefined
    for (const row of rows) {
      const value: unknown = getValue(row)
      if (typeof value === 'number') sum = (sum ?? 0) + value
      else if (typeof value === 'string') return value
    }
    return sum
  },
})

function modelColumns(grouping: Grouping) {
  return helper.columns([
    helper.accessor((row): SortKey => (grouping === 'none' ? '' : groupOf(row, grouping).key), {
      id: GROUP,
      enableSorting: false,
    }),
    ...Object.values(ASSET_COLUMNS).map((column: AssetColumn) =>
      helper.accessor((row): SortKey => sortKey(column, row), {
        id: column.id,
        sortUndefined: 'last',
        aggregationFn: groupKey,
        sortFn: (a, b, id) => compare(a.getValue<SortKey>(id), b.getValue<SortKey>(id)),
      }),
    ),
  ])
}

function compare(a: SortKey, b: SortKey): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return collator.compare(String(a ?? ''), String(b ?? ''))
}

/** A row has a value or a notional: sorted by one, the rows that have none of it go by the other. */
function sortingOf({ id, desc }: AssetView['sort']) {
  const other = id === 'value' ? 'notional' : id === 'notional' ? 'value' : null
  return other === null
    ? [{ id, desc }]
    : [
        { id, desc },
        { id: other, desc },
      ]
}

/** Rows in the view's order and groups. Groups are closed until they are opened. */
export function useAssetModel(rows: AssetRow[], view: Pick<AssetView, 'sort' | 'groupBy'>) {
  const [expanded, setExpanded] = useState<ExpandedState>({})
  const columns = useMemo(() => modelColumns(view.groupBy), [view.groupBy])
  const grouping = useMemo(() => (view.groupBy === 'none' ? [] : [GROUP]), [view.groupBy])
  const { id, desc } = view.sort
  const sorting = useMemo(() => sortingOf({ id, desc }), [id, desc])
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: (row) => row.id,
    state: { sorting, grouping, expanded },
    onExpandedChange: setExpanded,
    enableSortingRemoval: false,
    autoResetExpanded: false,
  })
  return { table, rows: table.getRowModel().rows }
}
