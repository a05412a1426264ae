'use client'
import { useQueryStates } from 'nuqs'
import { useCallback, useMemo } from 'react'
import { type AssetView, type AssetViewDefaults, assetSearch, type Grouping, isColumnId, sortText, viewOf } from './view-query'

export const GROUPING_LABELS: Record<Grouping, string> = {
  none: /*i18n*/ 'No groups',
  coin: /*i18n*/ 'By coin',
  account: /*i18n*/ 'By account',
  main: /*i18n*/ 'By main account',
  exchange: /*i18n*/ 'By exchange',
  strategy: /*i18n*/ 'By strategy',
  fund: /*i18n*/ 'By fund',
  person: /*i18n*/ 'By person',
}

/** The view in the URL: what is as it is by default is not written. */
export function useAssetView(defaults: AssetViewDefaults): {
  view: AssetView
  setView: (change: Partial<AssetView>) => void
  reset: () => void
} {
  const search = useMemo(() => assetSearch(defaults), [defaults])
  const [query, setQuery] = useQueryStates(search)
  // The same list as long as the same columns are in it: rows are drawn anew when it changes.
  const names = query.cols.join(' ')
  const columns = useMemo(() => {
    const ids = names.split(' ').filter(isColumnId)
    return ids.includes('symbol') ? ids : ['symbol' as const, ...ids]
  }, [names])
  const view = useMemo((): AssetView => ({ ...viewOf(query, defaults.sort), columns }), [query, columns, defaults])
  const setView = useCallback(
    (change: Partial<AssetView>) =>
      void setQuery({
        ...(change.search === undefined ? {} : { q: change.search }),
        ...(change.kind === undefined ? {} : { kind: change.kind }),
        ...(change.groupBy === undefined ? {} : { group: change.groupBy }),
        ...(change.sort === undefined ? {} : { sort: sortText(change.sort) }),
        ...(change.columns === undefined ? {} : { cols: change.columns }),
        ...(change.dust === undefined ? {} : { dust: change.dust }),
        ...(change.accounts === undefined ? {} : { account: change.accounts }),
        ...(change.exchanges === undefined ? {} : { exchange: change.exchanges }),
        ...(change.tags === undefined ? {} : { tag: change.tags }),
        ...(change.day === undefined ? {} : { day: change.day }),
        ...(change.coins === undefined ? {} : { coin: change.coins }),
        ...(change.sides === undefined ? {} : { side: change.sides }),
        ...(change.markets === undefined ? {} : { market: change.markets }),
        ...(change.marginModes === undefined ? {} : { margin: change.marginModes }),
        ...(change.states === undefined ? {} : { state: change.states }),
      }),
    [setQuery],
  )
  return { view, setView, reset: () => void setQuery(null) }
}
