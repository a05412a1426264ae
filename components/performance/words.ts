import type { FlowKind } from '@/server/domain/flows/types'
import type { Part } from '@/server/domain/performance/attribution'
import type { ReturnNote } from '@/server/domain/performance/types'

/** What entries are called. */
export const KIND_LABELS: Readonly<Record<FlowKind, string>> = {
  deposit: 'Deposit',
  withdrawal: 'Withdrawal',
  transfer: 'Transfer',
  trade: 'Trade',
  funding: 'Funding',
  interest: 'Interest',
  fee: 'Fee',
  rebate: 'Rebate',
  reward: 'Reward',
  realized: 'Realised profit',
  liquidation: 'Liquidation',
  other: 'Other',
}

/** What a change of equity is made of. */
export const PART_LABELS: Readonly<Record<Part, { label: string }>> = {
  flows: { label: 'Deposits and withdrawals' },
  prices: { label: 'Prices of what was held' },
  unrealized: { label: 'Open profit' },
  realized: { label: 'Realised profit' },
  funding: { label: 'Funding' },
  interest: { label: 'Interest' },
  fees: { label: 'Fees' },
  rewards: { label: 'Rewards' },
  unexplained: { label: 'Unexplained' },
}

/** Why there is no return. */
export const NOTE_WORDS: Readonly<Record<ReturnNote, string>> = {
  no_equity: 'Nothing, or less, was held at the beginning of a day.',
  no_base: 'More was taken out in a day than had been held.',
  no_points: 'Nothing was read in this period.',
  gap: 'Not everything that came and went is known, so a return would be a guess.',
}

/** How far points lie apart. */
export function widthWords(seconds: number): string {
  if (seconds >= 86_400) return 'a day'
  return seconds >= 3600 ? 'an hour' : `${Math.round(seconds / 60)} minutes`
}
