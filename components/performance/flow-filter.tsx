import { Download } from 'lucide-react'
import { FLOW_KINDS, type FlowKind } from '@/server/domain/flows/types'
import { PARTS, type Part } from '@/server/domain/performance/attribution'
import type { AccountView } from '@/server/domain/views'
import type { Period } from '../overview/periods'
import { Button } from '../ui/button'
import { controlClass } from '../ui/input'
import { KIND_LABELS } from './words'

/** What of the entries is looked at, as an address says it. */
export interface FlowSearch {
  /** The entries that this part of the period's change is the sum of, and no others. */
  part: Part | null
  kind: FlowKind | null
  coin: string | null
  account: string | null
  after: string | null
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
const PLACE = /^\d{1,15}-\d{1,18}$/
const COIN = /^[\w.:-]{1,40}$/

type Params = Record<string, string | string[] | undefined>

/** Reads an address; what fits nothing is left out. */
export function flowSearch(params: Params): FlowSearch {
  const one = (name: string, shape: RegExp) => {
    const value = params[name]
    return typeof value === 'string' && shape.test(value) ? value : null
  }
  return {
    part: PARTS.find((part) => part === params.part) ?? null,
    kind: FLOW_KINDS.find((kind) => kind === params.kind) ?? null,
    coin: one('coin', COIN)?.toUpperCase() ?? null,
    account: one('account', UUID),
    after: one('after', PLACE),
  }
}

/** The address of a search, without the page. */
export function flowHref(period: Period, { part, kind, coin, account }: FlowSearch, after: string | null = null): string {
  const query = new URLSearchParams({ period })
  if (part) query.set('part', part)
  if (kind) query.set('kind', kind)
  if (coin) query.set('coin', coin)
  if (account) query.set('account', account)
  if (after) query.set('after', after)
  return `/performance/flows?${query}`
}

const SHAPES = { ballast: 'CSV', koinly: 'Koinly', cointracking: 'CoinTracking' } as const

/** Chooses by the address itself: it works without any script. */
export function FlowFilter({
  period,
  search,
  accounts,
}: {
  period: Period
  search: FlowSearch
  accounts: readonly AccountView[]
}) {
  const file = (shape: string) =>
    `/performance/flows.csv?${new URLSearchParams({ shape, range: period, ...(search.account && { accountIds: search.account }) })}`
  return (
    <form action="/performance/flows" className="flex flex-wrap items-end gap-2">
      <input type="hidden" name="period" value={period} />
      <label className="flex flex-col gap-1 text-xs">
        Kind
        <select name="kind" defaultValue={search.kind ?? ''} className={`${controlClass} w-44`}>
          <option value="">All kinds</option>
          {FLOW_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {KIND_LABELS[kind]}
            </option>
          ))}
        </select>
      </label>
      <label className="flex flex-col gap-1 text-xs">
        Account
        <select name="account" defaultValue={search.account ?? ''} className={`${controlClass} w-52`}>
          <option value="">All accounts</option>
          {accounts.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className="flex flex-col gap-1 text-xs">
        Coin
        <input
          name="coin"
          defaultValue={search.coin ?? ''}
          placeholder="Any"
          className={`${controlClass} w-28`}
          autoComplete="off"
        />
      </label>
      <Button type="submit">Show</Button>
      <span className="ml-auto flex flex-wrap gap-2">
        {Object.entries(SHAPES).map(([shape, label]) => (
          <Button key={shape} asChild size="sm">
            <a href={file(shape)} download>
              <Download aria-hidden />
              {label}
            </a>
          </Button>
        ))}
      </span>
    </form>
  )
}
