/** The places of the application, in the order of the sidebar; phones show all but alerts and settings at the thumb. */
export const DESTINATIONS = [
  { place: 'overview', href: '/overview', label: 'Overview', shortcut: 'o' },
  { place: 'balances', href: '/balances', label: 'Balances', shortcut: 'b' },
  { place: 'positions', href: '/positions', label: 'Positions', shortcut: 'p' },
  { place: 'accounts', href: '/accounts', label: 'Accounts', shortcut: 'a' },
  { place: 'history', href: '/history', label: 'History', shortcut: 'h' },
  { place: 'performance', href: '/performance', label: 'Performance', shortcut: 'r' },
  { place: 'risk', href: '/risk', label: 'Risk', shortcut: 'i' },
  { place: 'alerts', href: '/alerts', label: 'Alerts', shortcut: 'l' },
  { place: 'settings', href: '/settings', label: 'Settings', shortcut: 's' },
] as const

export type Place = (typeof DESTINATIONS)[number]['place']
