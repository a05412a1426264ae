'use client'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { ArrowDownUp, Layers, Search } from 'lucide-react'
import type { AccountSort } from '@/server/domain/account-table'
import { LONGEST_SEARCH } from '@/server/domain/asset-view'
import { TAG_KINDS } from '@/server/domain/tags/tag'
import { ACCOUNT_STATES, type AccountTableView, type TagLabel } from '@/server/domain/views'
import { useSaid } from '../language/said'
import { TagFilter } from '../tags/tag-filter'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from '../ui/dropdown-menu'
import { Input } from '../ui/input'
import { useEarlyValue } from '../ui/use-early-value'
import { STATE_LABELS } from './account-status'
import type { AccountsQuery } from './table-view'

/** What the means of choosing are drawn from. */
type Choosable = Pick<AccountTableView, 'states' | 'active' | 'subAccounts'> & {
  /** Absent: they are asked for. */
  tags?: readonly TagLabel[]
}

export interface AccountsView<Table extends Choosable = Choosable> {
  table: Table
  view: AccountsQuery
  setView: (change: Partial<AccountsQuery>) => void
}

/** Which way each order begins: names from A, what wants somebody first, the largest, the oldest reading, the most at risk. */
export const BEGINS_DESCENDING: Record<AccountSort, boolean> = {
  added: false,
  name: false,
  state: false,
  equity: true,
  refreshed: false,
  margin: true,
  health: false,
  distance: false,
}

export const SORT_LABELS: Record<AccountSort, MessageDescriptor> = {
  added: msg`As added`,
  name: msg`By name`,
  state: msg`By status`,
  equity: msg`By equity`,
  refreshed: msg`By age`,
  margin: msg`By margin use`,
  health: msg`By health`,
  distance: msg`By distance to liquidation`,
}

/** Orders by what the page of accounts shows. */
export const KEEPING_SORTS: readonly AccountSort[] = ['added', 'name', 'state', 'equity', 'refreshed']
/** Orders by what the overview's list shows. */
export const WATCHING_SORTS: readonly AccountSort[] = [...KEEPING_SORTS, 'margin', 'health', 'distance']

interface AccountsToolbarProps extends AccountsView {
  sorts: readonly AccountSort[]
}

const GROUP_LABELS: Record<Exclude<AccountsQuery['group'], 'none'>, string> = {
  exchange: /*i18n*/ 'Group by exchange',
  main: /*i18n*/ 'By main account',
  strategy: /*i18n*/ 'By strategy',
  fund: /*i18n*/ 'By fund',
  person: /*i18n*/ 'By person',
}

/** Search, states (those that there are, with how many), order on phones, and groups. */
export function AccountsToolbar({ table, view, setView, sorts }: AccountsToolbarProps) {
  const { t } = useLingui()
  const said = useSaid()
  const early = useEarlyValue((q) => setView({ q }))
  const taken = view.group === 'main' || table.subAccounts
  const listed = useQuery({ ...useTRPC().tags.list.queryOptions(), enabled: table.tags === undefined })
  const tags = table.tags ?? listed.data ?? []
  const kinds = TAG_KINDS.filter((kind) => view.group === kind || tags.some((tag) => tag.kind === kind))
  const groupings = ['exchange' as const, ...(taken ? (['main'] as const) : []), ...kinds]
  const states = ACCOUNT_STATES.filter((state) => table.states[state] > 0 || view.state.includes(state))
  return (
    <div className="flex flex-wrap items-center gap-2 px-3 py-2.5 md:px-4">
      <div className="relative min-w-0 flex-1 max-md:basis-full md:w-56 md:flex-none">
        <Search aria-hidden className="pointer-events-none absolute inset-y-0 left-2.5 my-auto size-4 text-muted-foreground" />
        <Input
          ref={early}
          type="search"
          maxLength={LONGEST_SEARCH}
          value={view.q}
          onChange={(event) => setView({ q: event.target.value })}
          placeholder={t`Search accounts`}
          aria-label={t`Search accounts`}
          className="pl-8 md:pl-8"
        />
      </div>
      {states.length > 1 || view.state.length > 0 ? (
        <fieldset className="flex flex-wrap gap-1">
          <legend className="sr-only">
            <Trans>Status</Trans>
          </legend>
          {states.map((state) => {
            const chosen = view.state.includes(state)
            return (
              <Button
                key={state}
                size="sm"
                variant={chosen ? 'secondary' : 'ghost'}
                className="touch-target"
                aria-pressed={chosen}
                onClick={() => setView({ state: chosen ? view.state.filter((each) => each !== state) : [...view.state, state] })}
              >
                {said(STATE_LABELS[state])}
                <span className="figures text-muted-foreground">{table.states[state]}</span>
              </Button>
            )
          })}
        </fieldset>
      ) : null}
      <div className="flex flex-wrap gap-1 max-md:basis-full md:ml-auto">
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button size="sm" variant="ghost" className="touch-target -ml-1 md:hidden">
              <ArrowDownUp aria-hidden />
              {t(SORT_LABELS[view.sort])}
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="start">
            <DropdownMenuRadioGroup
              value={view.sort}
              onValueChange={(value) => {
                const sort = sorts.find((each) => each === value)
                if (sort) setView({ sort, desc: BEGINS_DESCENDING[sort] })
              }}
            >
              {sorts.map((sort) => (
                <DropdownMenuRadioItem key={sort} value={sort}>
                  {t(SORT_LABELS[sort])}
                </DropdownMenuRadioItem>
              ))}
            </DropdownMenuRadioGroup>
          </DropdownMenuContent>
        </DropdownMenu>
        {tags.length > 0 || view.tag.length > 0 ? (
          <TagFilter tags={tags} chosen={view.tag} onChange={(tag) => setView({ tag })} />
        ) : null}
        {groupings.map((by) => (
          <Button
            key={by}
            size="sm"
            variant={view.group === by ? 'secondary' : 'ghost'}
            className="touch-target"
            aria-pressed={view.group === by}
            onClick={() => setView({ group: view.group === by ? 'none' : by })}
          >
            <Layers aria-hidden />
            {said(GROUP_LABELS[by])}
          </Button>
        ))}
      </div>
    </div>
  )
}
