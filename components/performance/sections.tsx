import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import type { AccountView } from '@/server/domain/views'
import { Link } from '../desk/link'
import { PERIOD_LABELS, PERIODS } from '../overview/periods'
import { cn } from '../ui/cn'
import { IntentLink } from '../ui/intent-link'
import { TabStrip } from '../ui/tab-strip'
import { tabClass } from '../ui/tabs'
import { type Scope, scopeHref } from './scope'
import { AccountOfScope, RangeOfScope } from './scope-choice'

export const SECTIONS = [
  { href: '/performance', label: msg`Returns` },
  { href: '/performance/changes', label: msg`What changed` },
  { href: '/performance/flows', label: msg`Flows` },
  { href: '/performance/funding', label: msg`Funding` },
] as const
export type SectionHref = (typeof SECTIONS)[number]['href']

interface PerformanceNavProps {
  at: SectionHref
  scope: Scope
  accounts: readonly AccountView[]
}

/** Pages about what money did, each with an address of its own; what is looked at goes along. */
export function PerformanceNav({ at, scope, accounts }: PerformanceNavProps) {
  const { t } = useLingui()
  return (
    <div className="flex flex-col gap-3">
      <TabStrip label={t`Performance`} at={at}>
        {SECTIONS.map(({ href, label }) => (
          <IntentLink
            key={href}
            href={scopeHref(href, scope)}
            aria-current={href === at ? 'page' : undefined}
            className={tabClass}
          >
            {t(label)}
          </IntentLink>
        ))}
      </TabStrip>
      <div className="flex flex-wrap items-center gap-2">
        <nav aria-label={t`Period`} className="inline-flex h-8 items-center rounded-md border bg-muted p-0.5 pointer-coarse:h-11">
          {PERIODS.map((each) => (
            <Link
              key={each}
              href={scopeHref(at, { ...scope, period: each, from: null, to: null })}
              prefetch={false}
              aria-current={scope.from === null && each === scope.period ? 'true' : undefined}
              className={cn(
                'touch-target inline-flex h-full min-w-7 items-center justify-center rounded-sm px-2.5 font-medium text-muted-foreground text-xs hover:text-foreground pointer-coarse:min-w-11',
                'aria-[current]:bg-card aria-[current]:text-foreground aria-[current]:shadow-xs dark:aria-[current]:bg-accent',
              )}
            >
              {t(PERIOD_LABELS[each])}
            </Link>
          ))}
        </nav>
        <RangeOfScope path={at} scope={scope} utcDays={at === '/performance'} />
        <AccountOfScope path={at} scope={scope} accounts={accounts} />
      </div>
    </div>
  )
}
