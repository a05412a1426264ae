'use client'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { Link } from '../desk/link'
import { useDeskPath } from '../desk/navigation'
import { useMay } from '../desks/desk-role'
import { TabStrip } from '../ui/tab-strip'
import { tabClass } from '../ui/tabs'

/** `least`: who sees it on a shared desk. */
const SECTIONS = [
  { href: '/settings', label: msg`Profile`, least: 'viewer', of: 'accounts' },
  { href: '/settings/tokens', label: msg`API tokens`, least: 'manager', of: 'whole' },
  { href: '/settings/sharing', label: msg`Sharing`, least: 'manager', of: 'whole' },
  { href: '/settings/agents', label: msg`Agents`, least: 'manager', of: 'whole' },
  { href: '/settings/security', label: msg`Security`, least: 'viewer', of: 'accounts' },
] as const
const OF_SHARED_DESKS = { href: '/settings/desk', label: msg`Desk` } as const
const OF_ADMINISTRATORS = [
  { href: '/settings/people', label: msg`People` },
  { href: '/settings/server', label: msg`Server` },
] as const

/** A token's own page is one of the tokens'. */
const isWithin = (pathname: string, href: string) =>
  pathname === href || (href !== '/settings' && pathname.startsWith(`${href}/`))

/** The sections of the settings, each with an address of its own. */
export function SettingsNav({ isAdmin, shared }: { isAdmin: boolean; shared: boolean }) {
  const { t } = useLingui()
  const pathname = useDeskPath()
  const may = useMay()
  const sections = [
    ...SECTIONS.filter(({ least, of }) => may(least, of)),
    ...(shared ? [OF_SHARED_DESKS] : []),
    ...(isAdmin ? OF_ADMINISTRATORS : []),
  ]
  return (
    <TabStrip label={t`Settings`} at={pathname}>
      {sections.map(({ href, label }) => (
        <Link key={href} href={href} aria-current={isWithin(pathname, href) ? 'page' : undefined} className={tabClass}>
          {t(label)}
        </Link>
      ))}
    </TabStrip>
  )
}
