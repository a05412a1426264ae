import { msg } from '@lingui/core/macro'

/** The places of the application, in the order of the sidebar; phones show all but alerts and settings at the thumb. */
export const DESTINATIONS = [
  { place: 'overview', href: '/overview', label: msg`Overview`, shortcut: 'o' },
  { place: 'balances', href: '/balances', label: msg`Balances`, shortcut: 'b' },
  { place: 'positions', href: '/positions', label: msg`Positions`, shortcut: 'p' },
  { place: 'accounts', href: '/accounts', label: msg`Accounts`, shortcut: 'a' },
  { place: 'history', href: '/history', label: msg`History`, shortcut: 'h' },
  { place: 'performance', href: '/performance', label: msg`Performance`, shortcut: 'r' },
  { place: 'risk', href: '/risk', label: msg`Risk`, shortcut: 'i' },
  { place: 'alerts', href: '/alerts', label: msg`Alerts`, shortcut: 'l' },
  { place: 'settings', href: '/settings', label: msg`Settings`, shortcut: 's' },
] as const

export type Place = (typeof DESTINATIONS)[number]['place']
