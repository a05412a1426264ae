'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Download, Search } from 'lucide-react'
import { memo, useRef } from 'react'
import { ASSET_GROUPINGS, LONGEST_SEARCH } from '@/server/domain/asset-view'
import { formatMoney } from '@/server/domain/number-format'
import { TAG_KINDS } from '@/server/domain/tags/tag'
import { ASSET_COLUMNS, beginsDescending } from '../assets/columns'
import { usePageCommands } from '../command/page-commands'
import { useDisplay } from '../format/display'
import { zoneOf } from '../format/zone'
import { useSaid } from '../language/said'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { DownloadLink } from '../ui/download-link'
import { Input } from '../ui/input'
import { Label } from '../ui/label'
import { Segmented } from '../ui/segmented'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '../ui/select'
import { Switch } from '../ui/switch'
import { useEarlyValue } from '../ui/use-early-value'
import { ColumnChoice, Filters } from './filters'
import { SavedViews } from './saved-views'
import { type AssetView, type AssetViewDefaults, fileHref, type Grouping, parseSort, sortText, viewInput } from './view-query'
import { GROUPING_LABELS } from './view-state'

interface ToolbarProps {
  view: AssetView
  setView: (change: Partial<AssetView>) => void
  defaults: AssetViewDefaults
  what: 'balances' | 'positions'
}

/** What the table shows, how it is grouped, and its way into a file. */
export const Toolbar = memo(function Toolbar({ view, setView, defaults, what }: ToolbarProps) {
  const { t } = useLingui()
  const said = useSaid()
  const display = useDisplay()
  const early = useEarlyValue((search) => setView({ search }))
  const file = useRef<HTMLAnchorElement>(null)
  const groupings = useGroupings(view.groupBy)
  usePageCommands([
    {
      id: 'csv',
      label: what === 'balances' ? t`Download balances as CSV` : t`Download positions as CSV`,
      run: () => file.current?.click(),
    },
    ...groupings
      .filter((groupBy) => groupBy !== view.groupBy)
      .map((groupBy) => ({
        id: `group-${groupBy}`,
        label: groupBy === 'none' ? t`Do not group` : t`Group ${said(GROUPING_LABELS[groupBy]).toLowerCase()}`,
        run: () => setView({ groupBy }),
      })),
    ...(what === 'balances'
      ? [{ id: 'dust', label: view.dust ? t`Hide dust` : t`Show dust`, run: () => setView({ dust: !view.dust }) }]
      : []),
  ])
  const threshold = formatMoney(display.dustUsd, { locale: display.locale, currency: 'USD' })
  return (
    <div className="flex flex-wrap items-center gap-2 px-3 py-2.5 md:px-4">
      <div className="relative min-w-0 flex-1 max-md:-order-2 max-md:basis-[calc(100%-3.5rem)] md:w-56 md:flex-none">
        <Search aria-hidden className="pointer-events-none absolute inset-y-0 left-2.5 my-auto size-4 text-muted-foreground" />
        <Input
          ref={early}
          type="search"
          maxLength={LONGEST_SEARCH}
          value={view.search}
          onChange={(event) => setView({ search: event.target.value })}
          placeholder={what === 'balances' ? t`Search balances` : t`Search positions`}
          aria-label={what === 'balances' ? t`Search balances` : t`Search positions`}
          className="pl-8 md:pl-8"
        />
      </div>
      {what === 'balances' ? (
        <Segmented
          label={t`Kind`}
          value={view.kind}
          onValueChange={(kind) => setView({ kind })}
          options={[
            { value: 'all', label: t`All` },
            { value: 'token', label: t`Tokens` },
            { value: 'position', label: t`Positions` },
          ]}
        />
      ) : null}
      <Select
        value={view.groupBy}
        onValueChange={(value) => {
          const groupBy = ASSET_GROUPINGS.find((grouping) => grouping === value)
          if (groupBy) setView({ groupBy })
        }}
      >
        <SelectTrigger aria-label={t`Grouping`} className="h-8 w-32 text-sm max-md:min-w-28 max-md:flex-1">
          <SelectValue>{said(GROUPING_LABELS[view.groupBy])}</SelectValue>
        </SelectTrigger>
        <SelectContent>
          {groupings.map((grouping) => (
            <SelectItem key={grouping} value={grouping}>
              {said(GROUPING_LABELS[grouping])}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
      <SortChoice view={view} setView={setView} defaults={defaults} />
      <Filters view={view} setView={setView} withDust={what === 'balances'} />
      {what === 'balances' ? (
        <span className="inline-flex h-8 items-center gap-2 px-1 max-md:hidden">
          <Switch id="dust" checked={!view.dust} onCheckedChange={(hide) => setView({ dust: !hide })} />
          <Label htmlFor="dust" className="whitespace-nowrap font-normal text-muted-foreground">
            <Trans>Hide below {threshold}</Trans>
          </Label>
        </span>
      ) : null}
      <div className="ml-auto flex gap-2 max-md:-order-1">
        {/* On phones beside the search: its own line would be empty but for it. */}
        <SavedViews what={what} />
        <ColumnChoice view={view} setView={setView} defaults={defaults} />
        <Button asChild className="max-md:h-10">
          <DownloadLink
            ref={file}
            href={fileHref(viewInput(what, view, { dustUsd: display.dustUsd, zone: zoneOf(display) }))}
            fileName={`${what}.csv`}
          >
            <Download aria-hidden />
            <span className="max-md:sr-only">CSV</span>
          </DownloadLink>
        </Button>
      </div>
    </div>
  )
})

/** Kinds of tags are there for whoever has some. */
function useGroupings(chosen: Grouping): readonly Grouping[] {
  const trpc = useTRPC()
  const tags = useQuery(trpc.tags.list.queryOptions())
  const isThere = (by: Grouping) => by === chosen || (tags.data?.some(({ kind }) => kind === by) ?? false)
  return ASSET_GROUPINGS.filter((by) => !TAG_KINDS.some((kind) => kind === by) || isThere(by))
}

/** On phones there is no table head to sort by. */
function SortChoice({ view, setView, defaults }: Pick<ToolbarProps, 'view' | 'setView' | 'defaults'>) {
  const { t } = useLingui()
  const options = defaults.columns.flatMap((id) => [sortText({ id, desc: beginsDescending(id) })])
  const current = sortText(view.sort)
  return (
    <Select value={current} onValueChange={(value) => setView({ sort: parseSort(value, defaults.sort) })}>
      <SelectTrigger aria-label={t`Sort by`} className="h-8 w-32 min-w-28 flex-1 text-sm md:hidden">
        <SelectValue>{t(ASSET_COLUMNS[view.sort.id].label)}</SelectValue>
      </SelectTrigger>
      <SelectContent>
        {[...new Set([current, ...options])].map((value) => (
          <SelectItem key={value} value={value}>
            {t(ASSET_COLUMNS[parseSort(value, defaults.sort).id].label)}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  )
}
