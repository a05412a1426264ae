import type { SharePart, ShareUnit } from '@/server/domain/share'
import type { ShareLinkView } from '@/server/domain/views'

/** What a share link shows, in the words of the page. */
export const SHARE_PART_WORDS: Record<SharePart, { label: string; help: string }> = {
  equity: { label: 'Equity curve', help: 'How the whole has gone, deposits and withdrawals in it.' },
  exposure: { label: 'Exposure', help: 'Long, short and net, coin by coin.' },
  positions: { label: 'Positions', help: 'What is open, on which exchange. Names of accounts are never shown.' },
  returns: { label: 'Returns', help: 'Time-weighted, with risk: deposits and withdrawals are no gain.' },
}

export const SHARE_UNIT_CHOICES = [
  ['percent', 'Shares only: no amount is sent'],
  ['amounts', 'Amounts in USD'],
] as const satisfies readonly (readonly [ShareUnit, string])[]

export const SHARE_DELAY_CHOICES = [
  ['0', 'As it is now'],
  ['900', '15 minutes late'],
  ['86400', '24 hours late'],
] as const

export const SHARE_EXPIRY_CHOICES = [
  ['7', 'In 7 days'],
  ['30', 'In 30 days'],
  ['90', 'In 90 days'],
  ['365', 'In a year'],
] as const

const LATE: Readonly<Record<number, string>> = { 900: '15 min late', 86400: '24 h late' }

/** What a link tells, for its line: a few words each. */
export function shareTerms({ parts, unit, delaySeconds, hasPassword }: ShareLinkView): string[] {
  return [
    ...parts.map((part) => SHARE_PART_WORDS[part].label),
    unit === 'percent' ? 'Shares only' : 'Amounts',
    ...(LATE[delaySeconds] === undefined ? [] : [LATE[delaySeconds]]),
    ...(hasPassword ? ['Password'] : []),
  ]
}

/** How often a link was looked at. */
export const viewsText = (views: number) => (views === 1 ? 'Seen once' : `Seen ${views} times`)
