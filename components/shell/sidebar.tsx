'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { cn } from '../ui/cn'
import { Tooltip } from '../ui/tooltip'
import { BrandMark } from './brand'
import { DESTINATIONS, isCurrent } from './navigation'

/** Left of everything from 768 px: icons alone, with their names from 1024 px. */
export function Sidebar() {
  const pathname = usePathname()
  return (
    <aside className="sticky top-0 hidden h-dvh w-14 shrink-0 flex-col border-r bg-sidebar md:flex lg:w-52">
      <Link
        href="/overview"
        className="flex h-12 items-center gap-2 px-4 font-semibold text-base tracking-tight lg:px-4"
        aria-label="Ballast, overview"
      >
        <BrandMark />
        <span className="hidden lg:inline">Ballast</span>
      </Link>
      <nav aria-label="Main" className="flex flex-1 flex-col gap-0.5 overflow-y-auto px-2 py-2">
        {DESTINATIONS.map(({ href, label, icon: Icon }) => {
          const current = isCurrent(pathname, href)
          const link = (
            <Link
              href={href}
              aria-current={current ? 'page' : undefined}
              className={cn(
                'flex h-8 items-center gap-2.5 rounded-md px-2.5 font-medium text-muted-foreground text-sm transition-colors hover:bg-accent hover:text-foreground max-lg:size-10 max-lg:justify-center max-lg:px-0',
                current && 'bg-accent text-foreground',
              )}
            >
              <Icon aria-hidden className="size-4 shrink-0" strokeWidth={current ? 2.25 : 2} />
              <span className="max-lg:sr-only">{label}</span>
            </Link>
          )
          return (
            <div key={href}>
              <div className="hidden lg:block">{link}</div>
              <div className="lg:hidden">
                <Tooltip content={label} side="right">
                  {link}
                </Tooltip>
              </div>
            </div>
          )
        })}
      </nav>
    </aside>
  )
}
