import { useLingui } from '@lingui/react/macro'
import { NavLink } from './nav-link'
import { DESTINATIONS, type Place } from './navigation'
import { ICONS } from './navigation-icons'

/** Five fit; the others are in the user menu, and alerts behind the bell. */
const AT_THE_THUMB: ReadonlySet<Place> = new Set(['overview', 'balances', 'positions', 'accounts', 'history'])

/** The same places at the thumb, on phones. Settings are in the user menu there, alerts behind the bell. */
export function BottomNav() {
  const { t } = useLingui()
  return (
    <nav
      aria-label={t`Main`}
      className="fixed inset-x-0 bottom-0 z-40 grid grid-cols-5 border-t bg-background/95 pb-[env(safe-area-inset-bottom)] backdrop-blur-sm in-data-wall:hidden md:hidden"
    >
      {DESTINATIONS.filter(({ place }) => AT_THE_THUMB.has(place)).map(({ href, label, place }) => {
        const Icon = ICONS[place]
        return (
          <NavLink
            key={href}
            href={href}
            className="group flex h-14 flex-col items-center justify-center gap-1 font-medium text-2xs text-muted-foreground focus-visible:-outline-offset-2 aria-[current=page]:text-foreground"
          >
            <Icon aria-hidden className="size-5 stroke-[1.75] group-aria-[current=page]:stroke-[2.25]" />
            {t(label)}
          </NavLink>
        )
      })}
    </nav>
  )
}
