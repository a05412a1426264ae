'use client'
import { useQueryStates } from 'nuqs'
import { type HistoryView, historySearch, rangeInput } from './history-search'

export function useHistoryView() {
  const [view, setQuery] = useQueryStates(historySearch)
  return { view, setView: (change: Partial<HistoryView>) => void setQuery(change) }
}

/** Where the same stretch is had as a file. */
export function csvHref(view: HistoryView, timeZone: string): string {
  const input = rangeInput(view, timeZone)
  const query = new URLSearchParams({ range: input.range })
  if ('from' in input && input.from) query.set('from', input.from.toISOString())
  if ('to' in input && input.to) query.set('to', input.to.toISOString())
  if (view.accounts.length > 0) query.set('accountIds', view.accounts.join(','))
  else if (view.tag.length > 0) query.set('tags', view.tag.join(','))
  return `/history/equity.csv?${query}`
}
