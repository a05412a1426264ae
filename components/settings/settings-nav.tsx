'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { tabClass } from '../ui/tabs'

const SECTIONS = [
  { href: '/settings', label: 'Profile' },
  { href: '/settings/tokens', label: 'API tokens' },
  { href: '/settings/sharing', label: 'Sharing' },
  { href: '/settings/agents', label: 'Agents' },
  { href: '/settings/security', label: 'Security' },
] as const
const OF_ADMINISTRATORS = [
  { href: '/settings/people', label: 'People' },
  { href: '/settings/server', label: 'Server' },
] as const

/** A token's own page is one of the tokens'. */
const isWithin = (pathname: string, href: string) =>
  pathname === href || (href !== '/settings' && pathname.startsWith(`${href}/`))

/** The sections of the settings, each with an address of its own. */
export function SettingsNav({ isAdmin }: { isAdmin: boolean }) {
  const pathname = usePathname()
  return (
    <nav aria-label="Settings" className="thin-scroll flex gap-5 overflow-x-auto border-b">
      {(isAdmin ? [...SECTIONS, ...OF_ADMINISTRATORS] : SECTIONS).map(({ href, label }) => (
        <Link key={href} href={href} aria-current={isWithin(pathname, href) ? 'page' : undefined} className={tabClass}>
          {label}
        </Link>
      ))}
    </nav>
  )
}
