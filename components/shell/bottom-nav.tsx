'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { cn } from '../ui/cn'
import { DESTINATIONS, isCurrent } from './navigation'

/** The same places at the thumb, on phones. Settings are in the user menu there. */
export function BottomNav() {
  const pathname = usePathname()
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-40 grid grid-cols-5 border-t bg-background/95 pb-[env(safe-area-inset-bottom)] backdrop-blur-sm md:hidden"
    >
      {DESTINATIONS.filter(({ href }) => href !== '/settings').map(({ href, label, icon: Icon }) => {
        const current = isCurrent(pathname, href)
        return (
          <Link
            key={href}
            href={href}
            aria-current={current ? 'page' : undefined}
            className={cn(
              'flex h-14 flex-col items-center justify-center gap-1 font-medium text-2xs text-muted-foreground focus-visible:-outline-offset-2',
              current && 'text-foreground',
            )}
          >
            <Icon aria-hidden className="size-5" strokeWidth={current ? 2.25 : 1.75} />
            {label}
          </Link>
        )
      })}
    </nav>
  )
}
