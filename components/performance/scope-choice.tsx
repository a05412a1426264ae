'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { CalendarRange } from 'lucide-react'
import { useState, useTransition } from 'react'
import type { AccountView } from '@/server/domain/views'
import { useDeskRouter } from '../desk/navigation'
import { useDisplay } from '../format/display'
import { day } from '../format/time'
import { zoneOf } from '../format/zone'
import { RangeForm } from '../history/range-form'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { controlClass } from '../ui/input'
import { Popover, PopoverContent, PopoverTrigger } from '../ui/popover'
import { type Scope, scopeHref } from './scope'

/** Days of one's own, those of whoever chooses them: the address says so. */
export function RangeOfScope({ path, scope, utcDays }: { path: string; scope: Scope; utcDays: boolean }) {
  const { t } = useLingui()
  const display = useDisplay()
  const router = useDeskRouter()
  const [open, setOpen] = useState(false)
  const [going, go] = useTransition()
  // The dates that were chosen, whatever zone they are days of.
  const utc = { locale: display.locale, timeZone: 'UTC' }
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button aria-pressed={scope.from !== null} loading={going}>
          <CalendarRange aria-hidden />
          {scope.from === null ? t`Range` : `${day(scope.from, utc)} – ${scope.to === null ? t`now` : day(scope.to, utc)}`}
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end">
        <RangeForm
          range={scope}
          {...(utcDays ? { zone: 'UTC' } : {})}
          onApply={(range) => {
            setOpen(false)
            const zone = zoneOf(display)
            go(() => router.push(scopeHref(path, { ...scope, ...range, zone, zoneNamed: display.timeZone === undefined })))
          }}
        />
      </PopoverContent>
    </Popover>
  )
}

interface AccountOfScopeProps {
  path: string
  scope: Scope
  accounts: readonly Pick<AccountView, 'id' | 'name' | 'exchangeName'>[]
}

/** Before the id of a tag among ids of accounts. */
const TAG = 'tag:'

/** All accounts together, those of a tag that takes whole accounts, or one. */
export function AccountOfScope({ path, scope, accounts }: AccountOfScopeProps) {
  const { t } = useLingui()
  const router = useDeskRouter()
  const [going, go] = useTransition()
  const known = useQuery(useTRPC().tags.list.queryOptions())
  const tags = known.data?.filter(({ ofAccounts, id }) => ofAccounts || id === scope.tag) ?? []
  return (
    <select
      aria-label={t`Account`}
      aria-busy={going}
      value={scope.account ?? (scope.tag === null ? '' : `${TAG}${scope.tag}`)}
      onChange={({ target: { value } }) => {
        const tag = value.startsWith(TAG) ? value.slice(TAG.length) : null
        const account = tag === null && value !== '' ? value : null
        go(() => router.push(scopeHref(path, { ...scope, account, tag })))
      }}
      className={`${controlClass} min-w-0 max-sm:w-auto max-sm:flex-1 sm:w-56`}
    >
      <option value="">
        <Trans>All accounts</Trans>
      </option>
      {tags.length > 0 ? (
        <optgroup label={t`Tags`}>
          {tags.map(({ id, name }) => (
            <option key={id} value={`${TAG}${id}`}>
              {name}
            </option>
          ))}
        </optgroup>
      ) : null}
      {accounts.map(({ id, name, exchangeName }) => (
        <option key={id} value={id}>
          {name} · {exchangeName}
        </option>
      ))}
    </select>
  )
}
