'use client'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Coins, Plus, SearchX } from 'lucide-react'
import Link from 'next/link'
import { Activity, useCallback, useDeferredValue, useMemo, useState } from 'react'
import { listed } from '@/server/domain/left-out'
import { AssetSheet } from '../assets/asset-sheet'
import { ASSET_COLUMNS, type AssetColumnId } from '../assets/columns'
import { type AssetRow, allRows } from '../assets/row'
import { useFunding } from '../assets/use-funding'
import { useDisplay } from '../format/display'
import { Money } from '../format/money'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { Card } from '../ui/card'
import { EmptyState } from '../ui/empty-state'
import { useScreen } from '../ui/use-screen'
import { useAssetModel } from './asset-rows-model'
import { AssetGrid } from './grid'
import { AssetVirtualList } from './list'
import { type Selection, selectRows, sumRows, whyOf } from './select-rows'
import { Toolbar } from './toolbar'
import { type AssetViewDefaults, parseSort, sortText, useAssetView } from './view-state'

interface AssetBrowserProps {
  what: 'balances' | 'positions'
  defaults: AssetViewDefaults
}

/** All assets of all accounts in one table, searched, filtered, grouped and sorted as the URL says. */
export function AssetBrowser({ what, defaults }: AssetBrowserProps) {
  const trpc = useTRPC()
  const { data: overview } = useSuspenseQuery(trpc.balances.overview.queryOptions())
  const { dustUsd } = useDisplay()
  const { view, setView, reset } = useAssetView(defaults)
  const [shown, setShown] = useState<string | null>(null)
  const open = useCallback((row: AssetRow) => setShown(row.id), [])
  const screen = useScreen()
  const funding = useFunding()
  const all = useMemo(() => {
    const rows = allRows(overview, funding)
    return what === 'positions' ? rows.filter(({ asset }) => asset.assetType === 'position') : rows
  }, [overview, funding, what])
  // Typing stays quick while the rows follow.
  const search = useDeferredValue(view.search)
  const { kind, dust, groupBy } = view
  const accounts = view.accounts.join(' ')
  const exchanges = view.exchanges.join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the view is a new object at every render; these are its parts
  const selection = useMemo(
    () => selectRows(all, { ...view, search }, dustUsd),
    [all, search, kind, dust, accounts, exchanges, dustUsd],
  )
  // The head answers a click at once; five thousand rows may take a moment longer.
  const sort = useDeferredValue(sortText(view.sort))
  const grouped = useDeferredValue(groupBy)
  const model = useMemo(() => ({ sort: parseSort(sort, defaults.sort), groupBy: grouped }), [sort, grouped, defaults.sort])
  const { table, rows } = useAssetModel(selection.rows, model)
  const toggleSort = (id: AssetColumnId) =>
    setView({ sort: id === view.sort.id ? { id, desc: !view.sort.desc } : { id, desc: ASSET_COLUMNS[id].numeric } })

  if (all.length === 0) return <Nothing what={what} accounts={overview.accounts.length} />
  const inOrder = () =>
    table
      .getSortedRowModel()
      .rows.flatMap((row) => (row.getIsGrouped() ? row.getLeafRows() : [row]))
      .map((row) => row.original)
  const label = what === 'balances' ? 'Balances' : 'Positions'
  return (
    <Card className="flex flex-col overflow-hidden">
      {/* Each part comes alive on its own: a click on the table's head need not wait for the others. */}
      <Activity>
        <Toolbar all={all} shown={inOrder} view={view} setView={setView} defaults={defaults} what={what} />
      </Activity>
      {rows.length === 0 ? (
        <div className="border-t">
          <EmptyState
            icon={SearchX}
            title={selection.dust.count > 0 ? 'Only dust is left' : 'Nothing matches'}
            description={
              selection.dust.count > 0
                ? 'All rows of this view are below the threshold.'
                : 'No row fits the search and the filters.'
            }
            action={<Button onClick={reset}>Show everything</Button>}
          />
        </div>
      ) : (
        <>
          {screen === 'narrow' ? null : (
            <div className="border-t max-md:hidden">
              <AssetGrid rows={rows} view={{ ...view, groupBy: grouped }} label={label} onSort={toggleSort} onOpen={open} />
            </div>
          )}
          {screen === 'wide' ? null : (
            <Activity>
              <div className="border-t md:hidden">
                <AssetVirtualList key={grouped} rows={rows} view={{ ...view, groupBy: grouped }} label={label} onOpen={open} />
              </div>
            </Activity>
          )}
        </>
      )}
      <Activity>
        <Foot selection={selection} what={what} />
      </Activity>
      <AssetSheet row={all.find(({ id }) => id === shown) ?? null} onClose={() => setShown(null)} />
    </Card>
  )
}

function Foot({ selection, what }: { selection: Selection; what: AssetBrowserProps['what'] }) {
  const { locale, dustUsd } = useDisplay()
  const sums = useMemo(() => sumRows(selection.rows), [selection.rows])
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t px-4 py-2.5 text-muted-foreground text-xs">
      <span className="figures">
        {sums.rows.toLocaleString(locale)} {sums.rows === 1 ? 'row' : 'rows'}
      </span>
      {what === 'positions' ? null : (
        <span>
          Tokens{' '}
          <Money
            value={sums.tokens ?? '0'}
            bound={sums.bounds.tokens}
            because={whyOf(sums)}
            className="font-medium text-foreground"
          />
        </span>
      )}
      {sums.positions === null ? null : (
        <>
          <span>
            Positions net{' '}
            <Money
              value={sums.positions}
              bound={sums.bounds.positions}
              because={whyOf(sums)}
              className="font-medium text-foreground"
            />
          </span>
          <span>
            gross{' '}
            <Money value={sums.gross} bound={sums.bounds.gross} because={whyOf(sums)} className="font-medium text-foreground" />
          </span>
          <span>
            Unrealised <Money value={sums.profit} sign="always" tone="signed" className="font-medium" />
          </span>
        </>
      )}
      {sums.leftOut.length > 0 ? <span className="text-warning">Not all is known of {listed(sums.leftOut)}</span> : null}
      {sums.unpriced > 0 ? <span className="text-warning">{sums.unpriced} without a price, in no sum</span> : null}
      {selection.dust.count > 0 ? (
        <span>
          {selection.dust.count} hidden below <Money value={dustUsd} live={false} />, together{' '}
          <Money value={selection.dust.value} live={false} />
        </span>
      ) : null}
    </p>
  )
}

function Nothing({ what, accounts }: { what: AssetBrowserProps['what']; accounts: number }) {
  const add = (
    <Button asChild variant="primary">
      <Link href="/accounts/new">
        <Plus aria-hidden />
        Add account
      </Link>
    </Button>
  )
  const words =
    accounts === 0
      ? {
          title: 'Connect your first account',
          description: 'What it holds appears here, read from the exchange with a key that may only read.',
          action: add,
        }
      : what === 'positions'
        ? {
            title: 'No open positions',
            description: 'Positions of all accounts appear here as soon as one is open.',
            action: null,
          }
        : {
            title: 'Nothing is held yet',
            description: 'What your accounts hold appears here after their first refresh.',
            action: null,
          }
  return (
    <Card>
      <EmptyState icon={Coins} {...words} className="py-24" />
    </Card>
  )
}
