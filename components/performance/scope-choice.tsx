'use client'
import { CalendarRange } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import type { AccountView } from '@/server/domain/views'
import { useDisplay } from '../format/display'
import { day } from '../format/time'
import { zoneOf } from '../format/zone'
import { RangeForm } from '../history/range-form'
import { Button } from '../ui/button'
import { controlClass } from '../ui/input'
import { Popover, PopoverContent, PopoverTrigger } from '../ui/popover'
import { type Scope, scopeHref } from './scope'

/** Days of one's own, those of whoever chooses them: the address says so. */
export function RangeOfScope({ path, scope, utcDays }: { path: string; scope: Scope; utcDays: boolean }) {
  const display = useDisplay()
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [going, go] = useTransition()
  // The dates that were chosen, whatever zone they are days of.
  const utc = { locale: display.locale, timeZone: 'UTC' }
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button aria-pressed={scope.from !== null} loading={going}>
          <CalendarRange aria-hidden />
          {scope.from === null ? 'Range' : `${day(scope.from, utc)} – ${scope.to === null ? 'now' : day(scope.to, utc)}`}
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

/** All accounts together, or one. */
export function AccountOfScope({ path, scope, accounts }: AccountOfScopeProps) {
  const router = useRouter()
  const [going, go] = useTransition()
  return (
    <select
      aria-label="Account"
      aria-busy={going}
      value={scope.account ?? ''}
      onChange={(event) => {
        const account = event.target.value || null
        go(() => router.push(scopeHref(path, { ...scope, account })))
      }}
      className={`${controlClass} sm:w-56`}
    >
      <option value="">All accounts</option>
      {accounts.map(({ id, name, exchangeName }) => (
        <option key={id} value={id}>
          {name} · {exchangeName}
        </option>
      ))}
    </select>
  )
}
