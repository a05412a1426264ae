import type { MessageDescriptor } from '@lingui/core'
import { msg, plural } from '@lingui/core/macro'
import type { SharePart, ShareUnit } from '@/server/domain/share'
import type { ShareLinkView } from '@/server/domain/views'

/** What a share link shows, in the words of the page. */
export const SHARE_PART_WORDS: Record<SharePart, { label: MessageDescriptor; help: MessageDescriptor }> = {
  equity: { label: msg`Equity curve`, help: msg`How the whole has gone, deposits and withdrawals in it.` },
  exposure: { label: msg`Exposure`, help: msg`Long, short and net, coin by coin.` },
  positions: { label: msg`Positions`, help: msg`What is open, on which exchange. Names of accounts are never shown.` },
  returns: { label: msg`Returns`, help: msg`Time-weighted, with risk: deposits and withdrawals are no gain.` },
}

export const SHARE_UNIT_CHOICES = [
  ['percent', msg`Shares only: no amount is sent`],
  ['amounts', msg`Amounts in USD`],
] as const satisfies readonly (readonly [ShareUnit, MessageDescriptor])[]

export const SHARE_DELAY_CHOICES = [
  ['0', msg`As it is now`],
  ['900', msg`15 minutes late`],
  ['86400', msg`24 hours late`],
] as const

export const SHARE_EXPIRY_CHOICES = [
  ['7', msg`In 7 days`],
  ['30', msg`In 30 days`],
  ['90', msg`In 90 days`],
  ['365', msg`In a year`],
] as const

const LATE: Readonly<Record<number, MessageDescriptor>> = { 900: msg`15 min late`, 86400: msg`24 h late` }

/** What a link tells, for its line: a few words each. */
export function shareTerms({ parts, unit, delaySeconds, hasPassword }: ShareLinkView): MessageDescriptor[] {
  return [
    ...parts.map((part) => SHARE_PART_WORDS[part].label),
    unit === 'percent' ? msg`Shares only` : msg`Amounts`,
    ...(LATE[delaySeconds] === undefined ? [] : [LATE[delaySeconds]]),
    ...(hasPassword ? [msg`Password`] : []),
  ]
}

/** How often a link was looked at. */
export const viewsText = (views: number): MessageDescriptor => msg`${plural(views, { one: 'Seen once', other: 'Seen # times' })}`
