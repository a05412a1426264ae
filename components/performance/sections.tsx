import Link from 'next/link'
import { PERIOD_LABELS, PERIODS, type Period } from '../overview/periods'
import { cn } from '../ui/cn'
import { IntentLink } from '../ui/intent-link'
import { tabClass } from '../ui/tabs'

export const SECTIONS = [
  { href: '/performance', label: 'Returns' },
  { href: '/performance/changes', label: 'What changed' },
  { href: '/performance/flows', label: 'Flows' },
  { href: '/performance/funding', label: 'Funding' },
] as const
export type SectionHref = (typeof SECTIONS)[number]['href']

/** The period of an address; 30 days where it names none. */
export function periodOf(value: string | string[] | undefined): Period {
  return PERIODS.find((period) => period === value) ?? '30d'
}

/** Pages about what money did, each with an address of its own; the period goes along. */
export function PerformanceNav({ at, period }: { at: SectionHref; period: Period }) {
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 border-b">
      <nav aria-label="Performance" className="thin-scroll flex gap-5 overflow-x-auto">
        {SECTIONS.map(({ href, label }) => (
          <IntentLink
            key={href}
            href={`${href}?period=${period}`}
            aria-current={href === at ? 'page' : undefined}
            className={tabClass}
          >
            {label}
          </IntentLink>
        ))}
      </nav>
      <nav aria-label="Period" className="mb-1.5 inline-flex h-8 items-center rounded-md border bg-muted p-0.5">
        {PERIODS.map((each) => (
          <Link
            key={each}
            href={`${at}?period=${each}`}
            aria-current={each === period ? 'true' : undefined}
            className={cn(
              'inline-flex h-full min-w-7 items-center justify-center rounded-sm px-2.5 font-medium text-muted-foreground text-xs hover:text-foreground',
              'aria-[current]:bg-card aria-[current]:text-foreground aria-[current]:shadow-xs dark:aria-[current]:bg-accent',
            )}
          >
            {PERIOD_LABELS[each]}
          </Link>
        ))}
      </nav>
    </div>
  )
}
