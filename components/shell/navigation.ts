import { ChartLine, Gauge, Layers, type LucideIcon, Settings, Wallet, Waypoints } from 'lucide-react'

export interface Destination {
  href: string
  label: string
  icon: LucideIcon
  /** Second key after `g`. */
  shortcut: string
}

/** The places of the application, in the order of the sidebar; phones show all but settings at the thumb. */
export const DESTINATIONS: readonly Destination[] = [
  { href: '/overview', label: 'Overview', icon: Gauge, shortcut: 'o' },
  { href: '/balances', label: 'Balances', icon: Layers, shortcut: 'b' },
  { href: '/positions', label: 'Positions', icon: Waypoints, shortcut: 'p' },
  { href: '/accounts', label: 'Accounts', icon: Wallet, shortcut: 'a' },
  { href: '/history', label: 'History', icon: ChartLine, shortcut: 'h' },
  { href: '/settings', label: 'Settings', icon: Settings, shortcut: 's' },
]

export function isCurrent(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`)
}
