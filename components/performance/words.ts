import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { FlowKind } from '@/server/domain/flows/types'
import type { Part } from '@/server/domain/performance/attribution'
import type { ReturnNote } from '@/server/domain/performance/types'

/** What entries are called. */
export const KIND_LABELS: Readonly<Record<FlowKind, MessageDescriptor>> = {
  deposit: msg`Deposit`,
  withdrawal: msg`Withdrawal`,
  transfer: msg`Transfer`,
  trade: msg`Trade`,
  funding: msg`Funding`,
  interest: msg`Interest`,
  fee: msg`Fee`,
  rebate: msg`Rebate`,
  reward: msg`Reward`,
  realized: msg`Realised profit`,
  liquidation: msg`Liquidation`,
  other: msg`Other`,
}

/** The same within a sentence. */
export const KIND_NOUNS: Readonly<Record<FlowKind, MessageDescriptor>> = {
  deposit: msg`deposit`,
  withdrawal: msg`withdrawal`,
  transfer: msg`transfer`,
  trade: msg`trade`,
  funding: msg`funding`,
  interest: msg`interest`,
  fee: msg`fee`,
  rebate: msg`rebate`,
  reward: msg`reward`,
  realized: msg`realised profit`,
  liquidation: msg`liquidation`,
  other: msg`other`,
}

/** What a change of equity is made of. */
export const PART_LABELS: Readonly<Record<Part, { label: MessageDescriptor }>> = {
  flows: { label: msg`Deposits and withdrawals` },
  prices: { label: msg`Prices of what was held` },
  unrealized: { label: msg`Open profit` },
  realized: { label: msg`Realised profit` },
  funding: { label: msg`Funding` },
  interest: { label: msg`Interest` },
  fees: { label: msg`Fees` },
  rewards: { label: msg`Rewards` },
  unexplained: { label: msg`Unexplained` },
}

/** Why there is no return. */
export const NOTE_WORDS: Readonly<Record<ReturnNote, MessageDescriptor>> = {
  no_equity: msg`Nothing, or less, was held at the beginning of a day.`,
  no_base: msg`More was taken out in a day than had been held.`,
  no_points: msg`Nothing was read in this period.`,
  gap: msg`Not everything that came and went is known, so a return would be a guess.`,
}

/** How far points lie apart. */
export function widthWords(seconds: number): MessageDescriptor {
  if (seconds >= 86_400) return msg`a day`
  const minutes = Math.round(seconds / 60)
  return seconds >= 3600 ? msg`an hour` : msg`${minutes} minutes`
}
