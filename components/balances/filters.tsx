'use client'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Columns3, ListFilter } from 'lucide-react'
import { useId, useState } from 'react'
import { wallTime } from '@/server/domain/local-time'
import { formatMoney } from '@/server/domain/number-format'
import { ASSET_COLUMNS, type AssetColumn } from '../assets/columns'
import { dayOfText, dayText } from '../format/day-input'
import { useDisplay } from '../format/display'
import { zoneOf } from '../format/zone'
import { useTRPC } from '../trpc-provider'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { Checkbox } from '../ui/checkbox'
import { cn } from '../ui/cn'
import { failureOf } from '../ui/failure'
import { Input } from '../ui/input'
import { Popover, PopoverContent, PopoverTrigger } from '../ui/popover'
import { Skeleton } from '../ui/skeleton'
import { type AssetView, type AssetViewDefaults, FILTERS, isColumnId, NO_FILTERS } from './view-query'

interface FiltersProps {
  view: AssetView
  setView: (change: Partial<AssetView>) => void
  /** On phones the choice to hide dust is here. */
  withDust: boolean
}

/** Which positions, coins, accounts and exchanges are shown. */
export function Filters({ view, setView, withDust }: FiltersProps) {
  const { t } = useLingui()
  const said = <Id extends string>(options: readonly { id: Id; name: MessageDescriptor }[]) =>
    options.map(({ id, name }) => ({ id, name: t(name) }))
  const { locale, dustUsd } = useDisplay()
  const chosen = FILTERS.reduce((sum, filter) => sum + view[filter].length, view.day === null ? 0 : 1)
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button>
          <ListFilter aria-hidden />
          <Trans>Filter</Trans>
          {chosen > 0 ? <Badge tone="brand">{chosen}</Badge> : null}
        </Button>
      </PopoverTrigger>
      <PopoverContent className="thin-scroll max-h-(--radix-popover-content-available-height) w-64 overflow-y-auto p-0">
        {withDust ? (
          <div className="p-2 md:hidden">
            <Choice
              label={t`Hide below ${formatMoney(dustUsd, { locale, currency: 'USD' })}`}
              checked={!view.dust}
              onChange={(hide) => setView({ dust: !hide })}
            />
          </div>
        ) : null}
        <DayChoice day={view.day} onChange={(day) => setView({ day })} />
        <Choices title={t`Only what is`} options={said(STATES)} chosen={view.states} onChange={(states) => setView({ states })} />
        <Choices title={t`Side`} options={said(SIDES)} chosen={view.sides} onChange={(sides) => setView({ sides })} />
        <Choices title={t`Market`} options={said(MARKETS)} chosen={view.markets} onChange={(markets) => setView({ markets })} />
        <Choices
          title={t`Margin`}
          options={said(MODES)}
          chosen={view.marginModes}
          onChange={(marginModes) => setView({ marginModes })}
        />
        <Known view={view} setView={setView} />
        {chosen > 0 ? (
          <div className="border-t p-2">
            <Button variant="ghost" size="sm" onClick={() => setView({ ...NO_FILTERS, day: null })}>
              <Trans>Clear filters</Trans>
            </Button>
          </div>
        ) : null}
      </PopoverContent>
    </Popover>
  )
}

const DAY_MS = 86_400_000

/** The table as it was at the end of a day. */
function DayChoice({ day, onChange }: { day: Date | null; onChange: (day: Date | null) => void }) {
  const id = useId()
  const display = useDisplay()
  return (
    <div className="border-t p-2 first:border-0">
      <label htmlFor={id} className="caption block px-1.5 pb-1">
        <Trans>As of the end of</Trans>
      </label>
      <Input
        id={id}
        type="date"
        value={dayText(day)}
        // Of a day that is not over nothing is known yet.
        max={dayText(new Date(wallTime(Date.now(), zoneOf(display)) - DAY_MS))}
        onChange={({ target }) => onChange(dayOfText(target.value))}
      />
    </div>
  )
}

const STATES = [
  { id: 'near', name: msg`Near liquidation` },
  { id: 'losing', name: msg`Losing` },
] as const
const SIDES = [
  { id: 'long', name: msg`Long` },
  { id: 'short', name: msg`Short` },
] as const
const MARKETS = [
  { id: 'perp', name: msg`Perpetual` },
  { id: 'future', name: msg`Dated future` },
  { id: 'option', name: msg`Option` },
  { id: 'margin', name: msg`Margin` },
] as const
const MODES = [
  { id: 'cross', name: msg`Cross` },
  { id: 'isolated', name: msg`Isolated` },
] as const

/** Asked for when somebody wants to see it. */
function Known({ view, setView }: Pick<FiltersProps, 'view' | 'setView'>) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const known = useQuery(trpc.balances.assetChoices.queryOptions())
  if (known.error) {
    return (
      <p role="alert" className="p-3 text-muted-foreground">
        {failureOf(known.error).message}
      </p>
    )
  }
  if (!known.data) {
    return (
      <div className="flex flex-col gap-3 p-3.5">
        <span role="status" className="sr-only">
          <Trans>Loading accounts</Trans>
        </span>
        <Skeleton className="h-4 w-24" />
        <Skeleton className="h-4 w-32" />
        <Skeleton className="h-4 w-28" />
      </div>
    )
  }
  const { accounts, exchanges, coins, tags } = known.data
  const named = coins.map((coin) => ({ id: coin, name: coin }))
  return (
    <>
      {tags.length > 0 ? (
        <Choices
          title={t`Tags`}
          options={tags}
          chosen={view.tags}
          onChange={(ids) => setView({ tags: ids })}
          find={t`Search tags`}
        />
      ) : null}
      <Choices
        title={t`Coins`}
        options={named}
        chosen={view.coins}
        onChange={(ids) => setView({ coins: ids })}
        find={t`Search coins`}
      />
      <Choices
        title={t`Exchanges`}
        options={exchanges}
        chosen={view.exchanges}
        onChange={(ids) => setView({ exchanges: ids })}
        find={t`Search exchanges`}
      />
      <Choices
        title={t`Accounts`}
        options={accounts}
        chosen={view.accounts}
        onChange={(ids) => setView({ accounts: ids })}
        find={t`Search accounts`}
      />
    </>
  )
}

interface ChoicesProps<Id extends string> {
  title: string
  options: readonly { id: Id; name: string }[]
  chosen: readonly Id[]
  onChange: (ids: Id[]) => void
  /** They stand by name; and where there are many, with a field that is called so and finds them. */
  find?: string
}

/** So many can be looked through; more are searched. */
const SEARCHED_FROM = 9

function Choices<Id extends string>({ title, options, chosen, onChange, find }: ChoicesProps<Id>) {
  const [search, setSearch] = useState('')
  const words = search.trim().toLowerCase()
  const listed = find !== undefined ? [...options].sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true })) : options
  const found = listed.filter(({ id, name }) => words === '' || chosen.includes(id) || name.toLowerCase().includes(words))
  return (
    <fieldset className="border-t p-2 first:border-0">
      <legend className="caption float-left w-full px-1.5 pb-1">{title}</legend>
      {find !== undefined && options.length >= SEARCHED_FROM ? (
        <Input
          type="search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          placeholder={find}
          aria-label={find}
          className="mb-1"
        />
      ) : null}
      {/* Below the title, which floats: what scrolls would stand beside it, with no width. */}
      <div className={cn('clear-left', find !== undefined && 'thin-scroll max-h-56 overflow-y-auto')}>
        {found.map(({ id, name }) => (
          <Choice
            key={id}
            label={name}
            checked={chosen.includes(id)}
            onChange={(checked) => onChange(checked ? [...chosen, id] : chosen.filter((other) => other !== id))}
          />
        ))}
      </div>
    </fieldset>
  )
}

function Choice({
  label,
  help,
  checked,
  onChange,
  disabled,
}: {
  label: string
  /** What it means, below it. */
  help?: string
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
}) {
  const id = useId()
  return (
    <div className="flex min-h-8 items-center gap-2.5 rounded-md px-1.5 hover:bg-accent pointer-coarse:min-h-11">
      <Checkbox id={id} checked={checked} disabled={disabled} onCheckedChange={(state) => onChange(state === true)} />
      <label htmlFor={id} className="min-w-0 flex-1 truncate">
        {label}
        {help ? <span className="block whitespace-normal pb-1 text-muted-foreground text-xs">{help}</span> : null}
      </label>
    </div>
  )
}

interface ColumnChoiceProps {
  view: AssetView
  setView: (change: Partial<AssetView>) => void
  defaults: AssetViewDefaults
}

/** Which columns the table has, and what they mean; they stand in the order of the list. */
export function ColumnChoice({ view, setView, defaults }: ColumnChoiceProps) {
  const { t } = useLingui()
  const all: AssetColumn[] = Object.values(ASSET_COLUMNS)
  const toggle = (id: string, checked: boolean) => {
    const wanted = new Set<string>(view.columns)
    if (checked) wanted.add(id)
    else wanted.delete(id)
    const order = [...defaults.columns, ...all.map((column) => column.id)].filter(isColumnId)
    setView({ columns: [...new Set(order)].filter((column) => wanted.has(column)) })
  }
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button className="max-md:hidden">
          <Columns3 aria-hidden />
          <Trans>Columns</Trans>
        </Button>
      </PopoverTrigger>
      <PopoverContent
        align="end"
        className="thin-scroll max-h-(--radix-popover-content-available-height) w-56 overflow-y-auto p-2"
      >
        {all.map((column) => (
          <Choice
            key={column.id}
            label={t(column.label)}
            {...(column.hint ? { help: t(column.hint) } : {})}
            checked={view.columns.some((id) => id === column.id)}
            disabled={column.id === 'symbol'}
            onChange={(checked) => toggle(column.id, checked)}
          />
        ))}
        <div className="mt-1 border-t pt-2">
          <Button variant="ghost" size="sm" onClick={() => setView({ columns: [...defaults.columns] })}>
            <Trans>As by default</Trans>
          </Button>
        </div>
      </PopoverContent>
    </Popover>
  )
}
