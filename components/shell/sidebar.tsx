import { useLingui } from '@lingui/react/macro'
import type { DeskView } from '@/server/domain/views'
import { DeskMenu } from '../desk/desk-menu'
import { cn } from '../ui/cn'
import { IntentLink } from '../ui/intent-link'
import { BrandMark } from './brand'
import { NavLink } from './nav-link'
import { DESTINATIONS } from './navigation'
import { ICONS } from './navigation-icons'

const linkClass = cn(
  'group flex h-8 items-center gap-2.5 rounded-md px-2.5 font-medium text-muted-foreground text-sm transition-colors hover:bg-accent hover:text-foreground max-lg:size-10 max-lg:justify-center max-lg:px-0',
  'aria-[current=page]:bg-accent aria-[current=page]:text-foreground',
)

/**
 * A place's name: beside its icon, and where there is no room for that, next to it while it is pointed at or has the focus.
 * Fixed, so that the list that scrolls does not cut it off; without an offset from above it stays at its icon.
 */
const nameClass = cn(
  'max-lg:pointer-events-none max-lg:fixed max-lg:z-50 max-lg:left-15 max-lg:rounded-md max-lg:bg-primary max-lg:px-2 max-lg:py-1 max-lg:text-primary-foreground max-lg:text-xs',
  'max-lg:opacity-0 max-lg:transition-opacity max-lg:group-hover:opacity-100 max-lg:group-hover:delay-300 max-lg:group-focus-visible:opacity-100',
)

/** Left of everything from 768 px: icons alone, with their names from 1024 px. */
export function Sidebar({ desks }: { desks: readonly DeskView[] }) {
  const { t } = useLingui()
  return (
    <aside className="sticky top-0 hidden h-dvh w-14 shrink-0 flex-col border-r bg-sidebar in-data-wall:hidden! md:flex lg:w-52">
      <IntentLink
        href="/overview"
        className="flex h-12 items-center gap-2 px-4 font-semibold text-base tracking-tight lg:px-4"
        aria-label={t`Ballast, overview`}
      >
        <BrandMark />
        <span className="hidden lg:inline">Ballast</span>
      </IntentLink>
      <DeskMenu desks={desks} />
      <nav aria-label={t`Main`} className="flex flex-1 flex-col gap-0.5 overflow-y-auto px-2 py-2">
        {DESTINATIONS.map(({ href, label, place }) => {
          const Icon = ICONS[place]
          return (
            <NavLink key={href} href={href} className={linkClass}>
              <Icon aria-hidden className="size-4 shrink-0 stroke-2 group-aria-[current=page]:stroke-[2.25]" />
              <span className={nameClass}>{t(label)}</span>
            </NavLink>
          )
        })}
      </nav>
    </aside>
  )
}
