import { Trans, useLingui } from '@lingui/react/macro'
import { Download } from 'lucide-react'
import { FLOW_KINDS, type FlowKind } from '@/server/domain/flows/types'
import { PARTS, type Part } from '@/server/domain/performance/attribution'
import { PageForm } from '../desk/link'
import { Button } from '../ui/button'
import { DownloadLink } from '../ui/download-link'
import { controlClass } from '../ui/input'
import { type Scope, scopeHref, scopeMoments, scopeQuery } from './scope'
import { KIND_LABELS } from './words'

/** What of the entries is looked at, besides the scope, as an address says it. */
export interface FlowSearch {
  /** The entries that this part of the change is the sum of, and no others. */
  part: Part | null
  kind: FlowKind | null
  coin: string | null
  /** `yes`: transfers between own accounts; `no`: everything else. */
  matched: 'yes' | 'no' | null
  after: string | null
}

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
    coin: one('coin', COIN),
    matched: params.matched === 'yes' || params.matched === 'no' ? params.matched : null,
    after: one('after', PLACE),
  }
}

/** The address of a search, without the page. */
export function flowHref(scope: Scope, { part, kind, coin, matched }: FlowSearch, after: string | null = null): string {
  return scopeHref('/performance/flows', scope, { part, kind, coin, matched, after })
}

const SHAPES = { ballast: 'CSV', koinly: 'Koinly', cointracking: 'CoinTracking' } as const

/** What a file of the same entries is asked for by. */
function fileHref(shape: string, scope: Scope, { kind, coin, matched }: FlowSearch): string {
  const { from, to } = scopeMoments(scope, new Date())
  const query = new URLSearchParams({ shape })
  if (from) query.set('from', from.toISOString())
  if (to) query.set('to', to.toISOString())
  if (scope.account) query.set('accountIds', scope.account)
  if (kind) query.set('kind', kind)
  if (coin) query.set('coin', coin)
  if (matched) query.set('paired', String(matched === 'yes'))
  return `/performance/flows.csv?${query}`
}

/** Chooses by the address itself: it works without any script. */
export function FlowFilter({ scope, search }: { scope: Scope; search: FlowSearch }) {
  const { t } = useLingui()
  return (
    <PageForm action="/performance/flows" className="flex flex-wrap items-end gap-2 max-sm:grid max-sm:grid-cols-2">
      {[...scopeQuery(scope)].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <label className="flex min-w-0 flex-col gap-1 text-xs">
        <Trans>Kind</Trans>
        <select name="kind" defaultValue={search.kind ?? ''} className={`${controlClass} sm:w-40`}>
          <option value="">{t`All kinds`}</option>
          {FLOW_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(KIND_LABELS[kind])}
            </option>
          ))}
        </select>
      </label>
      <label className="flex min-w-0 flex-col gap-1 text-xs">
        <Trans>Matched</Trans>
        <select name="matched" defaultValue={search.matched ?? ''} className={`${controlClass} sm:w-48`}>
          <option value="">{t`All`}</option>
          <option value="yes">{t`Between own accounts`}</option>
          <option value="no">{t`Not matched`}</option>
        </select>
      </label>
      <label className="flex min-w-0 flex-col gap-1 text-xs">
        <Trans>Coin</Trans>
        <input
          name="coin"
          defaultValue={search.coin ?? ''}
          placeholder={t`Any`}
          className={`${controlClass} sm:w-24`}
          autoComplete="off"
        />
      </label>
      <Button type="submit">
        <Trans>Show</Trans>
      </Button>
      <span className="flex flex-wrap gap-2 max-sm:col-span-2 sm:ml-auto">
        {Object.entries(SHAPES).map(([shape, label]) => (
          <Button key={shape} asChild size="sm">
            <DownloadLink
              href={fileHref(shape, scope, search)}
              fileName={shape === 'ballast' ? 'flows.csv' : `flows-${shape}.csv`}
            >
              <Download aria-hidden />
              {label}
            </DownloadLink>
          </Button>
        ))}
      </span>
    </PageForm>
  )
}
