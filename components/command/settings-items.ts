import { msg } from '@lingui/core/macro'

/** Where each thing that can be set is set, with the words that people look for it by. */
export const SETTINGS = [
  { href: '/settings', label: msg`Your name`, words: 'profile e-mail' },
  { href: '/settings', label: msg`Currency of sums`, words: 'base currency euro dollar bitcoin display' },
  { href: '/settings', label: msg`Time zone`, words: 'clock display' },
  { href: '/settings', label: msg`Dust threshold`, words: 'small balances hide display' },
  { href: '/settings', label: msg`Colours`, words: 'theme dark light display' },
  { href: '/settings', label: msg`How often balances are read`, words: 'refresh interval every minute' },
  { href: '/settings/security', label: msg`Take your data, delete everything`, words: 'export download account gdpr' },
  { href: '/settings/tokens', label: msg`API tokens`, words: 'key rest programs' },
  { href: '/settings/tokens', label: msg`Webhooks`, words: 'post http messages' },
  { href: '/settings/sharing', label: msg`Share links`, words: 'public link investors read-only publish' },
  { href: '/settings/sharing', label: msg`Statements`, words: 'signed month end nav pdf report' },
  { href: '/settings/agents', label: msg`Agents`, words: 'mcp assistant claude connect' },
  { href: '/settings/security', label: msg`Password`, words: 'change sign in' },
  { href: '/settings/security', label: msg`Passkeys`, words: 'fingerprint sign in' },
  { href: '/settings/security', label: msg`Second factor`, words: 'totp authenticator 2fa recovery codes' },
  { href: '/settings/security', label: msg`Sessions`, words: 'devices sign out everywhere' },
  { href: '/settings/security', label: msg`Linked accounts`, words: 'google github identities' },
  { href: '/settings/security', label: msg`Activity`, words: 'audit log' },
  { href: '/tags', label: msg`Tags`, words: 'strategy fund person group label' },
  { href: '/alerts', label: msg`Rules of alerts`, words: 'notifications margin liquidation' },
  { href: '/alerts', label: msg`Where alerts are sent`, words: 'channels telegram e-mail push webhook notifications' },
] as const
