'use client'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Bell } from 'lucide-react'
import { useTRPC } from '../trpc-provider'
import { buttonVariants } from '../ui/button'
import { IntentLink } from '../ui/intent-link'

/** How much fires now, on every page. Nothing stands there while that is not known. */
export function AlertBell() {
  const { t } = useLingui()
  const trpc = useTRPC()
  const { data } = useQuery(trpc.alerts.count.queryOptions())
  const firing = data?.firing ?? 0
  const words = firing === 0 ? t`Alerts` : t`Alerts, ${plural(firing, { one: '# fires', other: '# fire' })}`
  return (
    <IntentLink href="/alerts" aria-label={words} title={words} className={buttonVariants({ variant: 'ghost', size: 'icon' })}>
      <span className="relative">
        <Bell aria-hidden />
        {firing > 0 ? (
          <span
            aria-hidden
            className={`figures absolute -top-2 -right-2.5 grid h-4 min-w-4 place-items-center rounded-full px-1 font-medium text-2xs ${
              data?.urgent ? 'bg-destructive-fill text-white' : 'bg-warning-soft text-warning'
            }`}
          >
            {firing > 99 ? '99+' : firing}
          </span>
        ) : null}
      </span>
    </IntentLink>
  )
}
